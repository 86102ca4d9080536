import { afterEach, expect, test } from 'vitest';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import type { SeriesInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';
import { adobeRgbColumns, gamma, matrixProfile } from '../fixtures/iccProfiles.ts';
import { imageDataset } from '../fixtures/imageDataset.ts';
import { type Answer, clientTo, closeAll } from './oneFaultArchive.ts';

// PX9, PX10: overlays and colour profiles that the metadata only point at.

afterEach(closeAll);

const profile = matrixProfile(adobeRgbColumns, gamma(2.2));
const overlay = Uint8Array.from({ length: 8 }, (_, row) => 1 << row);
const root = 'http://pacs.internal:8042/dicom-web/studies/1.2.3/series/1.2.3.4/instances';

const imageOf = (number: number): DicomDataset => ({
  ...imageDataset({
    SOPInstanceUID: [`1.2.3.4.${number}`],
    SamplesPerPixel: [3],
    PhotometricInterpretation: ['RGB'],
    BitsAllocated: [8],
    BitsStored: [8],
    HighBit: [7],
  }),
  '00282000': { vr: 'OB', BulkDataURI: `${root}/1.2.3.4.${number}/bulk/00282000` },
  '60000010': { vr: 'US', Value: [8] },
  '60000011': { vr: 'US', Value: [8] },
  '60003000': { vr: 'OW', BulkDataURI: `${root}/1.2.3.4.${number}/bulk/60003000` },
});

async function readFrom(rows: readonly DicomDataset[], answerLayer: Answer) {
  const asked: string[] = [];
  const client = await clientTo((request, response, query, path) => {
    if (path.endsWith('/metadata')) {
      response.writeHead(200, { 'content-type': 'application/dicom+json' }).end(JSON.stringify(rows));
      return;
    }
    asked.push(path.slice(path.lastIndexOf('/') + 1));
    answerLayer(request, response, query, path);
  });
  const read = await client.readSeriesMetadata('1.2.3' as StudyInstanceUID, '1.2.3.4' as SeriesInstanceUID, {
    lane: 'background',
  });
  if (!read.ok) return { failure: read.failure.code, asked, images: [] };
  const images = read.value.map((dataset) => {
    const image = readImageDescription(dataset);
    if (!image.ok) throw new Error(image.failure);
    return image.value;
  });
  return { asked, images, failure: undefined };
}

const layers: Answer = (_request, response, _query, path) => {
  const bytes = path.endsWith('00282000') ? profile : overlay;
  response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(bytes);
};

test('are fetched from this archive, each for its own image (P10)', async () => {
  const { asked, images } = await readFrom([imageOf(1), imageOf(2)], layers);
  expect(asked.toSorted()).toEqual(['00282000', '00282000', '60003000', '60003000']);
  expect(images.map(({ iccProfile }) => iccProfile)).toEqual([profile, profile]);
  expect(images.map(({ overlays }) => overlays?.[0]?.bits)).toEqual([overlay, overlay]);
});

test('that the archive does not hand out leave the image, which says that it has them', async () => {
  const { images } = await readFrom([imageOf(1)], (_request, response) => void response.writeHead(404).end());
  expect(images.map(({ iccProfile, overlays }) => [iccProfile, overlays?.[0]?.bits])).toEqual([
    ['elsewhere', 'elsewhere'],
  ]);
});

test('that are larger than any is are not taken in, and the image says that it has them', async () => {
  const { images } = await readFrom([imageOf(1)], (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(Buffer.alloc(4 * 1024 * 1024));
  });
  expect(images.map(({ iccProfile }) => iccProfile)).toEqual(['elsewhere']);
});

test('of a series with very many are not asked for: the line is for the images', async () => {
  const { asked, images } = await readFrom(
    Array.from({ length: 40 }, (_, index) => imageOf(index + 1)),
    layers,
  );
  expect([asked.length, images.length]).toEqual([0, 40]);
});

test('that break on the way are the series not read: it is asked for again', async () => {
  expect(await readFrom([imageOf(1)], (request) => void request.socket.destroy())).toMatchObject({
    failure: expect.stringMatching(/^Archive/) as string,
  });
});
