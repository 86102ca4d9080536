import { expect, test } from 'vitest';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import type { Readiness } from '#shared/contract/worklist.ts';
import { laterUIDs, withImagesOf } from './newerAnswer.ts';

const readiness = (presentFrames: number): Readiness => ({ state: 'partial', presentFrames });
const size = { '00280010': { vr: 'US', Value: [512] }, '00280011': { vr: 'US', Value: [512] } };
const study = (series: Readonly<Record<string, readonly string[]>>, present = 0): StudySnapshot =>
  ({
    item: {},
    series: Object.entries(series).map(([seriesInstanceUID, uids]) => ({
      seriesInstanceUID,
      instances: uids.map((uid) => ({ ...(!uid.startsWith('9') && size), '00080018': { vr: 'UI', Value: [uid] } })),
      readiness: readiness(present),
    })),
    priors: [],
    problems: [],
  }) as unknown as StudySnapshot;

test('V8: images that come late are counted and wait; what else is new is taken in', () => {
  const hung = study({ '1.1': ['1', '2'] });
  const newer = study({ '1.1': ['1', '2', '3'], '1.2': ['4'] }, 2);
  const shown = withImagesOf(hung, newer);
  expect([laterUIDs(hung, newer), laterUIDs(newer, newer), laterUIDs(newer, hung)].map(({ length }) => length)).toEqual(
    [2, 0, 0],
  );
  expect(shown.series.map((series) => [series.seriesInstanceUID, series.instances.length, series.readiness])).toEqual([
    ['1.1', 2, readiness(2)],
  ]);
});

test('V8: a report that came into the study is taken in at once, and is no image on its way', () => {
  const hung = study({ '1.1': ['1', '2'] });
  expect(laterUIDs(hung, study({ '1.1': ['1', '2'], '1.9': ['9.1'] }))).toEqual([]);
  expect(laterUIDs(hung, study({ '1.1': ['1', '2', '3'], '1.9': ['9.1'] }))).toEqual(['3']);
});
