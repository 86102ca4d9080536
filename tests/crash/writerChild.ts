/**
 * Writes records and frames as fast as it can and says on stdout what it was told is kept, one JSON line each, until it
 * is killed. Started by `killed.test.ts` with: folder, first number.
 */
import { writeSync } from 'node:fs';
import { systemClock, systemFiles, systemRandom } from '#electron/base/world.ts';
import { createAuditTrail } from '#electron/services/audit/index.ts';
import { frame, seriesOf, seriesUID, study } from '../fixtures/cachedFrames.ts';
import { openTestCache, openTestRecords } from '../fixtures/openStore.ts';
import { noNetwork } from '../fixtures/testWorld.ts';

const directory = process.argv[2] ?? '';
const first = Number(process.argv[3]);
const world = { clock: systemClock, files: systemFiles, random: systemRandom, network: noNetwork };
const say = (line: object): void => {
  writeSync(1, `${JSON.stringify(line)}\n`);
};

const records = await openTestRecords(world, directory);
const cache = await openTestCache(world, directory, records);
const audit = createAuditTrail(world, records);

for (let number = first; ; number += 1) {
  const of = study(number % 3);
  const series = seriesUID((number % 3) * 10 + (number % 2));
  const size = 1 + ((number * 104_729) % 400_000);
  const written = await cache.writeFrame(frame(of, series, number, size));
  if (written.ok) say({ kind: 'frame', number, size, digest: written.value.digest });
  const entry = audit.record('study.opened', { number });
  if (entry.ok) say({ kind: 'audit', sequence: entry.value.sequence, number });
  if (number % 7 === 0 && cache.saveSeries(study(9), seriesOf(seriesUID(99), number)).ok)
    say({ kind: 'series', number });
  if (number % 11 === 0) await cache.flush();
}
