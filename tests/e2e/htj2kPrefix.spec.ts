import { expect, type Page, test } from '@playwright/test';
import { createRequestHandler, type StoredStudies } from '#electron/practice/index.ts';
import { expectedGrey } from '#shared/dicom/presentationValues.ts';
import { instanceOf } from '../archive/asking.ts';
import { type FaultProxy, startFaultProxy } from '../archive/faultProxy.ts';
import { type FaultyArchive, startFaultyArchive } from '../archive/faultyArchive.ts';
import { answersRanges } from '../archive/rangeQuirks.ts';
import { bringPatients } from '../fixtures/drawnPatients.ts';
import { drawnRadiograph, encodeHtj2k, htj2kRpcl } from '../fixtures/encodeHtj2k.ts';
import { type Durbeen, emptyHome, openPage, startDurbeen } from './fixtures/durbeen.ts';
import { addSite, previewsOnly } from './fixtures/slowSite.ts';

/** A radiograph stored as HTJ2K, at a site that answers ranges and allows previews, over a line of a minute a frame. */
const slowLine = { bitsPerSecond: 300_000, oneWayMs: 100 };
const side = 1600;
const window = { center: 3_000, width: 4_800 };
const rescale = { slope: 2, intercept: -1_000 };
const frame = drawnRadiograph(side);
const home = emptyHome();

let archive: FaultyArchive | undefined;
let proxy: FaultProxy | undefined;
let durbeen: Durbeen | undefined;
let page: Page;

test.beforeAll(async ({ browser }) => {
  const stored = await encodeHtj2k(frame);
  const image = instanceOf({
    number: 1,
    transferSyntaxUID: htj2kRpcl,
    attributes: {
      SOPClassUID: ['1.2.840.10008.5.1.4.1.1.1'],
      Modality: ['CR'],
      PatientName: [{ Alphabetic: 'PREFIX^CHEST' }],
      Rows: [side],
      Columns: [side],
      PhotometricInterpretation: ['MONOCHROME1'],
      RescaleSlope: [rescale.slope],
      RescaleIntercept: [rescale.intercept],
      WindowCenter: [window.center],
      WindowWidth: [window.width],
    },
  });
  const source: StoredStudies = {
    instances: () => [image],
    readFrame: () => Promise.resolve(stored),
    readInstance: () => Promise.resolve(undefined),
  };
  archive = await startFaultyArchive(createRequestHandler({ sources: () => [source] }), 'prefix', [
    { fault: { kind: 'quirk', quirk: answersRanges() } },
  ]);
  proxy = await startFaultProxy({ target: archive.url });
  await bringPatients(home.cache);
  durbeen = await startDurbeen(home.path);
  page = await browser.newPage();
  await openPage(page, durbeen);
});

test.afterAll(async () => {
  await durbeen?.stop();
  await proxy?.close();
  await archive?.close();
  home.remove();
});

const rangesAsked = () =>
  (archive?.requests ?? [])
    .filter(({ target }) => /\/frames\/1$/.test(target))
    .map(({ headers }) => headers.get('range') ?? 'all');

/** Root of the mean square of the greys by which a picture differs from the image at 1/4, each pixel a mean of 16. */
function differenceFromQuarter(greys: readonly number[]): number {
  const values = new Uint16Array(frame.bytes.buffer, frame.bytes.byteOffset, side * side);
  const quarter = side / 4;
  let squares = 0;
  for (let row = 0; row < quarter; row += 1) {
    for (let column = 0; column < quarter; column += 1) {
      let sum = 0;
      for (let at = 0; at < 16; at += 1) sum += values[(row * 4 + (at >> 2)) * side + column * 4 + (at & 3)] ?? 0;
      const value = (sum / 16) * rescale.slope + rescale.intercept;
      squares += ((greys[row * quarter + column] ?? 0) - expectedGrey(value, window, 'LINEAR', true)) ** 2;
    }
  }
  return Math.sqrt(squares / quarter ** 2);
}

test('O4 N15: a radiograph is seen at 1/4 resolution, said to be that, after a tenth of its bytes; then the image', async () => {
  test.slow();
  await addSite(page, 'Turbat', proxy?.url ?? '', () => previewsOnly(page));
  // What the archive can do is found out once the list has come.
  await expect
    .poll(() => rangesAsked().filter((range) => range === 'bytes=0-1023').length, { timeout: 90_000 })
    .toBe(2);
  await expect(page.locator('[role=row][aria-selected]').first()).toContainText('PREFIX');
  await page.waitForTimeout(1_000);
  const probed = rangesAsked().length;
  proxy?.setLine(slowLine);
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  const box = page.locator('article[data-active]').first();
  await expect(box.getByText('1/4 resolution, not for diagnosis')).toBeVisible({ timeout: 60_000 });
  const cover = box.locator('[data-cover=preview]');
  await expect(cover).toHaveAttribute('data-preview', 'prefix');
  const picture = await cover.locator('img').evaluate(async (image: HTMLImageElement) => {
    await image.decode();
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0);
    const { data } = context?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    const greys = Array.from({ length: data.length / 4 }, (_, index) => data[index * 4] ?? -1);
    return { width: canvas.width, height: canvas.height, greys };
  });
  expect([picture.width, picture.height]).toEqual([side / 4, side / 4]);
  expect(differenceFromQuarter(picture.greys)).toBeLessThan(3);
  // To everything but the eye it is not there.
  await expect(box.getByTestId('image-box')).not.toHaveAttribute('data-state', 'drawn');
  await expect(box.getByTestId('fidelity')).not.toContainText('lossless');
  if (process.env['DURBEEN_PICTURES']) await page.screenshot({ path: `${process.env['DURBEEN_PICTURES']}/prefix.png` });
  proxy?.setLine({});
  await expect(box.getByTestId('image-box')).toHaveAttribute('data-state', 'drawn', { timeout: 60_000 });
  await expect(box.getByText('1/4 resolution, not for diagnosis')).toHaveCount(0);
  await expect(box.getByTestId('fidelity')).toContainText('lossless');
  const [first, rest, ...more] = rangesAsked().slice(probed);
  const count = Number(/^bytes=0-(\d+)$/.exec(first ?? '')?.[1]) + 1;
  expect([rest, more]).toEqual([`bytes=${count}-`, []]);
  expect((archive?.requests ?? []).filter(({ target }) => /rendered/.test(target)).length).toBeLessThanOrEqual(1);
  if (process.env['DURBEEN_PICTURES']) await page.screenshot({ path: `${process.env['DURBEEN_PICTURES']}/whole.png` });
});
