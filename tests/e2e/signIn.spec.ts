import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import { bringPatients } from '../fixtures/drawnPatients.ts';
import { type SignInProvider, startSignInProvider } from '../fixtures/signInProvider.ts';
import { type Durbeen, emptyHome, openPage, startDurbeen } from './fixtures/durbeen.ts';

/** N17: an archive behind a site's own sign-in page, from the form to the first answer, in a real browser. */
test.describe.configure({ mode: 'serial' });

const home = emptyHome();
const passphrase = 'monsoon kettle orbit fern';
const seen: { readonly isLetIn: boolean }[] = [];
let durbeen: Durbeen;
let page: Page;
let provider: SignInProvider;
let archive: Server;

test.beforeAll(async ({ browser }) => {
  provider = await startSignInProvider();
  archive = createServer((request, response) => {
    const token = (request.headers.authorization ?? '').replace('Bearer ', '');
    void provider.isValid(token).then((isLetIn) => {
      seen.push({ isLetIn });
      if (isLetIn) response.writeHead(200, { 'content-type': 'application/dicom+json' }).end('[]');
      else response.writeHead(401).end();
    });
  });
  await new Promise<void>((resolve) => archive.listen(0, '127.0.0.1', resolve));
  await bringPatients(home.cache);
  durbeen = await startDurbeen(home.path);
  page = await browser.newPage();
  await openPage(page, durbeen);
});

test.afterAll(async () => {
  await durbeen.stop();
  await provider.close();
  archive.closeAllConnections();
  archive.close();
  home.remove();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const card = () => page.getByRole('region', { name: 'Behind a sign-in' });

async function fillIn(flow: 'browser' | 'device'): Promise<void> {
  await page.getByLabel('Sign in', { exact: true }).selectOption('oidc');
  await page.getByLabel('Address of the sign-in service').fill(provider.issuer);
  await page.getByLabel('Client ID').fill('durbeen');
  await page.getByLabel('How to sign in').selectOption(flow);
}

/** The provider's own pages: a name, a password, and consent. */
async function signInAt(pages: Page): Promise<void> {
  await pages.getByPlaceholder('Enter any login').fill('reader');
  await pages.getByPlaceholder('and password').fill('word');
  await pages.getByRole('button', { name: 'Sign-in' }).click();
  await pages.getByRole('button', { name: 'Continue' }).click();
}

test('the form asks for little, and folds the rest away', async () => {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Add an archive' }).click();
  await page.getByLabel('Name of the site').fill('Behind a sign-in');
  await page
    .getByLabel('DICOMweb address')
    .fill(`http://127.0.0.1:${(archive.address() as AddressInfo).port}/dicom-web`);
  await expect(page.getByLabel('Proxy', { exact: true })).toBeHidden();
  await fillIn('browser');
  await expect(page.getByText('Save the archive first, then sign in.')).toBeVisible();
  await page.getByText('Proxy and certificates').click();
  await page.getByLabel('Proxy', { exact: true }).selectOption('explicit');
  await page.getByLabel('Address of the proxy').fill('proxy.example');
  await button('Save the archive').click();
  await expect(page.getByText('Write an address such as http://proxy.example:3128.')).toBeVisible();
  await page.getByLabel('Proxy', { exact: true }).selectOption('system');
  await expect(page.getByLabel('Proxy', { exact: true })).toBeVisible();
  const certificate = page.getByRole('group', { name: 'Certificate of this computer' });
  await certificate.locator('input').setInputFiles({
    name: 'reader.p12',
    mimeType: 'application/x-pkcs12',
    buffer: Buffer.from('no certificate'),
  });
  await expect(certificate.getByText('reader.p12')).toBeVisible();
  await button('Test the connection').click();
  await expect(page.getByText('This certificate cannot be used')).toBeVisible();
  await page.screenshot({ path: 'test-results/signIn-form.png' });
  await certificate.getByRole('button', { name: 'Remove' }).click();
});

test('nothing is asked of the archive before somebody has signed in', async () => {
  await button('Save the archive').click();
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByLabel('The passphrase again').fill(passphrase);
  await page.keyboard.press('Enter');
  await page.getByLabel('I wrote it down').check();
  await button('Go on').click();
  await expect(card().getByText('Nobody is signed in')).toBeVisible();
  await expect(button('Sign in to Behind a sign-in')).toBeVisible();
  expect(seen).toEqual([]);
  await page.screenshot({ path: 'test-results/signIn-signedOut.png' });
});

test('the person signs in on the page of the site, and Durbeen goes on by itself', async () => {
  await button('Sign in').click();
  const link = page.getByRole('link', { name: 'Open the sign-in page' });
  await expect(link).toBeVisible();
  await page.screenshot({ path: 'test-results/signIn-waiting.png' });
  const [opened] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
  await signInAt(opened);
  await expect(opened.getByText('Go back to Durbeen.')).toBeVisible();
  await opened.close();
  await expect(card().getByText('Signed in. It renews itself.')).toBeVisible();
  await expect.poll(() => seen.some(({ isLetIn }) => isLetIn)).toBe(true);
  expect(seen.every(({ isLetIn }) => isLetIn)).toBe(true);
});

test('signed out, the archive is asked nothing more; a code on another device signs in again', async () => {
  await button('Sign out').click();
  await expect(card().getByText('Nobody is signed in')).toBeVisible();
  await card().getByRole('button', { name: 'Change' }).click();
  await page.getByLabel('How to sign in').selectOption('device');
  await button('Save the archive').click();
  await button('Sign in').click();
  const code = page.getByLabel('Code to enter');
  await expect(code).toHaveText(/^[A-Z]{4}-[A-Z]{4}$/);
  await page.screenshot({ path: 'test-results/signIn-code.png' });
  const elsewhere = await page.context().browser()!.newPage();
  await elsewhere.goto(`${provider.issuer}/device`);
  await elsewhere.locator('input[name=user_code]').fill((await code.textContent()) ?? '');
  await elsewhere.getByRole('button', { name: 'Continue' }).click();
  await elsewhere.getByRole('button', { name: 'Continue' }).click();
  await signInAt(elsewhere);
  await elsewhere.close();
  await expect(card().getByText('Signed in. It renews itself.')).toBeVisible();
});
