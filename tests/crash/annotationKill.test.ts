import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { createAnnotationJournal } from '#electron/services/annotations/index.ts';
import { noAnnotations, withEntries } from '#shared/annotations/journal.ts';
import { lengthOfNumber } from '#tests/fixtures/annotations.ts';
import { study } from '#tests/fixtures/cachedFrames.ts';
import { openTestRecords } from '#tests/fixtures/openStore.ts';
import { createTestRandom } from '#tests/fixtures/testRandom.ts';
import { createTestWorld } from '#tests/fixtures/testWorld.ts';
import { hearUntilKilled, startChild } from './childProcess.ts';
import { crashSeed } from './crashSeed.ts';

const line = z.object({ kind: z.literal('kept'), number: z.number(), last: z.number() });

it(`LN10: killed again and again, no annotation that was called saved is lost or moved (seed ${crashSeed})`, async () => {
  const random = createTestRandom(crashSeed);
  await using world = await createTestWorld({ startMs: 1_790_000_000_000 });
  const saved = new Set<number>();
  for (let kill = 0; kill < 5; kill += 1) {
    const life = { lines: 10 + Math.floor(random.fraction() * 60), extraMs: random.fraction() * 30 };
    const child = startChild(join(import.meta.dirname, 'annotationChild.ts'), [world.directory, String(kill * 10_000)]);
    for (const { number } of await hearUntilKilled(child, line, life)) saved.add(number);
  }
  const records = await openTestRecords(world, world.directory);
  const journal = createAnnotationJournal(world, records);
  const points = new Map<string, readonly (readonly number[])[]>();
  for (const of of [study(0), study(1)]) {
    for (let after = 0, more = true; more; ) {
      const part = journal.read(of, after);
      if (!part.ok) throw new Error(part.failure.code);
      ({ last: after, more } = part.value);
      const { annotations } = withEntries(noAnnotations, part.value.entries);
      for (const annotation of annotations.values()) points.set(annotation.id, annotation.points);
    }
  }
  records.close();
  expect(saved.size).toBeGreaterThan(50);
  for (const number of saved) {
    const { id, points: drawn } = lengthOfNumber(number);
    // Nothing rounds them on the way; the goal is 1e-6 mm.
    expect(points.get(id), `annotation ${number}`).toEqual(drawn);
  }
});
