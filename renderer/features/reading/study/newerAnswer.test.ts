import { expect, test } from 'vitest';
import { openReadingSession } from '#renderer/session/readingSession.ts';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import type { Readiness } from '#shared/contract/worklist.ts';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { laterUIDs, withoutNewImages } from './newerAnswer.ts';

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
  const shown = withoutNewImages(hung, newer);
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

const uidsIn = ({ series }: StudySnapshot) =>
  series.map(({ seriesInstanceUID, instances }) => [
    seriesInstanceUID,
    ...instances.map((instance) => instance['00080018']?.Value?.[0]),
  ]);

test('V8: new documents and rejections come at once, whatever images wait; what is no longer listed stays (V9)', () => {
  const hung = study({ '1.1': ['1', '2'], '1.3': ['7'], '1.4': ['8'] });
  const newer = study({ '1.1': ['2', '3'], '1.2': ['4', '5'], '1.4': [], '1.9': ['9.1'] });
  expect(uidsIn(withoutNewImages(hung, newer))).toEqual([
    ['1.1', '2', '1'],
    ['1.4', '8'],
    ['1.9', '9.1'],
    ['1.3', '7'],
  ]);
});

test('V8: an image that moved to another series is in one only', () => {
  const hung = study({ '1.1': ['1', '2'] });
  expect(uidsIn(withoutNewImages(hung, study({ '1.1': ['1'], '1.2': ['2', '3'] })))).toEqual([
    ['1.1', '1'],
    ['1.2', '2'],
  ]);
});

test('T22, V8: an image that is another patient’s by now says so at once, though images of its series wait', () => {
  const slices = (count: number, patientId: string) =>
    slicesOfCt('1.2.3.1', count, { PatientID: [patientId], PatientName: [{ Alphabetic: patientId }] } as never);
  const [hung, newer] = [snapshotOf([slices(4, 'P1')]), snapshotOf([slices(6, 'P2')])];
  const session = openReadingSession(hung);
  session.refresh(withoutNewImages(hung, newer));
  const { frames } = session.activeSet!.set;
  expect([frames.length, ...new Set(frames.map(({ image }) => image.patient?.patientId))]).toEqual([4, 'P2']);
});
