import type { PracticeDesk } from '../../tests/e2e/fixtures/practiceDesk.ts';
import type { Scene } from './scenes.ts';

/** What the images can be made to show: figures, documents, planes, other studies, a second window. */
export const imageScenes: readonly Scene[] = [
  { name: 'measurements', stage: measureChest },
  { name: 'documents', stage: openRequest },
  { name: 'ai-layer', stage: layOver },
  { name: 'oblique-slab', stage: obliqueSlab },
  { name: 'volume-rendering', stage: inSpace },
  { name: 'second-window', stage: secondWindow, ofLastWindow: true },
  { name: 'mr', stage: (desk) => readOther(desk, 'mr brain') },
  { name: 'chest-with-prior', stage: chestWithPrior },
  { name: 'ultrasound', stage: playUltrasound },
  { name: 'pet-ct', stage: fusedNodule },
  { name: 'mammography', stage: (desk) => readOther(desk, 'mammography') },
];

/** Leaves what is open and reads another study; every image of it is waited for, so that none says that it is coming. */
export async function readOther(desk: PracticeDesk, words: string): Promise<void> {
  await desk.page.keyboard.press('Escape');
  await desk.leave();
  await desk.select(words);
  await desk.open();
  await allHere(desk);
}

/** Until no badge counts images and no volume lacks a slice. */
async function allHere({ page, drawn }: PracticeDesk): Promise<void> {
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll('[data-testid=fidelity]')].every((badges) => !/\d\/\d/.test(badges.textContent)) &&
      document.querySelector('[data-testid=fusion-loading]') === null,
    undefined,
    { timeout: 180_000 },
  );
  await drawn();
  // What is calculated from the last slice is drawn a moment later.
  await page.waitForTimeout(2_500);
}

/** Figures on the plane in the middle of the soft tissue series. */
async function measureChest(desk: PracticeDesk): Promise<void> {
  await readOther(desk, 'ct chest');
  await desk.alone();
  const { keyboard, mouse } = desk.page;
  const at = await placesOf(desk);
  const drag = async (key: string, from: readonly [number, number], to: readonly [number, number]) => {
    await keyboard.press(key);
    await mouse.move(...at(...from));
    await mouse.down();
    await mouse.move(...at((from[0] + to[0]) / 2, (from[1] + to[1]) / 2), { steps: 4 });
    await mouse.move(...at(...to), { steps: 4 });
    await mouse.up();
    await desk.page.waitForTimeout(300);
  };
  await drag('l', [-27, -21], [5, -21]);
  await drag('e', [14, 37], [30, 54]);
  await drag('Shift+E', [-47, 98], [-35, 106]);
  await drag('Shift+X', [54, 6], [75, -5]);
  await keyboard.type('Left lower lobe artery');
  await keyboard.press('Enter');
  await keyboard.press('w');
}

/** Where a place of the patient, in mm, lies in the window: the scan is 325 mm wide and high, its centre 20.3 mm behind 0. */
export async function placesOf(desk: PracticeDesk): Promise<(x: number, y: number) => readonly [number, number]> {
  const box = await desk.boxes().first().locator('[data-together]').boundingBox();
  if (!box) throw new Error('no image box');
  const perMm = box.height / 325;
  return (x, y) => [box.x + box.width / 2 + x * perMm, box.y + box.height / 2 + (y - 20.3) * perMm];
}

async function openRequest({ page }: PracticeDesk): Promise<void> {
  await page.locator('[data-document=pdf]').click();
  await page.locator('[data-testid=document] figure[data-state=drawn]').first().waitFor();
}

/** What a program found, on the slice of the nodule. */
async function layOver(desk: PracticeDesk): Promise<void> {
  await desk.page.locator('[data-document=segmentation]').click();
  await desk.page.getByRole('button', { name: 'Show on the images' }).click();
  await toHeight(desk, 195);
  await desk.page.locator('canvas[data-segment]').first().waitFor();
}

/** Scrolls the chest, 280 mm from the first image at the top, to a height in mm. */
export async function toHeight(desk: PracticeDesk, heightMm: number): Promise<void> {
  const box = desk.page.getByTestId('image-box').first();
  const count = Number(await box.getAttribute('data-count'));
  await desk.page.keyboard.press('Home');
  const steps = Math.round(count * (1 - heightMm / 280));
  for (let step = 0; step < Math.floor(steps / 10); step += 1) await desk.page.keyboard.press('PageDown');
  for (let step = 0; step < steps % 10; step += 1) await desk.page.keyboard.press('ArrowDown');
  await desk.drawn();
}

async function obliqueSlab(desk: PracticeDesk): Promise<void> {
  const { page } = desk;
  await readOther(desk, 'ct chest');
  await desk.alone();
  await page.keyboard.press('m');
  await page.waitForFunction(() => document.querySelectorAll('[data-plane]').length === 3);
  for (let turn = 0; turn < 5; turn += 1) await page.keyboard.press('Control+Shift+ArrowDown');
  await page.keyboard.press('t');
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('*');
  await allHere(desk);
}

async function inSpace(desk: PracticeDesk): Promise<void> {
  const { page } = desk;
  await page.keyboard.press('t');
  await page.keyboard.press('Shift+Home');
  await page.keyboard.press('m');
  await page.keyboard.press('Shift+M');
  await page.getByTestId('rendering-preset').waitFor();
  await page.waitForTimeout(5_000);
  // As finely as with a graphics card: by a clock that goes slowly the drawing of a processor seems quick enough.
  await page.evaluate(() => {
    const now = performance.now.bind(performance);
    performance.now = () => now() / 100;
  });
  await page.keyboard.press('Alt+v');
  await page.keyboard.press('Alt+Shift+V');
  await page.waitForTimeout(15_000);
  await page.evaluate(() => Reflect.deleteProperty(performance, 'now'));
}

async function secondWindow(desk: PracticeDesk): Promise<void> {
  await readOther(desk, 'ct chest');
  const opened = desk.page.waitForEvent('popup');
  await desk.page.keyboard.press('Alt+m');
  const further = await opened;
  await further.setViewportSize({ width: 1024, height: 768 });
  await further.locator('[data-testid=image-box][data-state=drawn]').first().waitFor();
  await further.waitForTimeout(1_500);
}

async function chestWithPrior(desk: PracticeDesk): Promise<void> {
  await desk.page.keyboard.press('Alt+Shift+M');
  // Its prior hangs beside by itself.
  await readOther(desk, 'chest pa');
  await desk.page.locator('[data-study=prior]').first().waitFor();
  await allHere(desk);
}

async function playUltrasound(desk: PracticeDesk): Promise<void> {
  await readOther(desk, 'carotid');
  await desk.page.keyboard.press('Space');
  await desk.page.waitForTimeout(4_000);
}

async function fusedNodule(desk: PracticeDesk): Promise<void> {
  await readOther(desk, 'pet/ct');
  // The first slice lies at 259 mm, the nodule 16 slices of 4 mm below.
  await desk.page.keyboard.press('Home');
  await desk.page.keyboard.press('PageDown');
  for (let step = 0; step < 6; step += 1) await desk.page.keyboard.press('ArrowDown');
  await allHere(desk);
}
