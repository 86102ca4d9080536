import { expect, type Page, test } from '@playwright/test';
import { bringPatients } from '../fixtures/drawnPatients.ts';
import { type Durbeen, emptyHome, openPage, startDurbeen } from './fixtures/durbeen.ts';

/** The first real archive: tried, the lock chosen once, the recovery code shown once, and the lock met at the next start. */
test.describe.configure({ mode: 'serial' });

const home = emptyHome();
const passphrase = 'monsoon kettle orbit fern';
let durbeen: Durbeen;
let page: Page;
let recoveryCode = '';

test.beforeAll(async ({ browser }) => {
  await bringPatients(home.cache);
  durbeen = await startDurbeen(home.path);
  page = await browser.newPage();
  await openPage(page, durbeen);
});

test.afterAll(async () => {
  await durbeen.stop();
  home.remove();
});

const button = (name: string) => page.getByRole('button', { name, exact: false });

test('? shows the keys of the place, and Ctrl+K finds a command by the beginning of a word', async () => {
  await expect(page.getByText('Practice studies: not patients')).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys in the worklist' })).toContainText('Ask the archives again');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('sett');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Archives' })).toBeVisible();
});

test('an archive that is not there is said in a sentence, and nothing is asked of the rest', async () => {
  await button('Add an archive').click();
  await button('Test the connection').click();
  await expect(page.getByText('This is needed.')).toHaveCount(2);
  await page.getByLabel('Name of the site').fill('Nowhere');
  await page.getByLabel('DICOMweb address').fill('http://127.0.0.1:1/dicom-web');
  await button('Test the connection').click();
  await expect(page.getByText('no archive is listening there on port 1')).toBeVisible();
  await expect(page.getByText('The rest could not be tried.')).toBeVisible();
});

test('days that would be cut are told, and Escape does not drop what was written', async () => {
  await page.getByLabel('Studies of the last days').fill('20000');
  await button('Test the connection').click();
  await expect(page.getByText('Write a number of days from 1 to 3649, or the word all.')).toBeVisible();
  await expect(page.getByLabel('Studies of the last days')).toHaveValue('20000');
  await page.getByLabel('Studies of the last days').fill('all');
  await page.keyboard.press('Escape');
  await expect(page.getByText('The changes to this archive are not saved.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('The changes to this archive are not saved.')).toBeHidden();
  await expect(page.getByLabel('Name of the site')).toHaveValue('Nowhere');
});

test('the first real archive asks for the lock once; the recovery code must be written down', async () => {
  await button('Save the archive').click();
  await page.getByLabel('Passphrase', { exact: true }).fill('short');
  await expect(button('Lock patient data')).toBeDisabled();
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByLabel('The passphrase again').fill(passphrase);
  await page.keyboard.press('Enter');
  const shown = page.locator('output');
  await expect(shown).toHaveText(/^[A-Z0-9]+(?:-[A-Z0-9]+){3,}$/);
  recoveryCode = (await shown.textContent()) ?? '';
  await page.keyboard.press('Escape');
  await expect(shown).toBeVisible();
  await expect(button('Go on')).toBeDisabled();
  await page.getByLabel('I wrote it down').check();
  await button('Go on').click();
  await expect(page.getByRole('region', { name: 'Nowhere' })).toBeVisible();
  await expect(page.getByText('Practice studies: not patients')).toBeHidden();
});

test('T2: Ctrl+Shift+L locks from wherever one is, and only the key opens it again', async () => {
  await page.keyboard.press('Control+Shift+L');
  await expect(page.getByRole('heading', { name: 'Patient data is locked' })).toBeVisible();
  await expect(page.getByText('Fetching and sending go on meanwhile.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Nowhere' })).toHaveCount(0);
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Nowhere' })).toBeVisible();
});

test('the next start stands before the lock: a wrong passphrase opens nothing, the recovery code opens', async () => {
  await durbeen.stop();
  durbeen = await startDurbeen(home.path);
  await openPage(page, durbeen);
  await page.getByLabel('Passphrase', { exact: true }).fill('not the right words');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The passphrase is not right.')).toBeVisible();
  await expect(page.getByRole('grid')).toHaveCount(0);
  await button('Use the recovery code').click();
  await page.getByLabel('Recovery code', { exact: true }).fill(recoveryCode.toLowerCase());
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'No archive answers' })).toBeVisible();
  expect(await page.title()).toBe('Durbeen');
});

test('the window says when the store is gone, and that nothing signed is lost', async () => {
  await durbeen.kill();
  await expect(page.getByText('Nothing signed is lost')).toBeVisible();
});
