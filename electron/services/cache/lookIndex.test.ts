import { expect, it } from 'vitest';
import { silentLog } from '#electron/base/logging/log.ts';
import { study } from '#tests/fixtures/cachedFrames.ts';
import { testKeys } from '#tests/fixtures/dataKeys.ts';
import { createTestWorld } from '#tests/fixtures/testWorld.ts';
import { openIndex } from './openIndex.ts';

it('V8: looks of studies that are not here are kept, the latest of them; of those that are here all', async () => {
  const world = await createTestWorld();
  const opened = await openIndex(world.files, world.directory, testKeys().cacheDatabase, silentLog);
  if (!opened.ok) throw new Error(opened.failure.code);
  const { looks, attributes } = opened.value;
  for (let number = 1; number <= 6; number += 1) looks.save(study(number), { lastAt: number, seenInstances: number });
  looks.save(study(7), { seenInstances: 7 });
  attributes.saveStudy(study(1), '{}');
  looks.forgetOldest(3);
  const kept = [1, 2, 3, 4, 5, 6, 7].filter((number) => looks.find(study(number)) !== undefined);
  expect(kept).toEqual([1, 4, 5, 6]);
  opened.value.close(true);
  await world.remove();
});
