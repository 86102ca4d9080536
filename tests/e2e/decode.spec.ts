import { expect, type Page, test } from '@playwright/test';
import { transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import { type Reference, references, sharedData } from '../fixtures/sharedData.ts';
import type { DecodedFile, Lie } from './fixtures/imagingBench/decode.ts';
import { type Bench, startBench } from './fixtures/imagingBench/startBench.ts';

const data = sharedData();
const folders =
  data === undefined
    ? []
    : ['transfer-syntaxes', 'ct-abdomen', 'mr-brain-multiseries', 'cr-dx', 'us-colour', 'enhanced', 'mg'];

test.describe('every decoded frame of a lossless transfer syntax equals the reference (O: pixels, 0 differing)', () => {
  let bench: Bench;
  test.beforeAll(async () => {
    bench = await startBench(data ?? '');
  });
  test.afterAll(() => bench.stop());

  for (const folder of folders) {
    test(folder, async ({ page }) => {
      await page.goto(`${bench.origin}/decode.html`);
      await page.waitForFunction(() => 'decodeFolder' in window);
      const decoded = await page.evaluate(
        (name) =>
          (window as unknown as { decodeFolder: (n: string) => Promise<readonly DecodedFile[]> }).decodeFolder(name),
        folder,
      );
      const expected = references(data ?? '', [folder])
        .filter(({ transferSyntaxUID }) => transferSyntaxes.get(transferSyntaxUID)?.lossless)
        .map(asLittleEndian);
      const byPath = new Map(decoded.map((file) => [file.path, file]));
      expect(expected.length).toBeGreaterThan(0);
      expect(expected.map(({ path }) => byPath.get(path))).toEqual(
        expected.map(({ path, firstFrame, allFrames }) => ({ path, firstFrame, allFrames })),
      );
    });
  }
});

/** Stored values of one file, and those of the same image without loss: the greatest mean and single difference. */
const lossy: readonly (readonly [path: string, of: string, mostMean: number, most: number])[] = [
  ['CTImage.dcm_JPEGLSLossyTransferSyntax_1.2.840.10008.1.2.4.81.dcm', 'CTImage.dcm', 1, 1],
  ['CTImage.dcm_JPEG2000TransferSyntax_1.2.840.10008.1.2.4.91.dcm', 'CTImage.dcm', 1, 6],
  ['CTImage.dcm_JPEGProcess2_4TransferSyntax_1.2.840.10008.1.2.4.51.dcm', 'CTImage.dcm', 5, 60],
  ['HTJ2K_08_RGB.dcm', 'HTJ2KLossless_08_RGB.dcm', 1, 5],
  ['TestPattern_JPEG-LS-NearLossless.dcm', 'TestPattern_JPEG-LS-Lossless.dcm', 1.1, 2],
];

/** Its writer took it to 12 bits without sign, and says so in a rescale of its own (slope 2.0002442, intercept -4047). */
const asStoredOfTwin = (path: string, value: number) =>
  path.endsWith('.51.dcm') ? Math.round(value * 2.000_244_2 - 4047 + 1024) : value;

test.describe('G: what was compressed with loss lies near the same image without, and every frame comes', () => {
  let bench: Bench;
  test.beforeAll(async () => {
    bench = await startBench(data ?? '');
  });
  test.afterAll(() => bench.stop());

  const firstFrameOf = async (page: Page, path: string): Promise<Uint8Array> => {
    const text = await page.evaluate(
      (name) => (window as unknown as { firstFrameOf: (n: string) => Promise<string> }).firstFrameOf(name),
      `transfer-syntaxes/${path}`,
    );
    return Buffer.from(text, 'base64');
  };
  const opened = async (page: Page) => {
    await page.goto(`${bench.origin}/decode.html`);
    await page.waitForFunction(() => 'firstFrameOf' in window);
  };

  for (const [path, twin, mostMean, most] of data === undefined ? [] : lossy) {
    test(path, async ({ page }) => {
      await opened(page);
      const [one, other] = [await firstFrameOf(page, path), await firstFrameOf(page, twin)];
      const wide = path.startsWith('CTImage');
      const values = (bytes: Uint8Array) => (wide ? new Int16Array(Uint8Array.from(bytes).buffer) : bytes);
      const [near, whole] = [values(one), values(other)];
      expect(near.length).toBe(whole.length);
      const differences = Array.from(near, (value, at) => Math.abs(asStoredOfTwin(path, value) - (whole[at] ?? 0)));
      const worst = differences.reduce((largest, value) => Math.max(largest, value), 0);
      const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
      expect(mean).toBeLessThan(mostMean);
      expect(worst).toBeLessThanOrEqual(most);
    });
  }

  const shaped = data === undefined ? [] : references(data, ['xa-multiframe', 'transfer-syntaxes']);
  for (const path of [
    'xa-multiframe/HasFragmentSequence.dcm',
    'transfer-syntaxes/TestPattern_JPEG-LS-NearLossless.dcm',
    'transfer-syntaxes/CTImage.dcm_JPEGLSLossyTransferSyntax_1.2.840.10008.1.2.4.81.dcm',
    'transfer-syntaxes/CTImage.dcm_JPEGProcess1TransferSyntax_1.2.840.10008.1.2.4.50.dcm',
    'transfer-syntaxes/CTImage.dcm_JPEG2000TransferSyntax_1.2.840.10008.1.2.4.91.dcm',
  ]) {
    const reference = shaped.find((one) => one.path === path);
    if (!reference) continue;
    test(`every frame of ${path} has the reference's pixels`, async ({ page }) => {
      await opened(page);
      const [decoded] = await page.evaluate(
        (name) =>
          (window as unknown as { decodeFolder: (n: string) => Promise<readonly DecodedFile[]> }).decodeFolder(name),
        path,
      );
      expect(decoded).toEqual({ path, firstFrame: reference.firstFrame, allFrames: reference.allFrames });
    });
  }
});

test.describe('C3: what is not the frame asked for, whole, is never drawn', () => {
  let bench: Bench;
  test.beforeAll(async () => {
    bench = await startBench(data ?? '');
  });
  test.afterAll(() => bench.stop());

  const file = 'ct-abdomen/000001.dcm';
  const cases: readonly (readonly [name: string, lies: readonly Lie[], code: string, asked: number])[] = [
    ['the right frame is drawn after one question', ['none'], 'drawn', 1],
    ['another frame: asked again, then drawn', ['wrongFrame', 'none'], 'drawn', 2],
    ['another frame twice: refused', ['wrongFrame'], 'FrameDamaged', 2],
    ['a digest that is not of these bytes: refused', ['wrongDigest'], 'FrameDamaged', 2],
    ['SF7: one bit flipped on the way: asked again, then drawn', ['bitFlipped', 'none'], 'drawn', 2],
    ['SF7: a tail of zeros on the way: refused', ['zeroedTail'], 'FrameDamaged', 2],
    ['SF7: cut before its digest was taken: refused at once, by its own end', ['cut'], 'FrameNotDecodable', 1],
  ];
  for (const [name, lies, code, asked] of data === undefined ? [] : cases) {
    test(name, async ({ page }) => {
      await page.goto(`${bench.origin}/decode.html`);
      await page.waitForFunction(() => 'loadWithLies' in window);
      const answer = await page.evaluate(
        ([folder, told]) =>
          (window as unknown as { loadWithLies: (f: string, l: readonly Lie[]) => Promise<unknown> }).loadWithLies(
            folder,
            told,
          ),
        [file, lies] as const,
      );
      expect(answer).toEqual({ code, asked });
    });
  }
});

test.describe('C3: a decoder that fails never answers with the image it had before', () => {
  let bench: Bench;
  test.beforeAll(async () => {
    bench = await startBench(data ?? '');
  });
  test.afterAll(() => bench.stop());

  const lossy = 'transfer-syntaxes/CTImage.dcm_JPEG2000TransferSyntax_1.2.840.10008.1.2.4.91.dcm';
  const lossless = 'transfer-syntaxes/CTImage.dcm_JPEG2000LosslessOnlyTransferSyntax_1.2.840.10008.1.2.4.90.dcm';
  for (const [before, damaged] of data === undefined
    ? []
    : ([
        [lossy, lossless],
        [lossless, lossy],
      ] as const)) {
    test(damaged, async ({ page }) => {
      await page.goto(`${bench.origin}/decode.html`);
      await page.waitForFunction(() => 'loadDamagedAfter' in window);
      const answers = await page.evaluate(
        ([first, second]) =>
          (
            window as unknown as { loadDamagedAfter: (b: string, d: string, l: Lie) => Promise<unknown> }
          ).loadDamagedAfter(first, second, 'tilePartCut'),
        [before, damaged] as const,
      );
      expect(answers).toEqual(['drawn', 'FrameNotDecodable', 'drawn']);
    });
  }
});

const littleEndianTwins: Readonly<Record<string, string>> = {
  'transfer-syntaxes/CTImage.dcm_BigEndianExplicitTransferSyntax_1.2.840.10008.1.2.2.dcm':
    'transfer-syntaxes/CTImage.dcm',
  'enhanced/emri_small_big_endian.dcm': 'enhanced/emri_small.dcm',
};

/** The references of big-endian files are of bytes as stored; their values are those of the little-endian twin. */
function asLittleEndian(reference: Reference): Reference {
  const twin = littleEndianTwins[reference.path];
  if (twin === undefined) return reference;
  const [folder = ''] = twin.split('/');
  const found = references(data ?? '', [folder]).find(({ path }) => path === twin);
  return found ? { ...found, path: reference.path } : reference;
}
