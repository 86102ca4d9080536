import { describe, expect, it } from 'vitest';
import type { ArchiveClient } from '#electron/services/archive/index.ts';
import type { CachedSeries } from '#electron/services/cache/index.ts';
import { fail, succeed } from '#shared/base/result.ts';
import { failureOf } from '#shared/contract/failures.ts';
import { framesToShow } from '#shared/dicom/frameCount.ts';
import { createFakeArchive, type FakeStudy, fakeStack, refOf } from '#tests/fixtures/fakeArchive.ts';
import { MetadataBudget } from './metadataBudget.ts';
import { readMetadata } from './readMetadata.ts';

const image = (uid: string) => ({ sopInstanceUID: uid });
const manySeries = fakeStack('1.2.3', 1, {
  series: Object.fromEntries([1, 2, 3, 4, 5, 6].map((number) => [`1.2.3.${number}`, [image(`1.2.3.${number}.1`)]])),
});

async function readAll(study: FakeStudy, change: (client: ArchiveClient) => ArchiveClient, budget: MetadataBudget) {
  const archive = createFakeArchive('one', [study]);
  const taken: CachedSeries[] = [];
  const read = await readMetadata(
    change(archive.client),
    refOf(archive, study),
    (one) => framesToShow(one) ?? 0,
    () => ({ lane: 'background' }),
    { budget, take: (series) => void taken.push(series) },
  );
  return { read, taken };
}

/** An archive whose every series says so many bytes of itself; `asked` counts the questions. */
function wordy(bytes: number, asked: string[]) {
  return (client: ArchiveClient): ArchiveClient => ({
    ...client,
    async readSeriesMetadata(study, series, options) {
      asked.push(series);
      const mayRead = options.mayRead?.(bytes) ?? true;
      return mayRead ? client.readSeriesMetadata(study, series, options) : fail(failureOf('StudyTooLarge'));
    },
  });
}

describe('readMetadata', () => {
  it('Q11 an image whose number of frames cannot be is a problem of its series, and none of its frames is expected', async () => {
    const lying = (client: ArchiveClient): ArchiveClient => ({
      ...client,
      async readSeriesMetadata(...asked) {
        const answer = await client.readSeriesMetadata(...asked);
        if (!answer.ok) return answer;
        const [first = {}, ...rest] = answer.value;
        return succeed([{ ...first, '00280008': { vr: 'IS', Value: [-5] } }, ...rest]);
      },
    });
    const { read, taken } = await readAll(fakeStack('1.2.1', 3), lying, new MetadataBudget(() => undefined));
    if (!read.ok) throw new Error(read.failure.code);
    expect(read.value).toMatchObject([{ failure: { code: 'FrameLied', details: { instances: 1 } } }]);
    expect(taken).toMatchObject([{ expectedFrames: 2 }]);
  });

  it('A9 takes in of a study that says too much what fits, says so once, and asks for no more of it', async () => {
    const asked: string[] = [];
    let heavy = 0;
    const budget = new MetadataBudget(() => (heavy += 1), { bytes: 250, instances: 100, heavyBytes: 150 });
    const { read, taken } = await readAll(manySeries, wordy(100, asked), budget);
    expect(taken).toHaveLength(2);
    expect(heavy).toBe(1);
    expect(asked.length).toBeLessThan(6);
    expect(read.ok && read.value.map(({ failure }) => failure.code)).toEqual(['StudyTooLarge']);
  });

  it('A9 counts instances too, for small ones fill the memory as well', async () => {
    const budget = new MetadataBudget(() => undefined, { bytes: 1e9, instances: 4, heavyBytes: 1e9 });
    const { read, taken } = await readAll(manySeries, wordy(1, []), budget);
    expect(taken).toHaveLength(4);
    expect(read.ok && read.value.every(({ failure }) => failure.code === 'StudyTooLarge')).toBe(true);
    const none = new MetadataBudget(() => undefined, { bytes: 1e9, instances: 0, heavyBytes: 1e9 });
    expect((await readAll(manySeries, wordy(1, []), none)).read).toMatchObject({ failure: { code: 'StudyTooLarge' } });
  });
});
