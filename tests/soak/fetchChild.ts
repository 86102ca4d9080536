/** Fetches a study with the real services until it is killed; says "complete" when all is here. Arguments: folder, address. */
import { writeSync } from 'node:fs';
import { systemNetwork } from '#electron/base/http/undiciNetwork.ts';
import { systemClock, systemFiles, systemRandom } from '#electron/base/world.ts';
import { TrialDesk } from '../archive/trialDesk.ts';

const [, , folder = '', url = ''] = process.argv;
const world = { clock: systemClock, files: systemFiles, network: systemNetwork, random: systemRandom };
const desk = new TrialDesk({ world, folder, url });
await desk.start();
writeSync(1, 'started\n');
let said = '';
setInterval(() => {
  const readiness = desk.items()[0]?.readiness;
  const line = readiness ? `${readiness.state} ${readiness.presentFrames}` : 'unknown 0';
  if (line !== said) writeSync(1, `${line}\n`);
  said = line;
}, 10);
