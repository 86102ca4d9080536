import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { createAuditTrail } from '#electron/services/audit/index.ts';
import { frame, keyOf, seriesUID, study } from '#tests/fixtures/cachedFrames.ts';
import { openTestStore } from '#tests/fixtures/openStore.ts';
import { createTestRandom } from '#tests/fixtures/testRandom.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { hearUntilKilled, startChild } from './childProcess.ts';
import { crashSeed } from './crashSeed.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await createTestWorld({ startMs: Date.now() });
});
afterEach(() => world.remove());

const line = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('frame'), number: z.number(), size: z.number(), digest: z.string() }),
  z.object({ kind: z.literal('audit'), sequence: z.number(), number: z.number() }),
  z.object({ kind: z.literal('series'), number: z.number() }),
]);
type Line = z.infer<typeof line>;

it(`R1 K8: killed again and again, it keeps every acknowledged record and frame, and seals no place of a pack twice (seed ${crashSeed})`, async () => {
  const random = createTestRandom(crashSeed);
  const said: Line[] = [];
  let before = new Map<string, Buffer>();
  for (let kill = 0; kill < 6; kill += 1) {
    const life = { lines: 10 + Math.floor(random.fraction() * 40), extraMs: random.fraction() * 60 };
    const args = [world.directory, String(kill * 10_000 + 1)];
    const child = startChild(join(import.meta.dirname, 'writerChild.ts'), args);
    said.push(...(await hearUntilKilled(child, line, life)));
    const packs = readPacks();
    // A later process only ever cuts a pack it found: were one to go on in it, a nonce could come again.
    for (const [name, bytes] of before) {
      const after = packs.get(name);
      expect(after && after.length <= bytes.length && bytes.subarray(0, after.length).equals(after)).toBe(true);
    }
    before = packs;
  }

  const { records, cache, close } = await openTestStore(world, world.directory);
  const audit = createAuditTrail(world, records);
  expect(audit.verify()).toEqual({ intact: true });
  const kept = new Map(audit.list().map((entry) => [entry.sequence, entry.details['number']]));
  const lostRecords = said.filter((one) => one.kind === 'audit' && kept.get(one.sequence) !== one.number);
  expect(lostRecords).toEqual([]);

  let proven = 0;
  for (const one of said) {
    if (one.kind !== 'frame') continue;
    const { number, size } = one;
    const key = keyOf(study(number % 3), seriesUID((number % 3) * 10 + (number % 2)), number);
    const found = await cache.readFrame(key);
    expect(found && { number, digest: found.digest }).toEqual({ number, digest: one.digest });
    expect(Buffer.from(found!.bytes).equals(frame(key, key.seriesInstanceUID, number, size).bytes)).toBe(true);
    proven += 1;
  }
  expect(proven).toBeGreaterThan(30);
  const series = said.filter((one) => one.kind === 'series').at(-1);
  expect(series).toBeDefined();
  expect(cache.readSeries(study(9))[0]?.expectedFrames).toBeGreaterThanOrEqual(series!.number);
  await close();
});

function readPacks(): Map<string, Buffer> {
  const directory = join(world.directory, 'packs');
  return new Map(readdirSync(directory).map((name) => [name, readFileSync(join(directory, name))]));
}
