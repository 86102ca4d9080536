import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { readPart10 } from '#electron/base/dicom/part10.ts';
import { systemClock } from '#electron/base/world.ts';
import { type Parser, startParser } from '#electron/parser/index.ts';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import type { SeriesInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';
import { sharedData } from '../fixtures/sharedData.ts';
import { type Answer, clientTo, closeAll } from './oneFaultArchive.ts';

// An ultrasound whose colour tables are segmented (PS3.3 C.7.9.2) and too long for the metadata, which only point at them.

afterEach(closeAll);

const data = sharedData();
const lane = { lane: 'background' } as const;
const ultrasoundPath = join(data ?? '', 'us-colour/gdcm-US-ALOKA-16.dcm');
const parser = startParser({ clock: systemClock });
afterAll(() => parser.close());
const tableTags = ['00281221', '00281222', '00281223'];

function ultrasound(): DicomDataset {
  const file = readPart10(readFileSync(ultrasoundPath));
  if (!file.ok) throw new Error('not a DICOM file');
  return file.value.dataset;
}

/** As archives answer it: the tables by reference, under whatever name the archive believes that it has. */
function byReference(whole: DicomDataset, base: string, images = 1): readonly DicomDataset[] {
  const [study, series] = [textOf(whole, 'StudyInstanceUID'), textOf(whole, 'SeriesInstanceUID')];
  return Array.from({ length: images }, (_, index) => {
    const uid = `${textOf(whole, 'SOPInstanceUID')}.${index}`;
    const own = tableTags.map((tag) => {
      const BulkDataURI = `${base}/studies/${study}/series/${series}/instances/${uid}/bulk/${tag}`;
      return [tag, { vr: 'OW', BulkDataURI }] as const;
    });
    return { ...whole, '00080018': { vr: 'UI', Value: [uid] }, ...Object.fromEntries(own) };
  });
}

async function readFrom(rows: readonly DicomDataset[], whole: DicomDataset, answerTable: Answer, withParser?: Parser) {
  const asked: string[] = [];
  const client = await clientTo((request, response, query, path) => {
    if (path.endsWith('/metadata')) {
      response.writeHead(200, { 'content-type': 'application/dicom+json' }).end(JSON.stringify(rows));
      return;
    }
    asked.push(path.slice(path.lastIndexOf('/') + 1));
    answerTable(request, response, query, path);
  }, withParser);
  const study = textOf(whole, 'StudyInstanceUID') as StudyInstanceUID;
  const series = textOf(whole, 'SeriesInstanceUID') as SeriesInstanceUID;
  return { read: await client.readSeriesMetadata(study, series, lane), asked };
}

const bytesOf = (whole: DicomDataset, tag: string) => Buffer.from(whole[tag]?.InlineBinary ?? '', 'base64');

/** One part, as PS3.18 section 8.6.1.2 has it. */
const tablesOf =
  (whole: DicomDataset): Answer =>
  (_request, response, _query, path) => {
    const head = '--b\r\nContent-Type: application/octet-stream\r\n\r\n';
    response.writeHead(200, { 'content-type': 'multipart/related; type="application/octet-stream"; boundary=b' });
    const table = bytesOf(whole, path.slice(path.lastIndexOf('/') + 1));
    response.end(Buffer.concat([Buffer.from(head), table, Buffer.from('\r\n--b--\r\n')]));
  };

describe.skipIf(!data)('colour tables that the metadata point at', () => {
  const whole = data ? ultrasound() : {};

  test('are fetched from this archive, whatever it believes its name to be (P10), once for one palette', async () => {
    const rows = byReference(whole, 'http://pacs.internal:8042/dicom-web', 3);
    const { read, asked } = await readFrom(rows, whole, tablesOf(whole));
    if (!read.ok) throw new Error(read.failure.code);
    const images = read.value.map(readImageDescription);
    const direct = readImageDescription(whole);
    if (!direct.ok) throw new Error(direct.failure);
    expect(direct.value.palette?.red.entries).toHaveLength(65_536);
    for (const image of images) expect(image.ok && image.value.palette).toEqual(direct.value.palette);
    expect(asked).toEqual(tableTags);
  });

  test('that are left out with their descriptors are read from the file of the image', async () => {
    const descriptors = ['00281101', '00281102', '00281103'];
    const uid = textOf(whole, 'SOPInstanceUID');
    const [pointed = {}] = byReference(whole, '');
    const rows = [
      {
        ...Object.fromEntries(Object.entries(pointed).filter(([tag]) => !descriptors.includes(tag))),
        '00080018': { vr: 'UI', Value: [uid] },
      },
    ];
    const { read, asked } = await readFrom(
      rows,
      whole,
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/dicom' }).end(readFileSync(ultrasoundPath));
      },
      parser,
    );
    if (!read.ok) throw new Error(read.failure.code);
    const [image] = read.value.map(readImageDescription);
    const direct = readImageDescription(whole);
    expect(image?.ok && image.value.palette).toEqual(direct.ok && direct.value.palette);
    expect(asked).toEqual([uid]);
  });

  test('that come as one body, without parts, are as good', async () => {
    const { read } = await readFrom(byReference(whole, ''), whole, (_request, response, _query, path) => {
      const table = bytesOf(whole, path.slice(path.lastIndexOf('/') + 1));
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(table);
    });
    expect(read.ok && read.value.map((one) => readImageDescription(one).ok)).toEqual([true]);
  });

  test('that the archive does not hand out leave the image without, and the series readable', async () => {
    const { read } = await readFrom(byReference(whole, ''), whole, (_request, response) => {
      response.writeHead(404).end();
    });
    expect(read.ok && read.value.map(readImageDescription)).toEqual([{ ok: false, failure: 'paletteMissing' }]);
  });

  test('that break on the way are the series not read: it is asked for again', async () => {
    const { read } = await readFrom(byReference(whole, ''), whole, (request) => {
      request.socket.destroy();
    });
    expect(read.ok).toBe(false);
  });

  test('of another study are not asked for', async () => {
    const elsewhere = tableTags.map((tag) => [tag, { vr: 'OW', BulkDataURI: `/dicom-web/studies/1.2.3/bulk/${tag}` }]);
    const rows = [{ ...whole, ...Object.fromEntries(elsewhere) }];
    const { read, asked } = await readFrom(rows, whole, tablesOf(whole));
    expect([read.ok, asked]).toEqual([true, []]);
  });
});
