import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemFiles } from '#electron/base/world.ts';
import {
  createRequestHandler,
  openReceivedStudies,
  type RequestHandler,
  type StoredInstance,
  type StoredStudies,
  wholeBody,
  writePart10,
} from '#electron/practice/index.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { startFaultyArchive } from './faultyArchive.ts';

const element = (vr: string, ...Value: unknown[]) => ({ vr, Value });

/** Seven studies of two instances, a day apart, 2 × 2 pixels. */
function instance(study: number, number: number): StoredInstance {
  return {
    transferSyntaxUID: '1.2.840.10008.1.2.1',
    frameCount: 1,
    attributes: {
      '00080005': element('CS', 'ISO_IR 192'),
      '00080016': element('UI', '1.2.840.10008.5.1.4.1.1.7'),
      '00080018': element('UI', `2.25.1${study}${number}`),
      '00080020': element('DA', `2026010${study}`),
      '00080060': element('CS', study % 2 ? 'CT' : 'MR'),
      '00100010': element('PN', { Alphabetic: `Test^Patient ${study}`, Ideographic: 'خان^زرمینہ' }),
      '00100020': element('LO', `ID-${study}`),
      '0020000D': element('UI', `2.25.${study}`),
      '0020000E': element('UI', `2.25.90${study}`),
      '00200013': element('IS', number),
      '00280002': element('US', 1),
      '00280004': element('CS', 'MONOCHROME2'),
      '00280010': element('US', 2),
      '00280011': element('US', 2),
      '00280100': element('US', 8),
      '00280101': element('US', 8),
      '00280102': element('US', 7),
      '00280103': element('US', 0),
    },
  };
}

const all = [1, 2, 3, 4, 5, 6, 7].flatMap((study) => [instance(study, 1), instance(study, 2)]);
const pixels = Uint8Array.of(1, 2, 3, 4);
const source: StoredStudies = {
  instances: () => all,
  readFrame: async (_, frame) => (frame === 1 ? pixels : undefined),
  readInstance: async ({ attributes, transferSyntaxUID }) =>
    writePart10({ attributes, transferSyntaxUID, frames: [pixels] }),
};

let folder: string;
let handler: RequestHandler;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'practice-'));
  const receiving = await openReceivedStudies(systemFiles, folder);
  handler = createRequestHandler({ sources: () => [source, receiving], receiving });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function ask(target: string, headers: Record<string, string> = {}, method = 'GET', body = new Uint8Array(0)) {
  const response = await handler({
    method,
    target: `/dicomweb${target}`,
    headers: new Map(Object.entries(headers)),
    body,
  });
  return { ...response, body: Buffer.from(await wholeBody(response)) };
}
const rowsOf = (body: Buffer) => JSON.parse(body.toString()) as DicomDataset[];
const uids = (body: Buffer, tag: string) => rowsOf(body).map((row) => row[tag]?.Value?.[0]);
const firstItemOf = (body: Buffer, tag: string) =>
  (JSON.parse(body.toString()) as DicomDataset)[tag]?.Value?.[0] as DicomDataset | undefined;

describe('search (QIDO-RS)', () => {
  it('pages without overlap or gap to the end, newest first, then 204', async () => {
    const seen: unknown[] = [];
    for (let offset = 0; offset < 7; offset += 3) {
      const page = await ask(`/studies?limit=3&offset=${offset}`);
      expect(page.headers['warning'] !== undefined).toBe(offset < 6);
      seen.push(...uids(page.body, '0020000D'));
    }
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1].map((study) => `2.25.${study}`));
    expect((await ask('/studies?limit=3&offset=7')).status).toBe(204);
  });

  it.each([
    ['PatientID=ID-3', ['2.25.3']],
    ['00100020=ID-*&StudyDate=20260106-', ['2.25.7', '2.25.6']],
    ['StudyDate=-20260102', ['2.25.2', '2.25.1']],
    ['StudyInstanceUID=2.25.2,2.25.5', ['2.25.5', '2.25.2']],
    ['ModalitiesInStudy=MR', ['2.25.6', '2.25.4', '2.25.2']],
    ['PatientName=test^patient%204', ['2.25.4']],
    ['PatientName=%D8%AE%D8%A7%D9%86*&PatientID=ID-?&StudyDate=20260101', ['2.25.1']],
    ['NoSuchAttribute=1&PatientID=ID-1', ['2.25.1']],
  ])('matches %s', async (query, expected) => {
    expect(uids((await ask(`/studies?${query}`)).body, '0020000D')).toEqual(expected);
  });

  it('counts, adds fields when asked, answers nothing with 204 and nonsense with 400', async () => {
    const [row] = rowsOf((await ask('/studies?PatientID=ID-1&includefield=00280010')).body);
    expect(['00201206', '00201208', '00280010'].map((tag) => row?.[tag]?.Value)).toEqual([[1], [2], [2]]);
    const [plain] = rowsOf((await ask('/studies?PatientID=ID-1')).body);
    expect(plain?.['00280010']).toBeUndefined();
    expect((await ask('/studies?PatientID=nobody')).status).toBe(204);
    expect((await ask('/studies?limit=many')).status).toBe(400);
    expect(uids((await ask('/studies/2.25.3/series/2.25.903/instances')).body, '00080018')).toEqual([
      '2.25.131',
      '2.25.132',
    ]);
  });
});

describe('retrieve (WADO-RS)', () => {
  const path = '/studies/2.25.1/series/2.25.901/instances/2.25.111';
  it('answers metadata with pixel data by reference and frames by part', async () => {
    const [meta] = rowsOf((await ask(`${path}/metadata`)).body);
    expect(meta?.['7FE00010']?.BulkDataURI).toMatch(/instances\/2\.25\.111\/bulkdata\/7FE00010$/);
    const accept = 'multipart/related; type="application/octet-stream"; transfer-syntax=*';
    const frames = await ask(`${path}/frames/1,1`, { accept });
    const text = frames.body.toString('latin1');
    expect(
      text.match(/Content-Type: application\/octet-stream; transfer-syntax=1\.2\.840\.10008\.1\.2\.1\r\n/g),
    ).toHaveLength(2);
    expect(text).toContain('\r\n\r\n\x01\x02\x03\x04\r\n--');
  });

  it.each([
    ['/frames/2', {}, 404],
    ['/frames/x', {}, 400],
    [
      '/frames/1',
      { accept: 'multipart/related; type="application/octet-stream"; transfer-syntax=1.2.840.10008.1.2.4.90' },
      406,
    ],
    ['/metadata', { accept: 'application/dicom+xml' }, 406],
    ['/nothing', {}, 404],
    ['/rendered', { accept: 'image/png' }, 200],
    ['', { accept: 'multipart/related; type="application/dicom"' }, 200],
  ])('answers %s %o with %i', async (what, headers, status) => {
    expect((await ask(path + what, headers as Record<string, string>)).status).toBe(status);
  });

  it.each([
    '/%',
    '/studies/%zz',
    '/studies/__proto__/series',
    '/studies/2.25.1/series//instances',
    '/constructor',
    '/studies/x/series/y/instances/z/frames/1/rendered/more',
  ])('never throws for %s', async (target) => {
    expect((await ask(target)).status).toBeGreaterThanOrEqual(200);
    expect((await ask(target)).status).toBeLessThan(500);
  });
});

describe('store (STOW-RS)', () => {
  const post = (...files: Uint8Array[]) => {
    const parts = files.flatMap((file) => [
      Buffer.from('--b\r\nContent-Type: application/dicom\r\n\r\n'),
      file,
      Buffer.from('\r\n'),
    ]);
    const body = Buffer.concat([...parts, Buffer.from('--b--\r\n')]);
    return ask('/studies', { 'content-type': 'multipart/related; type="application/dicom"; boundary=b' }, 'POST', body);
  };
  const file = (name: string, uid = '2.25.777') => {
    const attributes: DicomDataset = {
      ...instance(1, 1).attributes,
      '00080018': element('UI', uid),
      '0020000D': element('UI', '2.25.700'),
      '00100010': element('PN', { Alphabetic: name }),
    };
    return writePart10({ attributes, transferSyntaxUID: '1.2.840.10008.1.2.1', frames: [pixels] });
  };

  it('stores once, takes the same bytes again, refuses other bytes under the same UID, and survives a restart', async () => {
    const first = await post(file('Khan^Zarmina'));
    expect([first.status, firstItemOf(first.body, '00081199')?.['00081155']?.Value]).toEqual([200, ['2.25.777']]);
    expect((await post(file('Khan^Zarmina'))).status).toBe(200);
    const other = await post(file('Somebody^Else'));
    expect([other.status, firstItemOf(other.body, '00081198')?.['00081197']?.Value]).toEqual([409, [0x0111]]);
    expect((await post(file('Khan^Zarmina'), Buffer.from('not DICOM'))).status).toBe(202);
    const again = await openReceivedStudies(systemFiles, folder);
    expect(again.instances().map(({ attributes }) => attributes['00100010']?.Value)).toEqual([
      [{ Alphabetic: 'Khan^Zarmina' }],
    ]);
    expect(uids((await ask('/studies?StudyInstanceUID=2.25.700')).body, '0020000D')).toEqual(['2.25.700']);
  });

  it('answers a body that breaks its boundary with 400, another type with 415', async () => {
    const headers = { 'content-type': 'multipart/related; type="application/dicom"; boundary=b' };
    expect((await ask('/studies', headers, 'POST', Buffer.from('--b\r\n\r\nopen'))).status).toBe(400);
    expect((await ask('/studies', { 'content-type': 'text/plain' }, 'POST')).status).toBe(415);
  });
});

describe('faulty archive', () => {
  const frame = '/studies/2.25.1/series/2.25.901/instances/2.25.111/frames/1,1';
  it('strikes as told, then behaves', async () => {
    const archive = await startFaultyArchive(handler, 'seed', [
      { when: /frames/, times: 1, fault: { kind: 'missingPart', index: 0 } },
      { when: /frames/, times: 2, fault: { kind: 'wrongTransferSyntax', uid: '1.2.3' } },
      { when: /studies\?/, times: 1, fault: { kind: 'status', status: 503, headers: { 'retry-after': '2' } } },
      { when: /studies$/, times: 1, fault: { kind: 'cutBody', afterBytes: 10 } },
    ]);
    try {
      const accept = { accept: 'multipart/related; type="application/octet-stream"; transfer-syntax=*' };
      const parts = async () =>
        (await (await fetch(archive.url + frame, { headers: accept })).text()).match(/transfer-syntax=[\d.]+/g);
      expect(await parts()).toEqual(['transfer-syntax=1.2.3']);
      expect(await parts()).toEqual(['transfer-syntax=1.2.3', 'transfer-syntax=1.2.3']);
      expect(await parts()).toEqual(['transfer-syntax=1.2.840.10008.1.2.1', 'transfer-syntax=1.2.840.10008.1.2.1']);
      const busy = await fetch(`${archive.url}/studies?limit=1`);
      expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '2']);
      await expect(fetch(`${archive.url}/studies`).then((response) => response.text())).rejects.toThrow();
      expect((await fetch(`${archive.url}/studies`)).status).toBe(200);
    } finally {
      await archive.close();
    }
  });
});
