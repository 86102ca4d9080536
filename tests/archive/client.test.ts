import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';
import { type Answer, clientTo, closeAll } from './oneFaultArchive.ts';

// An archive in a few lines that does one thing wrong: what each failure is called, and that nothing passes for whole.

afterEach(closeAll);

const lane = { lane: 'background' } as const;
const study = '1.2.3' as StudyInstanceUID;
const series = '1.2.3.4' as SeriesInstanceUID;
const instance = '1.2.3.4.5' as SOPInstanceUID;
const address = { study, series, instance };
const codeOf = (result: { ok: boolean; failure?: { code: string } }) => (result.ok ? 'ok' : result.failure?.code);
const row = (index: number): DicomDataset => ({
  '0020000D': { vr: 'UI', Value: [`1.2.${index}`] },
  '00100020': { vr: 'LO', Value: [`P${index % 2}`] },
  '00080020': { vr: 'DA', Value: ['20240101'] },
});
const rows = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => row(from + index));
const json = (response: ServerResponse, value: unknown, headers = {}) =>
  response.writeHead(200, { 'content-type': 'application/dicom+json', ...headers }).end(JSON.stringify(value));

async function studiesFrom(page: (offset: number, limit: number | undefined) => unknown, headers = {}) {
  let asked = 0;
  const client = await clientTo((_request, response, query) => {
    asked += 1;
    const limit = query.get('limit');
    json(response, page(Number(query.get('offset') ?? 0), limit === null ? undefined : Number(limit)), headers);
  });
  const found = await client.searchStudies({}, lane);
  return [found.ok ? found.value.length : found.failure.code, asked];
}

test('some studies are asked for on one page, and an archive that knows no limits may answer more', async () => {
  const asked: string[] = [];
  const client = await clientTo((_request, response, query) => {
    asked.push(`${query.get('limit')} ${query.get('offset')} ${query.get('StudyDate')}`);
    json(response, rows(0, 7));
  });
  const found = await client.searchStudies({ atMost: 5 }, lane);
  expect([found.ok && found.value.length, asked]).toEqual([7, ['5 null null']]);
});

test('A6 every page is asked for, whatever the archive thinks of limits', async () => {
  const whole = (total: number) => (offset: number, limit: number | undefined) =>
    rows(offset, Math.min(total, offset + (limit ?? total)));
  const capped = (total: number, cap: number) => (offset: number, limit: number | undefined) =>
    rows(offset, Math.min(total, offset + Math.min(limit ?? total, cap)));
  expect([
    await studiesFrom(whole(1234)),
    await studiesFrom(whole(0)),
    // A cap of its own below what was asked for: short pages are not the end.
    await studiesFrom(capped(275, 100)),
    // Neither limit nor offset is known there: all at once.
    await studiesFrom(() => rows(0, 2500)),
    // A short list, repeated for ever.
    await studiesFrom(() => rows(0, 30)),
    // The offset is ignored and the limit obeyed: only without paging does the rest come.
    await studiesFrom((_offset, limit) => rows(0, limit ?? 700)),
    // And where it does not come even then, a list that looks complete is not handed on.
    await studiesFrom(() => rows(0, 500)),
    // A warning about something else promises no more rows.
    await studiesFrom(whole(20), { warning: '299 archive: "fuzzymatching is not supported"' }),
    // Rows that shift between pages.
    await studiesFrom((offset, limit = 0) => rows(Math.max(0, offset - 3), Math.min(800, offset - 3 + limit))),
  ]).toEqual([
    [1234, 4],
    [0, 1],
    [275, 4],
    [2500, 1],
    [30, 2],
    [700, 3],
    ['ArchiveAnswerInvalid', 3],
    [20, 2],
    [800, expect.any(Number)],
  ]);
});

test('A6 where pages stop before the list does, shorter spans of dates are asked for', async () => {
  // 10 studies a day for 90 days, never more than 500 rows, no paging, and a Warning that says so.
  const all = Array.from({ length: 900 }, (_, index) => {
    const date = new Date(Date.UTC(2024, 0, 1 + Math.floor(index / 10))).toISOString().slice(0, 10).replaceAll('-', '');
    return { ...row(index), '00080020': { vr: 'DA', Value: [date] } };
  });
  const client = await clientTo((_request, response, query) => {
    const [from = '', to = ''] = (query.get('StudyDate') ?? '').split('-');
    const dateOf = (one: DicomDataset) => textOf(one, 'StudyDate') ?? '';
    const found = all.filter((one) => dateOf(one) >= from && (to === '' || dateOf(one) <= to));
    json(response, found.slice(0, 500), found.length > 500 ? { warning: '299 archive "more results"' } : {});
  });
  const open = await client.searchStudies({ studyDate: '20240101-' }, lane);
  const closed = await client.searchStudies({ studyDate: '20240105-20240325' }, lane);
  expect([open.ok && open.value.length, closed.ok && closed.value.length]).toEqual([900, 810]);
  expect(codeOf(await client.searchStudies({}, lane))).toBe('ArchiveAnswerInvalid');
});

test('A7 rows that were not asked for are left out', async () => {
  const client = await clientTo((_request, response) => json(response, rows(0, 10)));
  const found = await client.searchStudies({ patientId: 'P1' }, lane);
  expect(found.ok && found.value.map((one) => textOf(one, 'PatientID'))).toEqual(['P1', 'P1', 'P1', 'P1', 'P1']);
  const other = await client.searchStudies({ studyDate: '20250101-' }, lane);
  expect(other.ok && other.value).toEqual([]);
  const one = await client.searchStudies({ studyInstanceUID: '1.2.7' as StudyInstanceUID }, lane);
  expect(one.ok && one.value.map((found) => textOf(found, 'StudyInstanceUID'))).toEqual(['1.2.7']);
});

test('A8 no content, nothing, an object, and gzip without a header are all understood', async () => {
  const answers: Answer[] = [
    (_request, response) => response.writeHead(204).end(),
    (_request, response) => response.writeHead(200).end(),
    (_request, response) => json(response, row(1)),
    (_request, response) =>
      response.writeHead(200, { 'content-type': 'application/gzip' }).end(gzipSync(JSON.stringify(rows(0, 3)))),
  ];
  const counts: unknown[] = [];
  for (const answer of answers) {
    const found = await (await clientTo(answer)).searchStudies({}, lane);
    counts.push(found.ok ? found.value.length : found.failure);
  }
  expect(counts).toEqual([0, 0, 1, 3]);
});

test('a row that cannot be read hides none of the others, and is counted', async () => {
  const bad = { '0020000D': { vr: 'UI', Value: ['1.2.9'] }, '00081030': null };
  const good = { '0020000D': { vr: 'UI', Value: ['1.2.3'] } };
  const client = await clientTo((_request, response, query) => {
    response.writeHead(200, { 'content-type': 'application/dicom+json' });
    response.end(JSON.stringify(query.get('offset') ? [] : [bad, good]));
  });
  const counted: number[] = [];
  const found = await client.searchStudies({}, { ...lane, onUnreadable: (rows) => counted.push(rows) });
  expect(found.ok && found.value.map((row) => textOf(row, 'StudyInstanceUID'))).toEqual(['1.2.3']);
  expect(counted).toEqual([1]);
  // Who does not listen is not handed a list with a hole in it.
  expect(await client.searchSeries(study, lane)).toMatchObject({
    ok: false,
    failure: { code: 'ArchiveAnswerInvalid' },
  });
});

test('a field that an archive refuses is left out of the question', async () => {
  const client = await clientTo((_request, response, query) => {
    if (query.has('includefield')) response.writeHead(400).end();
    else json(response, query.has('offset') ? [] : rows(0, 2));
  });
  expect(codeOf(await client.searchStudies({}, lane))).toBe('ok');
});

test('T13 N16 each failure has its name', async () => {
  const html = '<!doctype html><title>Sign in</title>';
  const table: Record<string, Answer> = {
    ArchiveCaptivePortal: (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(html),
    'ArchiveCaptivePortal without a type': (_request, response) => response.writeHead(200).end(html),
    'ArchiveCaptivePortal by redirect': (_request, response) =>
      response.writeHead(302, { location: 'http://portal.invalid/login' }).end(),
    'ArchiveCaptivePortal by 511': (_request, response) => response.writeHead(511).end(),
    // What stands before an archive words its refusals as pages; they are no sign-in pages (nginx).
    'ArchiveFailed 413 as a page': (_request, response) =>
      response.writeHead(413, { 'content-type': 'text/html' }).end(html),
    'ArchiveFailed 502 as a page': (_request, response) =>
      response.writeHead(502, { 'content-type': 'text/html' }).end(html),
    'ArchiveSignInRefused as a page': (_request, response) =>
      response.writeHead(401, { 'content-type': 'text/html' }).end(html),
    ProxySignInRefused: (_request, response) => response.writeHead(407).end(),
    ArchiveRedirectRefused: (_request, response) =>
      response.writeHead(301, { location: 'https://127.0.0.1/dicom-web' }).end(),
    ArchiveSignInRefused: (_request, response) => response.writeHead(401).end(),
    ArchiveForbidden: (_request, response) => response.writeHead(403).end(),
    ArchiveNotFound: (_request, response) => response.writeHead(404).end(),
    ArchiveBusy: (_request, response) => response.writeHead(503, { 'retry-after': '7' }).end(),
    ArchiveFailed: (_request, response) => response.writeHead(500).end(),
    ArchiveNotDicomWeb: (_request, response) => response.writeHead(200).end('hello'),
    ArchiveAnswerInvalid: (_request, response) => response.writeHead(200).end('[{"00100010":'),
    'ArchiveAnswerInvalid by __proto__': (_request, response) =>
      response.writeHead(200).end('[{"__proto__":{"vr":"LO"}}]'),
    ArchiveAnswerCut: (_request, response) => {
      response.writeHead(200, { 'content-length': '5000' }).write('[');
      setTimeout(() => response.destroy(), 30);
    },
    ArchiveAnswerTooLarge: (_request, response) => {
      const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024, 0x20));
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    },
  };
  for (const [name, answer] of Object.entries(table)) {
    const found = await (await clientTo(answer)).searchStudies({}, lane);
    expect(codeOf(found), name).toBe(name.split(' ')[0]);
  }
});

test('a list without an end is given up at what was asked for, not at what fits into memory', async () => {
  const row = Buffer.from(`${JSON.stringify({ '0020000D': { vr: 'UI', Value: ['1.2.3'] } })},`.repeat(500));
  let sent = 0;
  const endless = await clientTo((_request, response) => {
    const pour = (): void => {
      while (!response.destroyed && response.write(row)) sent += row.length;
      response.once('drain', () => setImmediate(pour));
    };
    response.writeHead(200).write('[');
    pour();
  });
  expect(codeOf(await endless.searchStudies({}, lane))).toBe('ArchiveAnswerTooLarge');
  expect(sent).toBeLessThan(24 * 1024 * 1024);
});

test('a list that is whole and is followed by blank without an end is a list', async () => {
  let blank = 0;
  const endless = await clientTo((request, response) => {
    const isFirst = !request.url?.includes('offset');
    response.writeHead(200).write(isFirst ? '[{"0020000D":{"vr":"UI","Value":["1.2.3"]}}]' : '[]');
    const pour = (): void => {
      if (response.destroyed) return;
      blank += 1024;
      response.write(Buffer.alloc(1024, 0x20), () => setImmediate(pour));
    };
    pour();
  });
  const found = await endless.searchStudies({}, lane);
  expect(found.ok && found.value.length).toBe(1);
  expect(blank).toBeLessThan(4 * 1024 * 1024);
});

const boundary = 'x-y';
const part = (bytes: string, headers = 'Content-Type: image/jls; transfer-syntax=1.2.840.10008.1.2.4.80') =>
  `--${boundary}\r\n${headers}\r\n\r\n${bytes}\r\n`;
const multipart = (response: ServerResponse, body: string, type = `multipart/related; boundary=${boundary}`) =>
  response.writeHead(200, { 'content-type': type }).end(body);

async function framesFrom(answer: Answer, numbers: readonly number[] = [1, 2]) {
  const client = await clientTo(answer);
  const frames: string[] = [];
  const read = await client.readFrames(
    address,
    numbers,
    ({ frameNumber, transferSyntaxUID, bytes }) => {
      frames.push(`${frameNumber} ${transferSyntaxUID.slice(17)} ${Buffer.from(bytes)}`);
    },
    lane,
  );
  return [codeOf(read), ...frames];
}

test('frames come in the order asked, in the syntax that each part names', async () => {
  const end = `--${boundary}--`;
  let accept: unknown;
  const whole: Answer = (request, response) => {
    accept = request.headers.accept;
    multipart(response, part('one') + part('two', 'Content-Type: application/octet-stream') + end);
  };
  expect(await framesFrom(whole)).toEqual(['ok', '1 .4.80 one', '2 .1 two']);
  expect(accept).toBe('multipart/related; type="application/octet-stream"; transfer-syntax=*');
  const inQuotes = `multipart/related; type="image/jls; transfer-syntax=1.2.840.10008.1.2.4.81"; boundary=${boundary}`;
  const bare = part('one', 'Content-Length: 3');
  expect(await framesFrom((_request, response) => multipart(response, bare + end, inQuotes), [1])).toEqual([
    'ok',
    '1 .4.81 one',
  ]);
  const single: Answer = (_request, response) =>
    response.writeHead(200, { 'content-type': 'image/jp2; transfer-syntax=1.2.840.10008.1.2.4.91' }).end('one');
  expect(await framesFrom(single, [7])).toEqual(['ok', '7 .4.91 one']);
});

test('N13 V4 a cut, short, long or foreign answer is never whole; finished frames are kept', async () => {
  const end = `--${boundary}--`;
  const located = (number: number, uid: string = instance) =>
    `Content-Type: image/jls\r\nContent-Location: /studies/1/series/2/instances/${uid}/frames/${number}`;
  const answered = (body: string) => framesFrom((_request, response) => multipart(response, body));
  expect([
    await answered(part('one') + part('tw')),
    await answered(part('one') + end),
    await answered(part('one') + part('two') + part('three') + end),
    await answered(part('one', located(2)) + part('two', located(1)) + end),
    await answered(part('one', located(1, '9.9.9')) + end),
    await answered(part('one', 'Content-Type: image/jls\r\nContent-Length: 2') + end),
    await answered(part('<html>', 'Content-Type: text/html') + end),
    await framesFrom((_request, response) => json(response, [])),
    await framesFrom((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>')),
  ]).toEqual([
    ['ArchiveAnswerCut', '1 .4.80 one'],
    ['ArchiveAnswerCut', '1 .4.80 one'],
    ['ArchiveAnswerTooLarge', '1 .4.80 one', '2 .4.80 two'],
    ['ArchiveAnswerInvalid'],
    ['ArchiveAnswerInvalid'],
    ['ArchiveAnswerInvalid'],
    ['ArchiveAnswerInvalid'],
    ['ArchiveAnswerInvalid'],
    ['ArchiveCaptivePortal'],
  ]);
});

test('A12 stored means: this instance is named as stored', async () => {
  const item = (uid: string, reason?: number) => ({
    '00081155': { vr: 'UI', Value: [uid] },
    ...(reason === undefined ? {} : { '00081197': { vr: 'US', Value: [reason] } }),
  });
  const answer = (status: number, stored: unknown[], failed: unknown[]) => async () => {
    const client = await clientTo((_request, response) => {
      const body = { '00081199': { vr: 'SQ', Value: stored }, '00081198': { vr: 'SQ', Value: failed } };
      response.writeHead(status, { 'content-type': 'application/dicom+json' }).end(JSON.stringify(body));
    });
    const stored_ = await client.storeInstance(study, instance, Buffer.from('file'), lane);
    return stored_.ok ? stored_.value.outcome : `${stored_.failure.code} ${stored_.failure.details?.['reason'] ?? ''}`;
  };
  const bare =
    (status: number, body = '') =>
    async () => {
      const client = await clientTo((_request, response) => response.writeHead(status).end(body));
      return codeOf(await client.storeInstance(study, instance, Buffer.from('file'), lane));
    };
  const page = (status: number) => async () => {
    const client = await clientTo((_request, response) =>
      response.writeHead(status, { 'content-type': 'text/html' }).end('<html><title>Request Entity Too Large</title>'),
    );
    return codeOf(await client.storeInstance(study, instance, Buffer.from('file'), lane));
  };
  expect([
    await answer(200, [item(instance)], [])(),
    await answer(400, [item(instance)], [item('1.9')])(),
    await answer(200, [item('1.9')], [])(),
    await answer(202, [], [item(instance, 0xa700)])(),
    await answer(200, [item(instance)], [item(instance, 0x0110)])(),
    await answer(409, [], [item(instance, 0x0111)])(),
    await answer(409, [], [])(),
    await bare(200)(),
    await bare(204)(),
    await bare(409, '<?xml version="1.0"?><NativeDicomModel/>')(),
    await bare(401)(),
    await bare(503)(),
    await bare(413)(),
    await page(413)(),
    await page(400)(),
    await page(200)(),
  ]).toEqual([
    'stored',
    'stored',
    'ArchiveAnswerInvalid storeNotNamed',
    'ArchiveStoreRefused A700H',
    'ArchiveStoreRefused 0110H',
    'alreadyThere',
    'ArchiveStoreRefused HTTP 409',
    'ArchiveAnswerInvalid',
    'ArchiveAnswerInvalid',
    'ArchiveStoreRefused',
    'ArchiveSignInRefused',
    'ArchiveBusy',
    'ArchiveStoreRefused',
    'ArchiveStoreRefused',
    'ArchiveStoreRefused',
    'ArchiveCaptivePortal',
  ]);
});
