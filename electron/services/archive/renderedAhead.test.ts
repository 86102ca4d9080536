import { expect, it } from 'vitest';
import { succeed } from '#shared/base/result.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';
import { datasetOf, twelveBitGrey } from '#tests/fixtures/imageDataset.ts';
import { type Rendered, RenderedAhead } from './renderedAhead.ts';

const address = {
  study: '1.2.3' as StudyInstanceUID,
  series: '1.2.3.1' as SeriesInstanceUID,
  instance: '1.2.3.1.1' as SOPInstanceUID,
};
const imageOf = (side: number) => datasetOf({ Rows: [side], Columns: [side], ...twelveBitGrey });
const picture: Rendered = succeed({ mediaType: 'image/jpeg', bytes: new Uint8Array([255, 216]) });

function openDesk({ mayAsk = true, isPrefixed = false } = {}) {
  const asked: AbortSignal[] = [];
  let draw = (_drawn: Rendered) => {};
  let end = () => {};
  const frame = new Promise<void>((resolve) => {
    end = resolve;
  });
  const ahead = new RenderedAhead({
    ask: (_address, signal) => {
      asked.push(signal);
      return new Promise((resolve) => {
        draw = resolve;
      });
    },
    frames: { comesWithPrefix: () => isPrefixed },
    mayAsk: () => mayAsk,
  });
  const begin = (side: number, listMs: number) => ahead.begin(address, imageOf(side), listMs, frame);
  return { ahead, asked, begin, draw: () => draw(picture), end: () => end() };
}

it.each([
  ['a slice on a long line', 512, 600, {}, 1],
  ['a radiograph on any line', 3_000, 20, {}, 1],
  ['a slice that is here at once', 512, 20, {}, 0],
  ['where the person does not allow it', 3_000, 600, { mayAsk: false }, 0],
  ['where its own beginning is seen', 3_000, 600, { isPrefixed: true }, 0],
] as const)('M4: a picture is asked for with the frame: %s', (_what, side, listMs, options, times) => {
  const { asked, begin } = openDesk(options);
  begin(side, listMs);
  expect(asked).toHaveLength(times);
});

it('is taken once, by whoever comes while it is drawn', async () => {
  const { ahead, begin, draw } = openDesk();
  begin(3_000, 20);
  const taken = ahead.take(address.instance, undefined);
  draw();
  expect(await taken).toEqual(picture);
  expect(await ahead.take(address.instance, undefined)).toBeUndefined();
});

it('is left when the frame is here, and by whoever gave up', async () => {
  const first = openDesk();
  first.begin(3_000, 20);
  first.end();
  await Promise.resolve();
  expect(first.asked.map(({ aborted }) => aborted)).toEqual([true]);
  const second = openDesk();
  second.begin(3_000, 20);
  const wish = new AbortController();
  const taken = second.ahead.take(address.instance, wish.signal);
  wish.abort();
  expect(await taken).toBeUndefined();
  expect(second.asked.map(({ aborted }) => aborted)).toEqual([true]);
});
