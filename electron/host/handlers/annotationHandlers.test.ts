import { expect, it } from 'vitest';
import type { Services } from '#electron/host/createServices.ts';
import { createAnnotationJournal } from '#electron/services/annotations/index.ts';
import { fail, succeed } from '#shared/base/result.ts';
import type { HostEvent } from '#shared/contract/events.ts';
import { failureOf } from '#shared/contract/failures.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import { putEntry } from '#tests/fixtures/annotations.ts';
import { openTestRecords } from '#tests/fixtures/openStore.ts';
import { createTestWorld } from '#tests/fixtures/testWorld.ts';
import type { Profiles } from '../profiles.ts';
import { annotationHandlers } from './annotationHandlers.ts';

const study = { archiveId: 'a' as ArchiveId, studyInstanceUID: '1.2' as StudyInstanceUID };
const call = { signal: new AbortController().signal };

it('a line that waited while the profile was changed is never written into the other; what is written is announced', async () => {
  await using world = await createTestWorld();
  const records = await openTestRecords(world, world.directory);
  const services = { annotations: createAnnotationJournal(world, records) } as unknown as Services;
  // Practice is open.
  const profiles: Pick<Profiles, 'services' | 'servicesOf'> = {
    services: () => Promise.resolve(succeed(services)),
    servicesOf: (kind) => Promise.resolve(kind === 'practice' ? succeed(services) : fail(failureOf('StoreLocked'))),
  };
  const told: HostEvent[] = [];
  const handlers = annotationHandlers(profiles, (event) => told.push(event));
  const append = (profile: 'practice' | 'patients', number: number) =>
    handlers['annotations.append']({ profile, study, entries: [putEntry(number)] }, call);
  expect(await append('patients', 1)).toEqual({ ok: false, failure: { code: 'StoreLocked' } });
  expect(told).toEqual([]);
  expect(await append('practice', 2)).toMatchObject({ ok: true });
  expect(told).toEqual([{ event: 'annotations.changed', study }]);
  const kept = await handlers['annotations.read']({ study, after: 0 }, call);
  expect(kept).toMatchObject({ ok: true, value: { entries: [putEntry(2)] } });
  records.close();
});
