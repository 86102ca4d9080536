/**
 * Writes records and frames as fast as it can and says on stdout what it was told is kept, one JSON line each, until it
 * is killed. Started by `killed.test.ts` with: folder, first number.
 */
import { writeSync } from 'node:fs';
import { systemClock, systemFiles, systemRandom } from '#electron/base/world.ts';
import { createAuditTrail } from '#electron/services/audit/index.ts';
import { createStudyCache } from '#electron/services/cache/index.ts';
import { openRecords } from '#electron/services/records/index.ts';
import { frame, seriesOf, seriesUID, study } from '../fixtures/cachedFrames.ts';
import { testKeys } from '../fixtures/dataKeys.ts';
import { noNetwork } from '../fixtures/testWorld.ts';

const directory = process.argv[2] ?? '';
const first = Number(process.argv[3]);
const world = { clock: systemClock, files: systemFiles, random: systemRandom, network: noNetwork };
const say = (line: object): void => {
  writeSync(1, `${JSON.stringify(line)}\n`);
};

const records = await openRecords(world, directory, testKeys());
if (!records.ok) throw new Error(`records: ${records.failure.code}`);
const cache = await createStudyCache({ world, records: records.value, directory, keys: testKeys() });
if (!cache.ok) throw new Error(`cache: ${cache.failure.code}`);
const audit = createAuditTrail(world, records.value);

for (let number = first; ; number += 1) {
  const of = study(number % 3);
  const series = seriesUID((number % 3) * 10 + (number % 2));
  const size = 1 + ((number * 104_729) % 400_000);
  const written = await cache.value.writeFrame(frame(of, series, number, size));
  if (written.ok) say({ kind: 'frame', number, size, digest: written.value.digest });
  const entry = audit.record('study.opened', { number });
  if (entry.ok) say({ kind: 'audit', sequence: entry.value.sequence, number });
  if (number % 7 === 0 && cache.value.saveSeries(study(9), seriesOf(seriesUID(99), number)).ok)
    say({ kind: 'series', number });
  if (number % 11 === 0) await cache.value.flush();
}
