import { expect, test } from 'vitest';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { openReadingSession } from './readingSession.ts';
import { readStudyImages } from './studyImages.ts';

const made = (uid: string, description: string, number: number, time: string, part: string) =>
  slicesOfCt(uid, 4, {
    SeriesDescription: [description],
    SeriesNumber: [number],
    AcquisitionDate: ['20260514'],
    AcquisitionTime: [time],
    BodyPartExamined: [part],
  });

const snapshot = snapshotOf([
  made('1.2.3.1', 'Late abdomen', 2, '101500', 'ABDOMEN'),
  made('1.2.3.2', 'Topogram', 1, '095500', 'CHEST').map((slice) => ({
    ...slice,
    '00080008': { vr: 'CS', Value: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'] },
  })),
  made('1.2.3.3', 'Chest', 9, '100500', 'CHEST'),
  made('1.2.3.4', 'Early abdomen', 7, '101000', 'ABDOMEN'),
]);

test('series are in the order of the panel: what is read first, by anatomy and time, not by number', () => {
  const sets = readStudyImages(snapshot).sets.map(({ description }) => description);
  expect(sets).toEqual(['Chest', 'Early abdomen', 'Late abdomen', 'Topogram']);
});

test('the keys for the next and the previous series, and what hangs first, follow that order', () => {
  const session = openReadingSession(snapshot);
  const seen = [session.activeSet?.description];
  for (let step = 0; step < 4; step += 1) {
    session.stepSet(1);
    seen.push(session.activeSet?.description);
  }
  session.stepSet(-1);
  seen.push(session.activeSet?.description);
  expect(seen).toEqual(['Chest', 'Early abdomen', 'Late abdomen', 'Topogram', 'Topogram', 'Late abdomen']);
});

test('T9: a description is shown without signs that turn what follows them round, and no longer than a person reads', () => {
  const [one] = readStudyImages(
    snapshotOf([made('1.2.3.1', `\u202e${'x'.repeat(100_000)}`, 1, '101500', 'CHEST')]),
  ).sets;
  expect(one?.description.length).toBeLessThan(1_100);
  expect(one?.description).not.toContain('\u202e');
});
