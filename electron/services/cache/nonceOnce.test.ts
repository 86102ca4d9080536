import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Files } from '#electron/base/world.ts';
import { frame, keyOf, seriesUID, study } from '#tests/fixtures/cachedFrames.ts';
import { openTestCache, openTestRecords } from '#tests/fixtures/openStore.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { chunkHeaderBytes, tagBytes } from './packFormat.ts';
import type { RecoveringStudyCache } from './studyCache.ts';

/**
 * A place in a pack stands for a chunk number, and so for a nonce under that pack's key: whatever was once handed to
 * the disk for it, even in vain, must never be followed by something else.
 */
function watchPlaces(world: TestWorld): { files: Files; repeated: string[] } {
  const taken = new Map<string, string>();
  const repeated: string[] = [];
  const open: Files['open'] = async (path, ...rest) => {
    const handle = await world.files.open(path, ...rest);
    const pack = basename(String(path));
    if (!/^[0-9a-f]{32}$/.test(pack)) return handle;
    return new Proxy(handle, {
      get(target, property) {
        const member: unknown = Reflect.get(target, property, target);
        if (property !== 'write') return typeof member === 'function' ? (member.bind(target) as unknown) : member;
        return (bytes: Buffer, offset: number, length: number, position: number) => {
          const piece = bytes.subarray(offset, offset + length);
          const place = `${pack} ${position}`;
          const before = taken.get(place);
          const now = piece.toString('base64');
          if (before !== undefined && before !== now) repeated.push(place);
          taken.set(place, now);
          return (target as FileHandle).write(bytes, offset, length, position);
        };
      },
    });
  };
  return { files: { ...world.files, open }, repeated };
}

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant('write' as const),
      number: fc.integer({ min: 1, max: 6 }),
      size: fc.constantFrom(10, 3_000, 300_000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('fullDisk' as const), partialBytes: fc.constantFrom(0, 7, 2_000) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constantFrom('kill' as const, 'flush' as const, 'remove' as const, 'restart' as const),
    }),
  },
);

it('K8: whatever fails, and however often it is killed, no place of a pack is sealed twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), fc.nat(), async (steps, seed) => {
      await using world = await createTestWorld({ seed });
      const { files, repeated } = watchPlaces(world);
      const watched = { ...world, files };
      const records = await openTestRecords(watched, world.directory);
      const start = () => openTestCache(watched, world.directory, records);
      const left: RecoveringStudyCache[] = [];
      let cache = await start();
      const kept = new Map<number, number>();
      for (const next of steps) {
        if (next.act === 'write') {
          const written = await cache.writeFrame(frame(study(1), seriesUID(1), next.number, next.size));
          if (written.ok && written.value.kept) kept.set(next.number, next.size);
        } else if (next.act === 'fullDisk') {
          world.files.failWhen({
            operation: 'write',
            code: 'ENOSPC',
            path: /packs/,
            times: 1,
            partialBytes: next.partialBytes,
          });
        } else if (next.act === 'flush') await cache.flush();
        else if (next.act === 'remove') {
          await cache.removeStudy(study(1));
          kept.clear();
        } else {
          if (next.act === 'restart') await cache.close();
          else left.push(cache);
          cache = await start();
        }
      }
      for (const [number, size] of kept) {
        const found = await cache.readFrame(keyOf(study(1), seriesUID(1), number));
        expect([number, found?.bytes.length]).toEqual([number, size]);
      }
      expect(repeated).toEqual([]);
      await cache.close();
      for (const one of left) await one.close();
      records.close();
    }),
    { numRuns: 40 },
  );
});

it('K8: the watch sees a place that is written twice', async () => {
  await using world = await createTestWorld();
  const { files, repeated } = watchPlaces(world);
  const handle = await files.open(`${world.directory}/${'a'.repeat(32)}`, 'w');
  await handle.write(Buffer.from('one'), 0, 3, chunkHeaderBytes);
  await handle.write(Buffer.from('two'), 0, 3, chunkHeaderBytes + tagBytes);
  expect(repeated).toEqual([]);
  await handle.write(Buffer.from('six'), 0, 3, chunkHeaderBytes);
  expect(repeated.length).toBe(1);
  await handle.close();
});
