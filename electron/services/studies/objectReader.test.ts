import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { writePart10 } from '#electron/base/dicom/part10.ts';
import { systemClock } from '#electron/base/world.ts';
import { startParser } from '#electron/parser/index.ts';
import { fail, succeed } from '#shared/base/result.ts';
import { failureOf } from '#shared/contract/failures.ts';
import type { EncodedFrame } from '#shared/contract/frames.ts';
import { type DicomDataset, numberOf, textOf } from '#shared/dicom/dicomJson.ts';
import { readSegmentation } from '#shared/dicom/documents/segmentation.ts';
import { readMaskValues } from '#shared/dicom/documents/segmentValues.ts';
import { type ArchiveId, frameId, type StudyRef } from '#shared/dicom/frameKey.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';
import { datasetOf } from '#tests/fixtures/imageDataset.ts';
import { sharedData } from '#tests/fixtures/sharedData.ts';
import type { ArchiveClient } from '../archive/index.ts';
import type { CachedSeries } from '../cache/index.ts';
import { ObjectReader } from './objectReader.ts';

const data = sharedData();
const parser = startParser({ clock: systemClock });
afterAll(() => parser.close());

/** One archive with one file, and the disk it is kept on. */
function desk(file: Uint8Array, dataset: DicomDataset) {
  const study: StudyRef = {
    archiveId: 'site' as ArchiveId,
    studyInstanceUID: (textOf(dataset, 'StudyInstanceUID') ?? '') as StudyInstanceUID,
  };
  const seriesInstanceUID = (textOf(dataset, 'SeriesInstanceUID') ?? '') as SeriesInstanceUID;
  const sopInstanceUID = (textOf(dataset, 'SOPInstanceUID') ?? '') as SOPInstanceUID;
  const kept = new Map<string, EncodedFrame>();
  const state = { isAway: false, asked: 0, otherPatient: 0 };
  const series: CachedSeries = { seriesInstanceUID, instances: [dataset], expectedFrames: 0 };
  const client = {
    readInstance: () => {
      state.asked += 1;
      return Promise.resolve(state.isAway ? fail(failureOf('ArchiveUnreachable')) : succeed(file));
    },
  } as unknown as ArchiveClient;
  const objects = new ObjectReader({
    cache: {
      readSeries: () => [series],
      hasFrame: (key) => kept.has(frameId(key)),
      readFrame: (key) => Promise.resolve(kept.get(frameId(key))),
      writeFrame: (frame) => {
        kept.set(frameId(frame.key), { ...frame, digest: 'd' });
        return Promise.resolve(succeed({ digest: 'd', kept: true }));
      },
      noteChecked: () => undefined,
    },
    clientOf: () => client,
    parser,
    isAway: () => state.isAway,
    noteOtherPatient: () => {
      state.otherPatient += 1;
    },
    signal: new AbortController().signal,
  });
  return { objects, state, kept, address: { study, seriesInstanceUID, sopInstanceUID }, study };
}

const never = new AbortController().signal;
const document = (more: Parameters<typeof datasetOf>[0] = {}) =>
  datasetOf({
    SOPClassUID: ['1.2.840.10008.5.1.4.1.1.104.1'],
    SOPInstanceUID: ['1.2.3.4.5'],
    StudyInstanceUID: ['1.2.3'],
    SeriesInstanceUID: ['1.2.3.4'],
    MIMETypeOfEncapsulatedDocument: ['application/pdf'],
    ...more,
  });
const withBytes = (dataset: DicomDataset, bytes: Uint8Array): DicomDataset => ({
  ...dataset,
  '00420011': { vr: 'OB', InlineBinary: Buffer.from(bytes).toString('base64') },
});

describe('an encapsulated document', () => {
  // Longer than a value that is metadata: the parser leaves it out of the attributes.
  const content = Uint8Array.from({ length: 1_500_000 }, (_, at) => (at * 31) % 251);
  const file = writePart10(withBytes(document(), content));

  test('comes whole, is kept, and is there without the line', async () => {
    const { objects, state, address } = desk(file, document());
    const first = await objects.read(address, never);
    expect(first.ok && Buffer.from(first.value.documentBase64 ?? '', 'base64').equals(content)).toBe(true);
    state.isAway = true;
    const again = await objects.read(address, never);
    expect([again.ok && again.value.documentBase64, state.asked]).toEqual([first.ok && first.value.documentBase64, 1]);
  });

  test('not kept and the line away: that is what is said', async () => {
    const { objects, state, address } = desk(file, document());
    state.isAway = true;
    const answer = await objects.read(address, never);
    expect(!answer.ok && answer.failure.code).toBe('ArchiveUnreachable');
  });

  test('is fetched ahead with its study, once', async () => {
    const { objects, state, kept, study } = desk(file, document());
    await objects.readAhead(study);
    await objects.readAhead(study);
    expect([state.asked, kept.size]).toEqual([1, 1]);
    state.isAway = true;
    kept.clear();
    await objects.readAhead(study);
    expect(state.asked).toBe(1);
  });

  test('V4 the file of another instance is refused, and not kept', async () => {
    const other = writePart10(withBytes(document({ SOPInstanceUID: ['1.2.3.4.6'] }), content));
    const { objects, kept, address } = desk(other, document());
    const answer = await objects.read(address, never);
    expect([!answer.ok && answer.failure.code, kept.size]).toEqual(['ArchiveAnswerInvalid', 0]);
  });

  test('T22 a header that names another patient than the archive does is told, when it comes and when it is kept', async () => {
    const of = (patientId: string, name: string) =>
      document({ PatientID: [patientId], PatientName: [{ Alphabetic: name }] });
    const bilals = writePart10(withBytes(of('P2', 'Shah^Bilal'), content));
    const told = async (described: DicomDataset) => {
      const { objects, state, address } = desk(bilals, described);
      await objects.read(address, never);
      await objects.read(address, never);
      return state.otherPatient;
    };
    expect([await told(of('P1', 'Khan^Ayesha')), await told(of('P2', 'SHAH^BILAL')), await told(document())]).toEqual([
      2, 0, 0,
    ]);
  });

  test('no object of that name, or an image: not found', async () => {
    const image = document({ SOPClassUID: ['1.2.840.10008.5.1.4.1.1.2'], Rows: [2], Columns: [2] });
    const { objects, address } = desk(file, image);
    const answer = await objects.read(address, never);
    expect(!answer.ok && answer.failure.code).toBe('NotFound');
  });
});

test('a report whose metadata is whole asks the archive for nothing', async () => {
  const report = document({ SOPClassUID: ['1.2.840.10008.5.1.4.1.1.88.11'], ValueType: ['CONTAINER'] });
  const { objects, state, address } = desk(new Uint8Array(), report);
  const answer = await objects.read(address, never);
  expect([answer.ok && answer.value.dataset, state.asked]).toEqual([report, 0]);
});

test('a segmentation of frames that end within a byte comes whole', async () => {
  const attributes = document({
    SOPClassUID: ['1.2.840.10008.5.1.4.1.1.66.4'],
    SegmentationType: ['BINARY'],
    Rows: [3],
    Columns: [3],
    NumberOfFrames: [2],
    BitsAllocated: [1],
    BitsStored: [1],
    HighBit: [0],
    PixelRepresentation: [0],
    SamplesPerPixel: [1],
    PhotometricInterpretation: ['MONOCHROME2'],
  });
  const pixels = new Uint8Array([0b0000_0101, 0b0000_0000, 0b0000_0011, 0]);
  const file = writePart10(attributes, { pixelData: { kind: 'native', bytes: pixels } });
  const { objects, address } = desk(file, attributes);
  const answer = await objects.read(address, never);
  expect(answer.ok && [...Buffer.from(answer.value.pixelsBase64 ?? '', 'base64')]).toEqual([5, 0, 3]);
});

describe.skipIf(!data)('real segmentations', () => {
  test.each([
    ['seg/tumor_User1_Manual_Trial1.dcm', 13, 128],
    ['seg/liver.dcm', 3, 512],
    ['non-image-and-rt/dcmqi-seg.dcm', 13, 128],
  ])('%s', async (path, frames, side) => {
    const file = readFileSync(join(data ?? '', path));
    const parsed = await parser.readFile(file);
    const attributes = parsed.ok ? parsed.value.attributes : {};
    const { objects, address } = desk(file, attributes);
    const answer = await objects.read(address, never);
    const segmentation = answer.ok ? readSegmentation(answer.value.dataset) : undefined;
    const bytes = Buffer.from((answer.ok && answer.value.pixelsBase64) || '', 'base64');
    expect([numberOf(attributes, 'NumberOfFrames'), segmentation?.frames.length]).toEqual([frames, frames]);
    expect(bytes.length).toBe((frames * side * side) / 8);
    const values = segmentation && readMaskValues(segmentation, bytes);
    for (const { index } of segmentation?.frames ?? []) {
      const isMarked = Array.from({ length: side * side }, (_, pixel) => values?.at(index, pixel) === 1);
      expect(values?.has(index) && isMarked.includes(true)).toBe(true);
    }
  });
});
