import { expect, test } from '@playwright/test';
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
