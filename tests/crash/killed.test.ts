import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { createAuditTrail } from '#electron/services/audit/index.ts';
import { createStudyCache } from '#electron/services/cache/index.ts';
import { openRecords } from '#electron/services/records/index.ts';
import { frame, keyOf, seriesUID, study } from '#tests/fixtures/cachedFrames.ts';
import { testKeys } from '#tests/fixtures/dataKeys.ts';
import { createTestRandom } from '#tests/fixtures/testRandom.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';

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

/** Lets a child write until it has said so many lines, and a random moment longer; then kills it. */
async function writeAndKill(first: number, lines: number, extraMs: number): Promise<Line[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'writerChild.ts'), world.directory, String(first)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const said: Line[] = [];
  let killing = false;
  for await (const text of createInterface({ input: child.stdout })) {
    // The last line may be cut by the kill.
    if (text.endsWith('}')) said.push(line.parse(JSON.parse(text)));
    if (said.length < lines || killing) continue;
    killing = true;
    setTimeout(() => child.kill('SIGKILL'), extraMs);
  }
  if (!killing) throw new Error(`The writer ended by itself: ${complaint}`);
  return said;
}

it('R1 K8: killed again and again, it keeps every acknowledged record and frame, and seals no place of a pack twice', async () => {
  const random = createTestRandom(Number(process.env['CRASH_SEED'] ?? Date.now() % 100_000));
  const said: Line[] = [];
  let before = new Map<string, Buffer>();
  for (let kill = 0; kill < 6; kill += 1) {
    said.push(
      ...(await writeAndKill(kill * 10_000 + 1, 10 + Math.floor(random.fraction() * 40), random.fraction() * 60)),
    );
    const packs = readPacks();
    // A later process only ever cuts a pack it found: were one to go on in it, a nonce could come again.
    for (const [name, bytes] of before) {
      const after = packs.get(name);
      expect(after && after.length <= bytes.length && bytes.subarray(0, after.length).equals(after)).toBe(true);
    }
    before = packs;
  }

  const records = await openRecords(world, world.directory, testKeys());
  if (!records.ok) throw new Error(records.failure.code);
  const audit = createAuditTrail(world, records.value);
  expect(audit.verify()).toEqual({ intact: true });
  const kept = new Map(audit.list().map((entry) => [entry.sequence, entry.details['number']]));
  const lostRecords = said.filter((one) => one.kind === 'audit' && kept.get(one.sequence) !== one.number);
  expect(lostRecords).toEqual([]);

  const cache = await createStudyCache({ world, records: records.value, directory: world.directory, keys: testKeys() });
  if (!cache.ok) throw new Error(cache.failure.code);
  await cache.value.recovered();
  let proven = 0;
  for (const one of said) {
    if (one.kind !== 'frame') continue;
    const { number, size } = one;
    const key = keyOf(study(number % 3), seriesUID((number % 3) * 10 + (number % 2)), number);
    const found = await cache.value.readFrame(key);
    expect(found && { number, digest: found.digest }).toEqual({ number, digest: one.digest });
    expect(Buffer.from(found!.bytes).equals(frame(key, key.seriesInstanceUID, number, size).bytes)).toBe(true);
    proven += 1;
  }
  expect(proven).toBeGreaterThan(30);
  const series = said.filter((one) => one.kind === 'series').at(-1);
  expect(series).toBeDefined();
  expect(cache.value.readSeries(study(9))[0]?.expectedFrames).toBeGreaterThanOrEqual(series!.number);
  await cache.value.close();
  records.value.close();
});

function readPacks(): Map<string, Buffer> {
  const directory = join(world.directory, 'packs');
  return new Map(readdirSync(directory).map((name) => [name, readFileSync(join(directory, name))]));
}
