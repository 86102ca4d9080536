import { expect, test } from 'vitest';
import { type AnnotationKind, annotationKinds, isFreeLine, leastPoints } from '#shared/annotations/annotation.ts';
import { succeed } from '#shared/base/result.ts';
import { annotation as annotationOfContract } from '#shared/contract/annotations.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { lengthOfNumber } from '#tests/fixtures/annotations.ts';
import { drawnView } from '#tests/fixtures/drawnView.ts';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { type DrawnKind, placesOf } from '../imaging/drawing/figures.ts';
import { AnnotationBoard } from './annotationBoard.ts';
import { AnnotationDesk } from './annotationDesk.ts';
import { History } from './history.ts';
import { JournalWriter } from './journalWriter.ts';
import { readStudyImages } from './studyImages.ts';

const mouse = { shift: false, coarse: false };

function createDesk() {
  const port = {
    read: () => Promise.resolve(succeed({ entries: [], last: 0, more: false, leftOut: 0 })),
    writerOf: () => new JournalWriter(() => Promise.resolve(succeed({}))),
  };
  return new AnnotationDesk(port, new History(() => 0));
}
const setOf = (...series: Parameters<typeof slicesOfCt>) => {
  const [named] = readStudyImages(snapshotOf([slicesOfCt(...series)])).sets;
  if (!named) throw new Error('no set');
  return named.set;
};

test('the number of a figure is that of the image on the screen, not of one that is still awaited', () => {
  const desk = createDesk();
  // Nine slices from the head down: the third is instance 7.
  const board = new AnnotationBoard(drawnView(setOf('1.2.3.1', 9), 2, 6), desk, () => 'length');
  board.hand.press({ x: 10, y: 10 }, mouse, 'length');
  board.hand.move({ x: 40, y: 10 }, mouse);
  board.hand.release({ x: 40, y: 10 }, mouse);
  expect(desk.last).toMatchObject({
    kind: 'length',
    imageNumber: 3,
    surface: { imageId: 'durbeen:pacs/1.2.3/1.2.3.1.7/1' },
  });
});

test('a figure that was half drawn is gone with its box: no draft is left that nobody could end', () => {
  const desk = createDesk();
  const board = new AnnotationBoard(drawnView(setOf('1.2.3.1', 9), 2), desk, () => 'length');
  const detach = desk.attachBoard(board);
  board.hand.press({ x: 10, y: 10 }, mouse, 'length');
  board.hand.move({ x: 40, y: 10 }, mouse);
  expect(desk.state.draft?.draft.kind).toBe('length');
  detach();
  expect([desk.state.draft, board.hand.busy, desk.last]).toEqual([undefined, false, undefined]);
});

test('the first vertebra of a study is offered as such, however far the one beside it is labelled; then it is counted on', () => {
  const desk = createDesk();
  const now = drawnView(setOf('1.2.3.1', 9), 2);
  const board = new AnnotationBoard(now, desk, () => 'spineLabel');
  const prior = { archiveId: 'pacs', studyInstanceUID: '1.2.2' } as StudyRef;
  desk.put(prior, lengthOfNumber(1, { kind: 'spineLabel', text: 'L4', setId: 'of the prior', points: [[0, 0, 500]] }));
  const label = (y: number) => {
    board.hand.press({ x: 10, y }, mouse, 'spineLabel');
    board.hand.release({ x: 10, y }, mouse);
    return desk.last;
  };
  expect(label(100)).toMatchObject({ text: 'C2' });
  // Nobody has said where the reader begins: the field is open to say it.
  expect(desk.state.writing).toBe(desk.last?.id);
  desk.write(undefined);
  expect(label(140)).toMatchObject({ text: 'C3' });
  expect(desk.state.writing).toBeUndefined();
});

test('a figure keeps what its image said when it was measured: after the image is replaced it is not of this one, until it is measured anew', () => {
  const desk = createDesk();
  const draw = (board: AnnotationBoard) => {
    board.hand.press({ x: 10, y: 10 }, mouse, 'length');
    board.hand.move({ x: 40, y: 10 }, mouse);
    board.hand.release({ x: 40, y: 10 }, mouse);
  };
  const board = new AnnotationBoard(drawnView(setOf('1.2.3.1', 9), 2), desk, () => 'length');
  draw(board);
  const told = (at: AnnotationBoard) => {
    if (!desk.last) throw new Error('nothing drawn');
    return at.isOfEarlierImage(desk.last);
  };
  expect(told(board)).toBe(false);
  const replaced = new AnnotationBoard(
    drawnView(setOf('1.2.3.1', 9, { PixelSpacing: [0.9, 0.9] }), 2),
    desk,
    () => 'length',
  );
  expect(told(replaced)).toBe(true);
  replaced.nudge(1, 0);
  expect(told(replaced)).toBe(false);
});

const drawnKinds = annotationKinds.filter((kind): kind is DrawnKind => kind in placesOf);

test.each(drawnKinds)('%s: what the hand draws with the fewest places, the journal takes, and it is drawn', (kind) => {
  const desk = createDesk();
  const board = new AnnotationBoard(drawnView(setOf('1.2.3.1', 9), 2), desk, () => kind);
  // No three in a line, and none near another: whatever is asked for is large enough to be meant.
  const places = [
    { x: 100, y: 100 },
    { x: 200, y: 110 },
    { x: 150, y: 220 },
    { x: 90, y: 180 },
  ].slice(0, isFreeLine(kind) ? leastPoints(kind) : placesOf[kind]);
  for (const place of places) {
    board.hand.press(place, mouse, kind);
    board.hand.release(place, mouse);
  }
  expect(board.hand.end()).toBe(isFreeLine(kind));
  const drawn = desk.last;
  expect(drawn?.kind).toBe(kind);
  expect(annotationOfContract.safeParse(JSON.parse(JSON.stringify(drawn))).error).toBeUndefined();
  const [shape] = board.sheet()?.shapes ?? [];
  expect(shape?.annotation.id).toBe(drawn?.id);
  const marked: readonly AnnotationKind[] = ['probe', 'text', 'spineLabel'];
  expect(shape?.strokes.length === 0).toBe(marked.includes(kind));
});
