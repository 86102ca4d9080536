import { expect, type Page, test, type WebSocketRoute } from '@playwright/test';
import { type Durbeen, emptyHome, openPage, startDurbeen } from './fixtures/durbeen.ts';
import { practiceDesk } from './fixtures/practiceDesk.ts';
import { bringReadyPractice } from './fixtures/readyPractice.ts';

/** What a slow line does to a study that hangs: series and earlier studies that come late, between the page and its host. */
test.describe.configure({ mode: 'serial' });

interface Message {
  readonly kind: string;
  readonly id?: number;
  readonly name?: string;
  readonly input?: { readonly study?: unknown; readonly beside?: boolean };
  readonly result?: { readonly ok: boolean; readonly value?: { series: readonly Series[] } };
}
interface Series {
  readonly instances: readonly Readonly<Record<string, { readonly Value?: readonly unknown[] }>>[];
}

const home = emptyHome();
let durbeen: Durbeen;
let page: Page;
let wire: WebSocketRoute;
/** Earlier studies that were asked for and are still on their way; undefined: they come at once. */
let held: (() => void)[] | undefined;
/** Series with these words are not in the archive's answer yet. */
let absent: string | undefined;
let opened: unknown;

const nameOf = ({ instances }: Series) => String(instances[0]?.['0008103E']?.Value?.[0] ?? '');

test.beforeAll(async ({ browser }) => {
  await bringReadyPractice(home, browser);
  durbeen = await startDurbeen(home.path);
  page = await browser.newPage({ viewport: { width: 1500, height: 900 } });
  await page.routeWebSocket(/.*/, (socket) => {
    wire = socket;
    const host = socket.connectToServer();
    const asked = new Set<number>();
    socket.onMessage((message) => {
      const { id = 0, name, input } = JSON.parse(String(message)) as Message;
      const send = () => host.send(message);
      if (name === 'studies.open' && !input?.beside) {
        asked.add(id);
        opened = input?.study;
      }
      if (name === 'studies.open' && input?.beside && held) held.push(send);
      else send();
    });
    host.onMessage((message) => {
      const { id = 0, kind, result } = JSON.parse(String(message)) as Message;
      const value = kind === 'answer' && asked.has(id) && absent !== undefined ? result?.value : undefined;
      if (!value) return socket.send(message);
      const series = value.series.filter((each) => !nameOf(each).includes(absent ?? ''));
      return socket.send(JSON.stringify({ kind, id, result: { ...result, value: { ...value, series } } }));
    });
  });
  await openPage(page, durbeen);
});
test.afterAll(async () => {
  await durbeen.stop();
  home.remove();
});

async function openChest(): Promise<void> {
  const desk = practiceDesk(page);
  await desk.allReady();
  await desk.select('ct chest');
  await page.keyboard.press('Enter');
  await page.getByTestId('stage').waitFor();
}

const box = (place: number) => page.locator(`[data-place="${place}"]`);
const series = (place: number) => box(place).locator('article');
const imageIn = async (place: number) => {
  const { sopInstanceUid, index } = await box(place)
    .getByTestId('image-box')
    .evaluate(({ dataset }: HTMLElement) => ({ ...dataset }) as Record<string, string>);
  return `${sopInstanceUid} ${index}`;
};

test('a prior that is on its way has its box; it hangs when it is here, and nothing else moves', async () => {
  held = [];
  await openChest();
  await expect(box(1).getByTestId('empty-box')).toContainText(/Prior CT \d{4}-\d{2}-\d{2}/);
  await expect(box(1).getByTestId('empty-box')).toContainText('Not here yet.');
  await expect(box(0).getByTestId('image-box')).toHaveAttribute('data-state', 'drawn');
  for (const key of ['PageDown', 'ArrowDown']) await page.keyboard.press(key);
  await expect(box(0).getByTestId('image-box')).toHaveAttribute('data-state', 'drawn');
  const before = await imageIn(0);
  const grid = await box(0).locator('article').boundingBox();
  expect(held.length).toBe(1);
  for (const send of held) send();
  held = undefined;
  await expect(series(1)).toHaveAttribute('aria-label', 'Chest 4 mm lung');
  await expect(box(1).getByTestId('image-box')).toHaveAttribute('data-state', 'drawn');
  expect(await imageIn(0)).toBe(before);
  expect(await box(0).locator('article').boundingBox()).toEqual(grid);
  await expect(series(0)).toHaveAttribute('data-active', 'true');
  await expect(page.getByTestId('rehang-offer')).toHaveCount(0);
  await practiceDesk(page).leave();
});

test('a series that comes late is offered; nothing moves until Alt+R, and Ctrl+Z takes that back', async () => {
  absent = 'lung';
  await openChest();
  await expect(series(0)).toHaveAttribute('aria-label', 'Chest 2.5 mm soft tissue');
  await expect(box(0).getByTestId('instead-of')).toBeVisible();
  await expect(box(0).getByTestId('image-box')).toHaveAttribute('data-state', 'drawn');
  await page.keyboard.press('PageDown');
  await expect(box(0).getByTestId('image-box')).toHaveAttribute('data-state', 'drawn');
  const before = await imageIn(0);
  absent = undefined;
  wire.send(JSON.stringify({ kind: 'event', event: { event: 'studies.changed', study: opened } }));
  await expect(page.getByTestId('rehang-offer')).toContainText('New series arrived');
  expect(await imageIn(0)).toBe(before);
  await expect(series(0)).toHaveAttribute('aria-label', 'Chest 2.5 mm soft tissue');
  await page.keyboard.press('Alt+R');
  await expect(series(0)).toHaveAttribute('aria-label', 'Chest 2.5 mm lung');
  await expect(box(0).getByTestId('instead-of')).toHaveCount(0);
  await expect(page.getByTestId('rehang-offer')).toHaveCount(0);
  await page.keyboard.press('Control+Z');
  await expect(series(0)).toHaveAttribute('aria-label', 'Chest 2.5 mm soft tissue');
  await practiceDesk(page).leave();
});
