/**
 * Stands for the host while it fetches: keeps the frames of a small corpus that are not here, lets go of a study when
 * all are, and begins anew, until it is killed. Says on stdout, one JSON line each, what it fetched, what was told to be
 * kept, what came to rest on the disk. Started by `killTrial.ts` with: folder, seed.
 */
import { writeSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Files, systemClock, systemFiles, systemRandom } from '#electron/base/world.ts';
import { openTestStore } from '../fixtures/openStore.ts';
import { createTestRandom } from '../fixtures/testRandom.ts';
import { noNetwork } from '../fixtures/testWorld.ts';
import { type Said, trialFrames, trialSeries, trialStudies } from './trialCorpus.ts';

const directory = process.argv[2] ?? '';
const random = createTestRandom(Number(process.argv[3]));
const say = (line: Said): void => {
  writeSync(1, `${JSON.stringify(line)}\n`);
};
const startedAt = systemClock.monotonicMs();

/** Says after each sync how much of a pack is on the disk for certain. */
const open: Files['open'] = async (path, ...rest) => {
  const handle = await systemFiles.open(path, ...rest);
  const datasync = handle.datasync.bind(handle);
  handle.datasync = async () => {
    const { size } = await handle.stat();
    await datasync();
    say({ kind: 'synced', pack: basename(String(path)), size });
  };
  return handle;
};
const world = { clock: systemClock, files: { ...systemFiles, open }, random: systemRandom, network: noNetwork };

// As the queue does: while it is not known what is here, nothing is fetched ahead.
const { cache } = await openTestStore(world, directory);
for (const { study, series } of trialSeries) cache.saveSeries(study, series);

let isFirst = true;
for (;;) {
  const missing = trialFrames.filter(({ key }) => !cache.hasFrame(key));
  for (const frame of missing) {
    say({ kind: 'fetched', number: frame.number, bytes: frame.bytes });
    const written = await cache.writeFrame(frame.make());
    if (!written.ok) throw new Error(written.failure.code);
    say({ kind: 'kept', number: frame.number });
    if (isFirst) say({ kind: 'resumed', afterMs: systemClock.monotonicMs() - startedAt });
    isFirst = false;
    if (random.fraction() < 0.2) await pause(random.fraction() * 8);
  }
  const gone = Math.floor(random.fraction() * trialStudies.length);
  const study = trialStudies[gone];
  if (!study) throw new Error('no study');
  say({ kind: 'letGo', study: gone });
  await cache.removeStudy(study);
  for (const one of trialSeries) if (one.study === study) cache.saveSeries(study, one.series);
}
