import { expect, test } from 'vitest';
import { succeed } from '#shared/base/result.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { lengthOfNumber, putEntry } from '#tests/fixtures/annotations.ts';
import { drawnView } from '#tests/fixtures/drawnView.ts';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { startI18n } from '../../../i18n/i18n.ts';
import { AnnotationBoard } from '../../../session/annotationBoard.ts';
import { AnnotationDesk } from '../../../session/annotationDesk.ts';
import { History } from '../../../session/history.ts';
import { JournalWriter } from '../../../session/journalWriter.ts';
import { readStudyImages } from '../../../session/studyImages.ts';
import { drawFigures, inSight } from './drawLayer.ts';

const { t } = startI18n();
const size = { width: 500, height: 500 };
const ink = { colour: '#fff', halo: '#000', plate: '#000', warning: '#f80', font: '12px monospace' };
const study = { archiveId: 'pacs', studyInstanceUID: '1.2.3' } as StudyRef;

/** A canvas that draws nothing and counts what it is asked for. */
function countingContext() {
  const calls: Record<string, number> = {};
  const context = new Proxy({} as Record<string, unknown>, {
    get: (_target, name: string) => () => {
      calls[name] = (calls[name] ?? 0) + 1;
      return { width: 50 };
    },
    set: () => true,
  }) as unknown as CanvasRenderingContext2D;
  return { context, calls };
}

/** A study of 50 images with 10,000 lengths on it: half of them on the image that is shown, the others on all. */
async function crowdedBoard() {
  const [named] = readStudyImages(snapshotOf([slicesOfCt('1.2.3.1', 50)])).sets;
  if (!named) throw new Error('no set');
  const view = drawnView(named.set, 7);
  const imageIdAt = (index: number) => `durbeen:pacs/1.2.3/1.2.3.1.${50 - index}/1`;
  const entries = Array.from({ length: 10_000 }, (_, number) => {
    const [x, y] = [(number * 7) % 480, (number * 13) % 480];
    const z = 84;
    return putEntry(
      number,
      lengthOfNumber(number, {
        surface: { kind: 'frame', imageId: imageIdAt(number % 2 === 0 ? 7 : (number >> 1) % 50) },
        points: [
          [x, y, z],
          [x + 9, y + 4, z],
        ],
      }),
    );
  });
  const desk = new AnnotationDesk(
    {
      read: () => Promise.resolve(succeed({ entries, last: 10_000, more: false, leftOut: 0 })),
      writerOf: () => new JournalWriter(() => Promise.resolve(succeed({}))),
    },
    new History(() => 0),
  );
  desk.open(study);
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  return { desk, view, board: new AnnotationBoard(view, desk, () => 'length') };
}

test('a study with 10,000 figures stays in the hand: a tick of the camera works out no figure anew, and draws in few strokes', async () => {
  const { desk, view, board } = await crowdedBoard();
  expect(desk.state.set.annotations.size).toBe(10_000);
  const sheet = board.sheet();
  if (!sheet) throw new Error('no sheet');
  expect(sheet.shapes).toHaveLength(5_100);
  // The camera has moved: the figures of the image are the very same, only where they stand is new.
  expect(board.sheet()?.shapes).toBe(sheet.shapes);
  const { context, calls } = countingContext();
  let told = 0;
  const words = () => {
    told += 1;
    return { kind: 'length', text: '', values: [], basis: undefined } as const;
  };
  const around = inSight(sheet, size);
  const labels = drawFigures(context, around, sheet, { t, notSaved: new Set(), size, ink, around, told: words });
  // Nobody reads five thousand labels: none is measured, placed or written.
  expect([labels.length, told, calls['measureText'], calls['fillText']]).toEqual([0, 0, undefined, undefined]);
  // Halo and line, whole and dashed, 64 figures at once.
  expect(calls['stroke']).toBe(4 * Math.ceil(5_100 / 64));
  expect(calls['lineTo'] ?? 0).toBeLessThan(5_100 * 20);
  // Another image has its own, and what is out of sight costs nothing there.
  view.show(8);
  const next = board.sheet();
  expect(next?.shapes).toHaveLength(100);
  expect(next && inSight(next, { width: 5, height: 5 }).length).toBeLessThan(10);
});

test('one more line on such a study is one more line: what lay there is not worked out anew', async () => {
  const { desk, board } = await crowdedBoard();
  const before = board.sheet()?.shapes ?? [];
  desk.put(study, lengthOfNumber(20_000, { surface: { kind: 'frame', imageId: 'durbeen:pacs/1.2.3/1.2.3.1.43/1' } }));
  const after = board.sheet()?.shapes ?? [];
  expect(after).toHaveLength(5_101);
  expect(before.every((shape, index) => shape === after[index])).toBe(true);
});
