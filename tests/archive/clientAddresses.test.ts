import { afterEach, expect, test } from 'vitest';
import { systemNetwork } from '#electron/base/http/undiciNetwork.ts';
import { systemRandom } from '#electron/base/world.ts';
import { createArchiveClient } from '#electron/services/archive/index.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { reportOn } from '#tests/fixtures/reportOn.ts';
import { clientTo, closeAll, serve } from './oneFaultArchive.ts';

afterEach(closeAll);

const lane = { lane: 'background' } as const;
const codeOf = (result: { ok: boolean; failure?: { code: string } }) => (result.ok ? 'ok' : result.failure?.code);

test('T12 F14 no form of address takes the password elsewhere', async () => {
  const seen: string[] = [];
  const thief = await serve((request, response) => {
    seen.push(request.headers.authorization ?? 'none');
    response.writeHead(200, { 'content-type': 'application/dicom+json' }).end('[]');
  });
  const host = new URL(thief).host;
  for (const location of [
    `http://${host}/`,
    `//${host}/x`,
    `http://user@${host}/`,
    `\\\\${host}\\x`,
    'file:///etc/passwd',
  ]) {
    const client = await clientTo((_request, response) => response.writeHead(307, { location }).end());
    expect(codeOf(await client.searchStudies({}, lane)), location).toMatch(/Redirect|Portal/);
  }
  expect(seen).toEqual([]);
  for (const url of ['ftp://a/b', 'http://u:p@a/b', 'http://a/b?token=1', 'http://a/b#c', 'http://', 'a/b', '']) {
    const made = createArchiveClient({
      archiveId: 'test' as ArchiveId,
      url,
      signIn: { kind: 'none' },
      network: systemNetwork,
      random: systemRandom,
    });
    expect(codeOf(made), url).toBe('ArchiveUrlInvalid');
  }
});

test('a connection test names a portal, and leaves the rest untried', async () => {
  const url = await serve((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'));
  const report = await reportOn(url);
  expect(report.checks.map(({ outcome, failure }) => failure?.code ?? outcome)).toEqual([
    'ArchiveCaptivePortal',
    ...Array.from({ length: 9 }, () => 'notTried'),
  ]);
});

test('a connection test says how far the clocks are apart, where that is more than a slow answer', async () => {
  const reachOf = async (minutes: number) => {
    const date = new Date(Date.now() + minutes * 60_000).toUTCString();
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/dicom+json', date }).end('[]');
    });
    const { checks } = await reportOn(url);
    return checks.find(({ check }) => check === 'reach')?.details?.['clockMinutes'];
  };
  expect([await reachOf(0), await reachOf(1), await reachOf(90), await reachOf(-90)]).toEqual([
    undefined,
    undefined,
    90,
    90,
  ]);
});
