import { expect, type Page, test } from '@playwright/test';
import { type DicomDataset, readDicomJson } from '#shared/dicom/dicomJson.ts';
import { explicitVRLittleEndian } from '#shared/dicom/transferSyntax.ts';
import { type MadeSite, openMadeSite } from './fixtures/madeSite.ts';

/** A site at which one image of patient Beta was put into the study of patient Alpha. */
const side = 256;

let site: MadeSite | undefined;
let page: Page;

test.beforeAll(async ({ browser }) => {
  const stored = [1, 2, 3, 4].map((number) => ({
    attributes: imageOf(
      number,
      number === 3 ? ['Beta^Boris', 'B-2'] : [number === 2 ? 'ALPHA^ANNA' : 'Alpha^Anna', 'A-1'],
    ),
    transferSyntaxUID: explicitVRLittleEndian,
    frameCount: 1,
  }));
  site = await openMadeSite(browser, stored, () => rampImage());
  page = site.page;
});

test.afterAll(() => site?.stop());

test('T22 an image of another patient names that patient, in amber, on itself and on its series', async () => {
  await page.getByRole('searchbox').fill('A-1');
  await expect(page.locator('[role=row][aria-selected]')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  const box = page.getByTestId('image-box').first();
  await expect(box).toHaveAttribute('data-state', 'drawn');
  const plate = page.getByTestId('other-patient');
  // The series says so before anybody has scrolled to the image.
  await expect(page.getByRole('navigation', { name: 'Series' })).toContainText('other patient');
  await expect(plate).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByText('im 2/4')).toBeVisible();
  await expect(box).toContainText('ALPHA ANNA');
  await expect(plate).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByText('im 3/4')).toBeVisible();
  await expect(plate).toContainText('Beta Boris');
  await expect(plate).toContainText('B-2');
  await expect(plate).toContainText('Not the patient of this study');
  await expect(box).not.toContainText(/Alpha Anna/i);
  await page.screenshot({ path: test.info().outputPath('other-patient.png') });
  await page.keyboard.press('ArrowDown');
  await expect(plate).toHaveCount(0);
});

function imageOf(number: number, [name, id]: readonly string[]): DicomDataset {
  const us = (value: number) => ({ vr: 'US', Value: [value] });
  const ui = (value: string) => ({ vr: 'UI', Value: [value] });
  const read = readDicomJson({
    '00080016': ui('1.2.840.10008.5.1.4.1.1.2'),
    '00080018': ui(`1.2.77.1.${number}`),
    '00080020': { vr: 'DA', Value: ['20261101'] },
    '00080060': { vr: 'CS', Value: ['CT'] },
    '0008103E': { vr: 'LO', Value: ['Thorax'] },
    '00100010': { vr: 'PN', Value: [{ Alphabetic: name }] },
    '00100020': { vr: 'LO', Value: [id] },
    '00100030': { vr: 'DA', Value: ['19700101'] },
    '0020000D': ui('1.2.77'),
    '0020000E': ui('1.2.77.1'),
    '00200011': { vr: 'IS', Value: [2] },
    '00200013': { vr: 'IS', Value: [number] },
    '00280002': us(1),
    '00280004': { vr: 'CS', Value: ['MONOCHROME2'] },
    '00280010': us(side),
    '00280011': us(side),
    '00280100': us(16),
    '00280101': us(12),
    '00280102': us(11),
    '00280103': us(0),
    '00281050': { vr: 'DS', Value: [2048] },
    '00281051': { vr: 'DS', Value: [4096] },
  });
  if (!read.ok) throw new Error(read.failure.reason);
  return read.value;
}

function rampImage(): Uint8Array {
  const pixels = Uint16Array.from({ length: side * side }, (_, at) => ((at % side) * 4096) / side);
  return new Uint8Array(pixels.buffer);
}
