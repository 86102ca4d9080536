import { expect, it } from 'vitest';
import type { ArchiveClient } from '#electron/services/archive/index.ts';
import { succeed } from '#shared/base/result.ts';
import { framesToShow } from '#shared/dicom/frameCount.ts';
import { createFakeArchive, fakeStack, refOf } from '#tests/fixtures/fakeArchive.ts';
import { readMetadata } from './readMetadata.ts';

it('Q11 an image whose number of frames cannot be is a problem of its series, and none of its frames is expected', async () => {
  const archive = createFakeArchive('one', [fakeStack('1.2.1', 3)]);
  const readWhole = archive.client.readSeriesMetadata;
  const client: ArchiveClient = {
    ...archive.client,
    async readSeriesMetadata(...asked) {
      const answer = await readWhole(...asked);
      if (!answer.ok) return answer;
      const [first = {}, ...rest] = answer.value;
      return succeed([{ ...first, '00280008': { vr: 'IS', Value: [-5] } }, ...rest]);
    },
  };
  const study = refOf(archive, fakeStack('1.2.1', 3));
  const read = await readMetadata(
    client,
    study,
    (one) => framesToShow(one) ?? 0,
    () => ({ lane: 'background' }),
  );
  if (!read.ok) throw new Error(read.failure.code);
  expect(read.value.problems).toMatchObject([{ failure: { code: 'FrameLied', details: { instances: 1 } } }]);
  expect(read.value.series).toMatchObject([{ expectedFrames: 2 }]);
});
