import type { PracticeDesk } from '../../tests/e2e/fixtures/practiceDesk.ts';

export interface Scene {
  readonly name: string;
  /** Brings the window into the state of the picture; the scene before has left it where it was. */
  readonly stage: (desk: PracticeDesk) => Promise<void>;
}

/** In the order of a morning: who reads, one study through to its report, the others, then the list as it then is. */
export const scenes: readonly Scene[] = [
  { name: 'add-archive', stage: addArchive },
  { name: 'ct-and-report', stage: readChest },
  { name: 'signing', stage: lastLook },
  { name: 'three-planes', stage: threePlanes },
  { name: 'keys', stage: showKeys },
  { name: 'mr', stage: readMr },
  { name: 'radiographs', stage: (desk) => readOther(desk, 'chest pa') },
  { name: 'ultrasound', stage: (desk) => readOther(desk, 'carotid') },
  { name: 'worklist', stage: worklist },
];

async function addArchive({ page }: PracticeDesk): Promise<void> {
  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: 'Reader', exact: true }).click();
  await page.getByLabel('Name', { exact: true }).fill('Dr Amina Shah');
  await page.getByLabel('Qualification').fill('MBBS, FCPS (Radiology)');
  await page.keyboard.press('Enter');
  await page.getByText('Saved.').waitFor();
  await page.getByRole('button', { name: 'Archives', exact: true }).click();
  await page.getByRole('button', { name: 'Add an archive' }).click();
  await page.getByLabel('Name of the site').fill('Quetta DHQ');
  await page.getByLabel('DICOMweb address').fill('https://pacs.quetta.example/dicom-web');
}

async function readChest(desk: PracticeDesk): Promise<void> {
  const { page } = desk;
  await leaveSettings(desk);
  await desk.select('ct chest');
  await desk.open();
  await page.keyboard.press(']');
  await page.waitForTimeout(500);
  await toNodule(desk);
  await measureNodule(desk);
  const report = page.getByRole('region', { name: 'Report' });
  await report
    .getByLabel('Findings')
    .fill('Solid nodule in the right upper lobe, 15 mm; it was 8 mm six months ago. No other nodule.');
  await report.getByLabel('Impression').fill('Growing solid nodule, right upper lobe. Biopsy is advised.');
  await report.getByText(/saved/i).waitFor();
  await page.keyboard.press('Escape');
  await desk.drawn();
}

async function toNodule(desk: PracticeDesk): Promise<void> {
  const box = desk.page.getByTestId('image-box').first();
  const count = Number(await box.getAttribute('data-count'));
  await desk.page.keyboard.press('Home');
  // noduleCentre lies at 195 mm of 280 mm; the first image is the top of the stack.
  const steps = Math.round(count * (1 - 195 / 280));
  for (let step = 0; step < Math.floor(steps / 10); step += 1) await desk.page.keyboard.press('PageDown');
  for (let step = 0; step < steps % 10; step += 1) await desk.page.keyboard.press('ArrowDown');
  await desk.drawn();
}

/** The scan is 325 mm wide and high and fills the height of its box; its centre lies 20.3 mm behind x = y = 0. */
async function measureNodule(desk: PracticeDesk): Promise<void> {
  const { mouse, keyboard } = desk.page;
  const box = await desk.boxes().first().boundingBox();
  if (!box) throw new Error('no image box');
  const perMm = box.height / 325;
  const at = (x: number, y: number) =>
    [box.x + box.width / 2 + x * perMm, box.y + box.height / 2 + (y - 20.3) * perMm] as const;
  await keyboard.press('l');
  await mouse.move(...at(-79.5, 8));
  await mouse.down();
  await mouse.move(...at(-72, 8), { steps: 4 });
  await mouse.move(...at(-64.5, 8), { steps: 4 });
  await mouse.up();
  await keyboard.press('w');
}

async function lastLook({ page }: PracticeDesk): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await page.getByText('This will leave, exactly so').waitFor();
}

async function threePlanes(desk: PracticeDesk): Promise<void> {
  const { page } = desk;
  await page.keyboard.press('Enter');
  await page
    .getByText(/^Delivered/)
    .first()
    .waitFor({ timeout: 60_000 });
  await page.keyboard.press('m');
  await desk.page.waitForFunction(() => document.querySelectorAll('[data-plane]').length === 3);
  await desk.drawn();
}

async function showKeys({ page }: PracticeDesk): Promise<void> {
  await page.keyboard.press('m');
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
}

async function readOther(desk: PracticeDesk, words: string): Promise<void> {
  await desk.page.keyboard.press('Escape');
  await desk.leave();
  await desk.select(words);
  await desk.open();
}

/** The images of every box are waited for, so that none says that it is still coming. */
async function readMr(desk: PracticeDesk): Promise<void> {
  await readOther(desk, 'mr brain');
  await desk.page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLElement>('[data-testid=image-box]')].every(
      (box) => box.querySelector<HTMLElement>('[data-checked]')?.dataset['checked'] === box.dataset['count'],
    ),
  );
}

async function worklist(desk: PracticeDesk): Promise<void> {
  await desk.leave();
  // The second row: the study that has just been reported, with its question and its earlier study below.
  await desk.page.keyboard.press('Home');
  await desk.page.keyboard.press('ArrowDown');
}

async function leaveSettings({ page }: PracticeDesk): Promise<void> {
  await page.keyboard.press('Escape');
  if ((await page.getByLabel('Name of the site').count()) > 0)
    await page.getByRole('button', { name: 'Worklist' }).click();
  await page.locator('[role=row][aria-selected]').first().waitFor();
}
