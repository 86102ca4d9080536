/**
 * A host that is handed annotations one by one, as hands release the mouse, and says of each that it is kept, one JSON
 * line each, until it is killed. Started by `annotationKill.test.ts` with: folder, first number.
 */
import { writeSync } from 'node:fs';
import { systemClock, systemFiles, systemRandom } from '#electron/base/world.ts';
import { createAnnotationJournal } from '#electron/services/annotations/index.ts';
import { putEntry } from '../fixtures/annotations.ts';
import { study } from '../fixtures/cachedFrames.ts';
import { openTestRecords } from '../fixtures/openStore.ts';
import { noNetwork } from '../fixtures/testWorld.ts';

const directory = process.argv[2] ?? '';
const first = Number(process.argv[3]);
const world = { clock: systemClock, files: systemFiles, random: systemRandom, network: noNetwork };
const journal = createAnnotationJournal(world, await openTestRecords(world, directory));

for (let number = first; ; number += 1) {
  const kept = journal.append(study(number % 2), [putEntry(number)]);
  if (kept.ok) writeSync(1, `${JSON.stringify({ kind: 'kept', number, last: kept.value.last })}\n`);
}
