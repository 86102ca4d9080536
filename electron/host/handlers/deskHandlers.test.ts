import { expect, it } from 'vitest';
import type { Services } from '#electron/host/createServices.ts';
import { createDeskKeeper } from '#electron/services/desk/index.ts';
import { fail, succeed } from '#shared/base/result.ts';
import { keptDesk } from '#shared/contract/desk.ts';
import { failureOf } from '#shared/contract/failures.ts';
import { openTestRecords } from '#tests/fixtures/openStore.ts';
import { createTestWorld } from '#tests/fixtures/testWorld.ts';
import { deskHandlers } from './deskHandlers.ts';

const call = { signal: new AbortController().signal };
const desk = keptDesk.parse({
  ...{ version: 1, study: { archiveId: 'a', studyInstanceUID: '1.2' }, priors: [], rows: 1, columns: 1 },
  ...{ boxes: [null], active: 0, enlarged: false, tool: 'window', left: [], panels: { report: false, line: false } },
});

it('a desk that was to be kept while the profile was changed is never written into the other, nor read from it', async () => {
  await using world = await createTestWorld();
  const records = await openTestRecords(world, world.directory);
  const services = { desk: createDeskKeeper(world, records) } as unknown as Services;
  // Practice is open.
  const handlers = deskHandlers({
    servicesOf: (kind) => Promise.resolve(kind === 'practice' ? succeed(services) : fail(failureOf('StoreLocked'))),
  });
  const locked = { ok: false, failure: { code: 'StoreLocked' } };
  expect(await handlers['desk.save']({ profile: 'patients', desk }, call)).toEqual(locked);
  expect(await handlers['desk.read']({ profile: 'practice' }, call)).toEqual(succeed({ dropped: false }));
  expect(await handlers['desk.save']({ profile: 'practice', desk }, call)).toEqual(succeed({}));
  expect(await handlers['desk.read']({ profile: 'patients' }, call)).toEqual(locked);
  expect(await handlers['desk.read']({ profile: 'practice' }, call)).toEqual(succeed({ desk, dropped: false }));
  // Nor put away from there.
  expect(await handlers['desk.save']({ profile: 'patients' }, call)).toEqual(locked);
  expect(await handlers['desk.read']({ profile: 'practice' }, call)).toMatchObject({ value: { desk } });
  records.close();
});
