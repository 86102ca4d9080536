import { expect, test } from 'vitest';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { studyOnDesk } from '../../../session/studyOnDesk.ts';
import type { OpenDocument } from './documentDesk.ts';
import { findImage, setsFor } from './goToImage.ts';

const studyWith = (studyInstanceUID: string, count: number) => {
  const series = slicesOfCt('1.2.3.1', count, { StudyInstanceUID: [studyInstanceUID] });
  return studyOnDesk(snapshotOf([series], { study: { archiveId: 'pacs', studyInstanceUID } as never }));
};
const [current, prior] = [studyWith('1.2.3', 2), studyWith('1.2.9', 4)];
const documentOf = ({ snapshot }: typeof current) => ({ snapshot }) as unknown as OpenDocument;
const foundFor = (open: OpenDocument, number: number) =>
  findImage(setsFor([current, prior], open), {
    sopInstanceUID: `1.2.3.1.${number}`,
    sopClassUID: '',
    frames: undefined,
  });

test('T22 a document goes to the image of its own study, though another study has one of the same name', () => {
  expect(foundFor(documentOf(current), 1)?.named).toBe(current.images.sets[0]);
  expect(foundFor(documentOf(prior), 1)?.named).toBe(prior.images.sets[0]);
});

test('an image that only another study on the desk has is found there: the highest slice comes first', () => {
  expect(foundFor(documentOf(current), 4)).toEqual({ named: prior.images.sets[0], index: 0 });
  expect(foundFor(documentOf(current), 5)).toBeUndefined();
});
