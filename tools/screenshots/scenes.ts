import type { PracticeDesk } from '../../tests/e2e/fixtures/practiceDesk.ts';
import { hangingEditorScene, hangingScenes } from './hangingScenes.ts';
import { imageScenes, placesOf, toHeight } from './imageScenes.ts';

export interface Scene {
  readonly name: string;
  /** Brings the window into the state of the picture; the scene before has left it where it was. */
  readonly stage: (desk: PracticeDesk) => Promise<void>;
  /** The picture is that of the window that was opened last. */
  readonly ofLastWindow?: true;
}

/** In the order of a morning: who reads, one study through to its report, the others, then the list as it then is. */
export const scenes: readonly Scene[] = [
  { name: 'palette', stage: showPalette },
  { name: 'add-archive', stage: addArchive },
  { name: 'ct-and-report', stage: readChest },
  { name: 'signing', stage: lastLook },
  { name: 'three-planes', stage: threePlanes },
  { name: 'keys', stage: showKeys },
  ...imageScenes,
  ...hangingScenes,
  { name: 'worklist', stage: worklist },
  { name: 'keys-and-mouse', stage: keysAndMouse },
  { name: 'display-check', stage: displayCheck },
  hangingEditorScene,
];

async function addArchive({ page }: PracticeDesk): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
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
  await desk.alone();
  await page.keyboard.press(']');
  await page.waitForTimeout(500);
  await toHeight(desk, 195);
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

async function measureNodule(desk: PracticeDesk): Promise<void> {
  const { mouse, keyboard } = desk.page;
  const at = await placesOf(desk);
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
  await page.getByText('This is what will be sent').waitFor();
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

async function showPalette({ page }: PracticeDesk): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('chest');
  await page.waitForTimeout(800);
}

async function keysAndMouse({ page }: PracticeDesk): Promise<void> {
  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: 'Keys and mouse', exact: true }).click();
  await page.waitForTimeout(500);
}

async function displayCheck({ page }: PracticeDesk): Promise<void> {
  await page.getByRole('button', { name: 'Monitors', exact: true }).click();
  await page.getByRole('button', { name: 'Check this monitor' }).click();
  const check = page.getByTestId('display-check');
  await check.getByRole('checkbox').check();
  await check.getByRole('button', { name: 'Begin' }).click();
  await check.locator('canvas').waitFor();
  await page.waitForTimeout(500);
}

async function worklist(desk: PracticeDesk): Promise<void> {
  await desk.page.keyboard.press('Escape');
  await desk.leave();
  // The third row: the study that has just been reported, with its question and its earlier study below.
  await desk.page.keyboard.press('Home');
  for (let row = 1; row < 3; row += 1) await desk.page.keyboard.press('ArrowDown');
}

async function leaveSettings({ page }: PracticeDesk): Promise<void> {
  await page.keyboard.press('Escape');
  if ((await page.getByLabel('Name of the site').count()) > 0)
    await page.getByRole('button', { name: 'Worklist' }).click();
  await page.locator('[role=row][aria-selected]').first().waitFor();
}
