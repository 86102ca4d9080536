import { expect, it } from 'vitest';
import type { CachedSeries, SeriesCount } from '#electron/services/cache/index.ts';
import type { Readiness } from '#shared/contract/worklist.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { imagesAtSigning } from './imagesAtSigning.ts';

const study = { archiveId: 'a', studyInstanceUID: '1.2' } as StudyRef;
const seriesOf = (uid: string, number: number, description: string) =>
  ({
    seriesInstanceUID: uid,
    expectedFrames: 112,
    instances: [{ '00200011': { vr: 'IS', Value: [number] }, '0008103E': { vr: 'LO', Value: [description] } }],
  }) as unknown as CachedSeries;
const countOf = (uid: string, presentFrames: number, expectedFrames: number) =>
  ({ seriesInstanceUID: uid, presentFrames, expectedFrames, instances: expectedFrames }) as SeriesCount;
const cacheOf = (counts: readonly SeriesCount[]) => ({
  countFrames: () => counts,
  readSeries: () => [seriesOf('1.2.2', 3, 'lung'), seriesOf('1.2.1', 2, 'soft tissue')],
});
const readinessOf = (more: Partial<Readiness>): Readiness => ({ state: 'partial', presentFrames: 113, ...more });

it('P6: names each series with what is here of it, in the order of its number', () => {
  const cache = cacheOf([countOf('1.2.2', 1, 112), countOf('1.2.1', 112, 112), countOf('1.2.9', 0, 0)]);
  const look = { at: 5, counted: 227, listed: 224 };
  expect(imagesAtSigning(study, cache, readinessOf({ expectedFrames: 224 }), look)).toEqual({
    here: 113,
    expected: 224,
    unlisted: 3,
    series: [
      { seriesInstanceUID: '1.2.1', seriesNumber: 2, description: 'soft tissue', here: 112, expected: 112 },
      { seriesInstanceUID: '1.2.2', seriesNumber: 3, description: 'lung', here: 1, expected: 112 },
    ],
    askedAt: 5,
  });
});

it('P6: a study that is whole lacks nothing, though an object of it claims an image and carries none', () => {
  const cache = cacheOf([countOf('1.2.1', 112, 113)]);
  const whole = readinessOf({ state: 'complete', presentFrames: 112, expectedFrames: 112, agreedAt: 7 });
  expect(imagesAtSigning(study, cache, whole, { listed: 113 })).toMatchObject({
    here: 112,
    expected: 112,
    unlisted: 0,
    series: [{ here: 112, expected: 112 }],
    agreedAt: 7,
  });
});

it('P6: what came and is not yet proven is not here', () => {
  const cache = cacheOf([countOf('1.2.1', 112, 112)]);
  const some = readinessOf({ presentFrames: 100, expectedFrames: 112 });
  expect(imagesAtSigning(study, cache, some, undefined)).toMatchObject({ here: 100, expected: 112 });
});
