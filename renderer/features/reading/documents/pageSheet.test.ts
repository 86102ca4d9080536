import { expect, test } from 'vitest';
import { PageSheet } from './pageSheet.ts';

function sheetOf(draw: (signal: AbortSignal) => Promise<boolean | 'tooMuch'>) {
  const canvas = { width: 300, height: 150, clientWidth: 500 } as HTMLCanvasElement;
  let told = 0;
  const sheet = new PageSheet(
    canvas,
    {
      draw: (_page, drawn, width, signal) => {
        Object.assign(drawn, { width, height: 700 });
        return draw(signal);
      },
      words: () => {
        told += 1;
        return Promise.resolve(`told ${told}`);
      },
      notes: () => Promise.resolve(['CORRECTED']),
    },
    1,
  );
  const seen: unknown[] = [];
  sheet.onState = (state) => seen.push(state);
  sheet.onWords = (words) => seen.push(words);
  sheet.onNotes = (notes) => seen.push(...notes);
  return { canvas, sheet, seen };
}

test('a page out of sight gives its canvas back, and is drawn again when it comes back; its words are told once', async () => {
  const { canvas, sheet, seen } = sheetOf(() => Promise.resolve(true));
  await sheet.show();
  await sheet.show();
  expect([canvas.width, canvas.height]).toEqual([500, 700]);
  sheet.giveBack();
  expect([canvas.width, canvas.height]).toEqual([0, 0]);
  await sheet.show();
  expect([canvas.width, canvas.height]).toEqual([500, 700]);
  expect(seen).toEqual(['drawn', 'told 1', 'CORRECTED', 'waiting', 'drawn']);
});

test('a page that leaves while it is drawn is given up, and one that cannot be drawn says so', async () => {
  const left = sheetOf((signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(false))));
  const showing = left.sheet.show();
  left.sheet.giveBack();
  await showing;
  expect(left.seen).toEqual(['waiting']);
  const broken = sheetOf(() => Promise.reject(new Error('broken')));
  await broken.sheet.show();
  expect(broken.seen).toEqual(['failed']);
});

test('a page that holds too much says so, and its words are told', async () => {
  const { sheet, seen } = sheetOf(() => Promise.resolve('tooMuch'));
  await sheet.show();
  expect(seen).toEqual(['tooMuch', 'told 1', 'CORRECTED']);
});
