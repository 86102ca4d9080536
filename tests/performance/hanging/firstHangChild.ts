// How long the first decision of a program takes, where its rules were read before (`ready`) and where they were not.
import { hang } from '#shared/hanging/hang.ts';
import { makeReady } from '#shared/hanging/makeReady.ts';
import { type FirstHang, hundred, largeStudy } from './engineSpeed.ts';

/** Time of this thread alone: a whole program is measured once, on a computer that does other things too. */
const now = () => process.threadCpuUsage().user / 1_000;
const [study, protocols] = [largeStudy(), hundred()];
let [steps, longestStep] = [0, 0];
if (process.argv[2] === 'ready') {
  const walk = makeReady(protocols);
  for (let isDone = false; !isDone; steps += 1) {
    const began = now();
    isDone = walk.next().done === true;
    longestStep = Math.max(longestStep, now() - began);
  }
}
const began = now();
hang(study, protocols);
const answer: FirstHang = { first: now() - began, steps, longestStep };
process.stdout.write(JSON.stringify(answer));
