import { expect, type Page, test } from '@playwright/test';
import { explicitVRLittleEndian } from '#shared/dicom/transferSyntax.ts';
import { datasetOf } from '../fixtures/imageDataset.ts';
import { type MadeSite, openMadeSite } from './fixtures/madeSite.ts';

/** A study of 500 series, one of them of 5,000 images. */
const seriesCount = 500;
const longSeries = 5_000;
const side = 16;

let site: MadeSite | undefined;
let page: Page;

test.beforeAll(async ({ browser }) => {
  const stored = Array.from({ length: seriesCount }, (_, at) => imagesOf(at, at === 1 ? longSeries : 1)).flat();
  site = await openMadeSite(browser, stored, () => Uint8Array.from({ length: side * side }, (_, at) => at % 251));
  page = site.page;
});

test.afterAll(() => site?.stop());

test('LN19 five hundred series and five thousand images: few rows are in the page, and all can be reached', async () => {
  await page.getByRole('searchbox').fill('M-1');
  await expect(page.locator('[role=row][aria-selected]')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  const cards = page.locator('[data-set-id]');
  await expect(cards.first()).toBeVisible({ timeout: 240_000 });
  await expect(page.getByTestId('image-box').first()).toHaveAttribute('data-state', 'drawn');
  expect(await cards.count()).toBeLessThan(25);
  await expect(page.getByTestId('series-list')).toContainText(/5000 CT|\/5000/);
  await page.keyboard.press('F6');
  await page.keyboard.press('End');
  await expect(page.locator('[data-pointed=true]')).toContainText(`Series ${seriesCount}`);
  expect(await cards.count()).toBeLessThan(25);
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-active=true][data-set-id]')).toContainText(`Series ${seriesCount}`);
});

function imagesOf(series: number, count: number) {
  return Array.from({ length: count }, (_, at) => ({
    attributes: datasetOf({
      PatientName: [{ Alphabetic: 'Many^Series' }],
      PatientID: ['M-1'],
      StudyInstanceUID: ['1.2.89'],
      StudyDate: ['20261101'],
      SOPClassUID: ['1.2.840.10008.5.1.4.1.1.2'],
      SOPInstanceUID: [`1.2.89.${series + 1}.${at + 1}`],
      SeriesInstanceUID: [`1.2.89.${series + 1}`],
      SeriesNumber: [series + 1],
      SeriesDescription: [`Series ${series + 1}`],
      Modality: ['CT'],
      InstanceNumber: [at + 1],
      ImagePositionPatient: [0, 0, at],
      ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
      PixelSpacing: [1, 1],
      Rows: [side],
      Columns: [side],
      SamplesPerPixel: [1],
      PhotometricInterpretation: ['MONOCHROME2'],
      BitsAllocated: [8],
      BitsStored: [8],
      HighBit: [7],
      PixelRepresentation: [0],
    }),
    transferSyntaxUID: explicitVRLittleEndian,
    frameCount: 1,
  }));
}
