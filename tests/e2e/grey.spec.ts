import { expect, test } from '@playwright/test';
import { expectedGrey, type VOILUTFunction, type Window } from '#shared/dicom/presentationValues.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { sharedData } from '../fixtures/sharedData.ts';
import { readBenchFiles } from './fixtures/imagingBench/benchFiles.ts';
import { type Bench, startBench } from './fixtures/imagingBench/startBench.ts';

const data = sharedData();
const path = 'transfer-syntaxes/CTImage.dcm_LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1.dcm';

/**
 * Pixels with the range of oracle greys around them. Drawing between pixels mixes neighbours and the grey rises with the
 * value, so the canvas must lie in that range, give or take the one step of rounding; only narrow ranges are asked.
 */
function calmPixels(window: Window, voiFunction: VOILUTFunction, inverted: boolean) {
  const [file] = readBenchFiles(data ?? '', path);
  const image = file && readImageDescription(file.dataset);
  const bytes = file?.frames[0];
  if (!image?.ok || !bytes) throw new Error('no image');
  const { rows, columns, signed } = image.value.layout;
  const words = signed
    ? new Int16Array(bytes.slice().buffer, 0, rows * columns)
    : new Uint16Array(bytes.slice().buffer, 0, rows * columns);
  const { slope, intercept } = image.value.frames[0]?.rescale ?? { slope: 1, intercept: 0 };
  const grey = (x: number, y: number) =>
    expectedGrey((words[y * columns + x] ?? 0) * slope + intercept, window, voiFunction, inverted);
  const calm: { readonly x: number; readonly y: number; readonly low: number; readonly high: number }[] = [];
  for (let y = 4; y < rows - 4; y += 3) {
    for (let x = 4; x < columns - 4; x += 3) {
      const around = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => grey(x + dx, y + dy)));
      const [low, high] = [Math.min(...around), Math.max(...around)];
      if (high - low <= 6) calm.push({ x, y, low, high });
    }
  }
  return { calm, rows, columns };
}

test.describe('O: canvas grey equals the oracle within 1 of 255', () => {
  let bench: Bench;
  test.beforeAll(async () => {
    bench = await startBench(data ?? '');
  });
  test.afterAll(() => bench.stop());

  const cases: readonly (readonly [name: string, keys: readonly string[], window: Window, inverted: boolean])[] = [
    ['soft tissue', ['1'], { center: 40, width: 400 }, false],
    ['bone, where most of the body is grey', ['3'], { center: 480, width: 2500 }, false],
    ['PX5: inverted', ['3', 'i'], { center: 480, width: 2500 }, true],
    ['SF26: inverted twice is not inverted', ['3', 'i', 'i'], { center: 480, width: 2500 }, false],
  ];
  for (const [name, keys, window, inverted] of data === undefined ? [] : cases) {
    test(name, async ({ page }) => {
      await page.goto(`${bench.origin}/?folder=${encodeURIComponent(path)}`);
      const box = page.getByTestId('image-box');
      await expect(box).toHaveAttribute('data-state', 'drawn');
      for (const key of keys) await page.keyboard.press(key);
      await page.waitForTimeout(500);
      const { calm, rows, columns } = calmPixels(window, 'LINEAR', inverted);
      const differing = () =>
        page
          .locator('article canvas')
          .first()
          .evaluate(
            (canvas: HTMLCanvasElement, [points, height, width]) => {
              const context = canvas.getContext('2d', { willReadFrequently: true });
              const pixels = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
              const scale = Math.min(canvas.height / height, canvas.width / width);
              const [left, top] = [(canvas.width - width * scale) / 2, (canvas.height - height * scale) / 2];
              return points.filter((point) => {
                const at =
                  Math.floor(left + (point.x + 0.5) * scale) + Math.floor(top + (point.y + 0.5) * scale) * canvas.width;
                const drawn = pixels[at * 4] ?? -99;
                return drawn < point.low - 1 || drawn > point.high + 1;
              });
            },
            [calm, rows, columns] as const,
          );
      expect(calm.length).toBeGreaterThan(500);
      expect(new Set(calm.map(({ low }) => low)).size).toBeGreaterThan(8);
      // A busy computer draws later than half a second after the last key.
      await expect.poll(differing).toEqual([]);
    });
  }
});
