import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import type { Protocol } from '../../shared/hanging/protocol.ts';
import { type Durbeen, emptyHome, openPage, startDurbeen } from './fixtures/durbeen.ts';
import { type PracticeDesk, practiceDesk } from './fixtures/practiceDesk.ts';
import { bringReadyPractice } from './fixtures/readyPractice.ts';

/** A protocol of one's own: made from a shipped one, changed, tried, kept, hung, handed on and taken back. */
test.describe.configure({ mode: 'serial' });

const home = emptyHome();
let durbeen: Durbeen;
let page: Page;
let desk: PracticeDesk;

test.beforeAll(async ({ browser }) => {
  await bringReadyPractice(home, browser);
  durbeen = await startDurbeen(home.path);
  page = await browser.newPage();
  await openPage(page, durbeen);
  desk = practiceDesk(page);
  await desk.allReady();
});

test.afterAll(async () => {
  await durbeen.stop();
  home.remove();
});

const shipped = () => page.locator('[data-protocol="builtin.ct-chest"]');
const own = () => page.locator('[data-protocol^="user."]');
const box = (letter: string) => page.locator(`[data-box="${letter}"]`);

/** The page of protocols, by the palette as from everywhere. */
async function toProtocols(): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('hanging');
  await page
    .getByRole('option', { name: /^Hanging/ })
    .first()
    .click();
  await expect(page.getByTestId('hanging-protocols')).toBeVisible();
}

test('what ships is copied to be changed, and says what it would do before it is kept', async () => {
  await toProtocols();
  await page.getByLabel('Find a protocol').fill('chest');
  await shipped().getByRole('button', { name: 'Make my own' }).click();
  await expect(page.getByTestId('hanging-editor')).toBeVisible();
  await expect(page.getByTestId('hanging-unsaved')).toHaveText('not kept yet');
  await expect(page.getByTestId('hanging-sentences')).toContainText('Hang when CT');
  // The practice patient of the kind is the example, and hangs in it.
  await expect(box('a')).toContainText('Chest 2.5 mm lung');
  await expect(page.getByTestId('trials').getByRole('button')).not.toHaveCount(0);
  await expect(page.getByTestId('hanging-overtakes')).toContainText('CT of the pulmonary arteries');
});

test('the window and the kind of a box are chosen, a series is let go over another, and all can be taken back', async () => {
  const name = page.getByLabel('Name', { exact: true });
  const before = await name.inputValue();
  // Emptied to write another; left empty it is called as before.
  await name.fill('');
  await expect(name).toHaveValue('');
  await name.blur();
  await expect(name).toHaveValue(before);
  await name.fill('Chest, mediastinum first');
  // One monitor: the step after those of two.
  const steps = page.getByRole('tab');
  const single = await steps.evaluateAll((tabs) => tabs.findIndex((tab) => !tab.textContent.includes('two monitors')));
  await steps.nth(single).click();
  await box('a').click();
  await page.getByLabel('Window', { exact: true }).selectOption('bone');
  await expect(box('a')).toContainText('Bone', { ignoreCase: true });
  await page.locator('[data-series]', { hasText: 'soft tissue' }).first().dragTo(box('a'));
  await expect(box('a')).toContainText('Chest 2.5 mm soft tissue');
  await page.locator('body').press('Control+z');
  await expect(box('a')).toContainText('Chest 2.5 mm lung');
  await page.locator('body').press('Control+Shift+z');
  await expect(box('a')).toContainText('Chest 2.5 mm soft tissue');
  // So that it is what hangs first, on one monitor and with what is there.
  for (let step = single; step > 0; step -= 1) {
    await page.getByRole('button', { name: 'Step', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Earlier' }).click();
  }
  await expect(steps.first()).toHaveAttribute('aria-selected', 'true');
});

test('leaving loses nothing: the list says what is not kept, and goes on with it', async () => {
  await page.keyboard.press('Escape');
  await expect(page.getByText('Chest, mediastinum first has changes that are not kept.')).toBeVisible();
  // A window that ended without a word: half a second after the last change it lies on the disk.
  await page.waitForTimeout(1_000);
  await page.reload();
  await desk.allReady();
  await toProtocols();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(box('a')).toContainText('Chest 2.5 mm soft tissue');
  await page.getByRole('button', { name: /^Keep/ }).click();
  await expect(page.getByTestId('hanging-unsaved')).toHaveText('version 1');
  await page.keyboard.press('Escape');
  await expect(own()).toContainText('Chest, mediastinum first');
  await expect(own()).toContainText('made from CT of the chest');
  await expect(shipped()).toContainText('used instead where it fits: Chest, mediastinum first');
});

test('a study of the kind hangs so', async () => {
  await page.keyboard.press('Escape');
  await desk.select('ct chest');
  await desk.open();
  await expect(page.getByTestId('stage')).toHaveAttribute('data-protocol', /^user\./);
  const first = desk.boxes().first();
  await expect(first).toHaveAttribute('aria-label', /soft tissue/);
  await expect(first).toContainText('W 2500 L 480');
});

test('it is written as a file, changed, and had back from the file as one more version', async () => {
  await toProtocols();
  const download = page.waitForEvent('download');
  await own()
    .getByRole('button', { name: /^More about/ })
    .click();
  await page.getByRole('menuitem', { name: 'Write as a file' }).click();
  await page.getByRole('button', { name: 'Write the file' }).click();
  const file = await (await download).path();
  expect(JSON.stringify(JSON.parse(readFileSync(file, 'utf8')))).toContain('Chest, mediastinum first');
  const choose = page.getByTestId('hanging-import').locator('input[type=file]');
  await page.getByRole('button', { name: 'Import a file' }).click();
  await choose.setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer: readFileSync(file) });
  await expect(page.getByTestId('hanging-import')).toContainText('is here already, word for word');
  await own().getByRole('button', { name: 'Change' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Something else');
  await page.locator('body').press('Control+s');
  await expect(page.getByTestId('hanging-unsaved')).toHaveText('version 2');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Import a file' }).click();
  await choose.setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer: readFileSync(file) });
  await page.getByRole('button', { name: 'As a new version of mine' }).click();
  await expect(page.getByTestId('hanging-import')).toContainText('Taken as Chest, mediastinum first.');
  await expect(own().first()).toContainText('Chest, mediastinum first');
  await own()
    .getByRole('button', { name: /^More about/ })
    .click();
  await page.getByRole('menuitem', { name: 'Versions' }).click();
  await expect(own()).toContainText('Version 2 · Something else');
});

test('from a file and for sites of another computer alone it says so, and is made for every site, or for one of ours', async () => {
  const download = page.waitForEvent('download');
  await own()
    .getByRole('button', { name: /^More about/ })
    .click();
  await page.getByRole('menuitem', { name: 'Write as a file' }).click();
  await page.getByRole('button', { name: 'Write the file' }).click();
  const { protocols } = JSON.parse(readFileSync(await (await download).path(), 'utf8')) as { protocols: Protocol[] };
  const [mine] = protocols as [Protocol];
  const theirs = { ...mine, id: 'friend.chest', name: 'Of a friend', enabled: false };
  const file = (sites: string[]) => ({
    name: 'theirs.json',
    mimeType: 'application/json',
    buffer: Buffer.from(
      JSON.stringify({
        format: 'durbeen.hanging-protocols',
        schemaVersion: 1,
        protocols: [{ ...theirs, match: { ...theirs.match, sites } }],
      }),
    ),
  });
  const panel = page.getByTestId('hanging-import');
  const choose = panel.locator('input[type=file]');
  await choose.setInputFiles(file(['karachi-1']));
  await expect(panel.getByTestId('sites-elsewhere')).toContainText('Only for sites that are not here');
  await panel.getByRole('button', { name: 'For a site of mine' }).click();
  await page.getByRole('menuitem').first().click();
  await expect(panel.getByTestId('sites-elsewhere')).toHaveCount(0);
  // Another file is another question.
  await choose.setInputFiles(file(['karachi-1', 'karachi-2']));
  await expect(panel.getByTestId('sites-elsewhere')).toHaveCount(1);
  await panel.getByRole('button', { name: 'Take it' }).click();
  await expect(panel).toContainText('Taken as Of a friend.');
  const row = page.locator('[data-protocol="friend.chest"]');
  await expect(row.getByTestId('sites-elsewhere')).toContainText('on this computer it hangs nothing');
  await row.getByRole('button', { name: 'For every site' }).click();
  await expect(row.getByTestId('sites-elsewhere')).toHaveCount(0);
  await expect(row.getByLabel('On')).not.toBeChecked();
});

test('a DICOM object of it is written, and reads as what it is', async () => {
  const download = page.waitForEvent('download');
  await own()
    .getByRole('button', { name: /^More about/ })
    .click();
  await page.getByRole('menuitem', { name: 'Write as a DICOM object' }).click();
  await page.getByRole('button', { name: 'Write the file' }).click();
  const bytes = readFileSync(await (await download).path());
  expect(bytes.subarray(128, 132).toString('latin1')).toBe('DICM');
  const choose = page.getByTestId('hanging-import').locator('input[type=file]');
  await choose.setInputFiles({ name: 'mine.dcm', mimeType: 'application/dicom', buffer: bytes });
  await expect(page.getByTestId('hanging-import')).toContainText('mine.dcm: 1 protocol');
});

test('a file that is broken, empty or enormous is refused in a sentence', async () => {
  const choose = page.getByTestId('hanging-import').locator('input[type=file]');
  const says = page.getByTestId('hanging-import');
  await choose.setInputFiles({ name: 'broken.json', mimeType: 'application/json', buffer: Buffer.from('{"format":') });
  await expect(says).toContainText('broken.json: nothing in it that can be had.');
  await expect(says).not.toContainText(/problem\.|hanging\.editor/);
  await choose.setInputFiles({ name: 'empty.json', mimeType: 'application/json', buffer: Buffer.alloc(0) });
  await expect(says).toContainText('This file is empty.');
  await choose.setInputFiles({ name: 'huge.json', mimeType: 'application/json', buffer: Buffer.alloc(5_000_000, 32) });
  await expect(says).toContainText('larger than 4 MB');
});

test('turned off, what ships hangs the study again', async () => {
  await own().getByLabel('On').uncheck();
  await expect(shipped()).not.toContainText('used instead');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('stage')).toHaveAttribute('data-protocol', /^(user|builtin)\./);
  await desk.leave();
  await desk.select('ct chest');
  await desk.open();
  await expect(page.getByTestId('stage')).toHaveAttribute('data-protocol', 'builtin.ct-chest');
});

test('from a study its own protocol is opened at the step that hangs, with the study as the example', async () => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('change the protocol');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('hanging-editor')).toBeVisible();
  await expect(page.getByLabel('Study that series are dragged from')).toContainText('CT chest with contrast');
  await expect(box('a')).toContainText('Chest 2.5 mm lung');
  // What cannot be is said where it is, and is not kept.
  await page.getByLabel('Ask for one more thing').first().click();
  await page.getByTestId('rule-picker').getByLabel('What', { exact: true }).selectOption('description');
  await page.getByTestId('rule-picker').getByLabel('Words', { exact: true }).fill('(lung');
  await expect(page.getByTestId('hanging-sentences').getByRole('alert')).toContainText('This pattern cannot be read');
  await expect(page.getByRole('button', { name: /^Keep/ })).toBeDisabled();
  await page.getByRole('button', { name: 'Throw away' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('stage')).toBeVisible();
});

test('without a mouse: to the protocols, into a box, its window, and kept', async () => {
  await desk.leave();
  await toProtocols();
  await page.getByLabel('Find a protocol').fill('head');
  await page.keyboard.press('Tab');
  await page.locator('[data-protocol="builtin.ct-head"]').getByRole('button', { name: 'Make my own' }).focus();
  await page.keyboard.press('Enter');
  await box('a').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('[data-box][data-active=true]')).not.toHaveAttribute('data-box', 'a');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-box-settings="a"] select').first()).toBeFocused();
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('Tab');
  await expect(page.getByLabel('Window', { exact: true })).toBeFocused();
  await page.keyboard.type('Stroke');
  await expect(box('a')).toContainText('Stroke', { ignoreCase: true });
  await page.keyboard.press('Control+s');
  await expect(page.getByTestId('hanging-unsaved')).toHaveText('version 1');
});
