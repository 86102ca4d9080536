import { writePart10 } from '#electron/practice/index.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { datasetOf, twelveBitGrey } from '../fixtures/imageDataset.ts';

/** One study of three sound images and of what a careless or hostile sender puts beside them. */

export const hostileStudy = '1.2.826.0.1.3680043.8.498.99';
const raw = '1.2.840.10008.1.2.1';
const jpegLs = '1.2.840.10008.1.2.4.80';
const side = 16;

interface Plan {
  readonly number: number;
  readonly attributes?: Parameters<typeof datasetOf>[0];
  readonly elements?: DicomDataset;
  readonly transferSyntaxUID?: string;
  readonly frames?: readonly Uint8Array[];
}

const pixels = (fill: number) => new Uint8Array(new Uint16Array(side * side).fill(fill).buffer);

/** The right-to-left override, a script, a path, a control and a very long word: none of it may do anything. */
export const hostileText = '\u202Egnp.exe <img src=x onerror=alert(1)> ../../etc/passwd \u0007 {{1+1}} %s%n';

function made({ number, attributes = {}, elements = {}, transferSyntaxUID = raw, frames = [pixels(number)] }: Plan) {
  const dataset = datasetOf({
    SOPClassUID: ['1.2.840.10008.5.1.4.1.1.2'],
    StudyInstanceUID: [hostileStudy],
    SeriesInstanceUID: [`${hostileStudy}.${number < 10 ? 1 : number}`],
    SOPInstanceUID: [`${hostileStudy}.1.${number}`],
    Modality: ['CT'],
    PatientID: ['H1'],
    PatientName: [{ Alphabetic: 'HOSTILE^FILES' }],
    SeriesNumber: [number < 10 ? 1 : number],
    InstanceNumber: [number],
    Rows: [side],
    Columns: [side],
    ImagePositionPatient: [0, 0, number * 5],
    ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
    PixelSpacing: [0.5, 0.5],
    ...twelveBitGrey,
    ...attributes,
  });
  return writePart10({ attributes: { ...dataset, ...elements }, transferSyntaxUID, frames });
}

const document = (number: number, text: string) =>
  made({
    number,
    attributes: { SOPClassUID: ['1.2.840.10008.5.1.4.1.1.104.1'], Modality: ['DOC'], Rows: [], Columns: [] },
    elements: {
      '00420011': { vr: 'OB', InlineBinary: Buffer.from(text).toString('base64') },
      '00420012': { vr: 'LO', Value: ['application/pdf'] },
    },
    frames: [],
  });

/** A JPEG-LS codestream of one component that says this size of itself, and has nothing to decode. */
function emptyCodestream(rows: number, columns: number): Uint8Array {
  const sof = [0xff, 0xf7, 0, 11, 12, rows >> 8, rows & 255, columns >> 8, columns & 255, 1, 1, 0x11, 0];
  const sos = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 0, 0];
  return Uint8Array.from([0xff, 0xd8, ...sof, ...sos, 0, 0, 0, 0, 0xff, 0xd9]);
}

const text = (...value: readonly string[]) => ({ vr: 'DS', Value: [...value] });

/** By name: what each is stands in it. */
export const hostileFiles: Readonly<Record<string, Uint8Array>> = {
  'sound-1': made({ number: 1 }),
  'sound-2': made({ number: 2 }),
  'sound-3': made({ number: 3 }),
  'zero-size': made({ number: 11, attributes: { Rows: [0], Columns: [0] } }),
  'declares-65535-squared': made({
    number: 12,
    attributes: { Rows: [65_535], Columns: [65_535] },
    transferSyntaxUID: jpegLs,
    frames: [emptyCodestream(65_535, 65_535)],
  }),
  'codestream-of-65535-squared': made({
    number: 13,
    transferSyntaxUID: jpegLs,
    frames: [emptyCodestream(65_535, 65_535)],
  }),
  'codestream-without-an-image': made({
    number: 14,
    transferSyntaxUID: jpegLs,
    frames: [emptyCodestream(side, side)],
  }),
  'claims-100000-frames': made({
    number: 15,
    attributes: { NumberOfFrames: [100_000] },
    transferSyntaxUID: jpegLs,
    frames: [emptyCodestream(side, side)],
  }),
  'claims-100-frames-has-one': made({
    number: 16,
    attributes: { NumberOfFrames: [100] },
    transferSyntaxUID: jpegLs,
    frames: [emptyCodestream(side, side)],
  }),
  'spacing-is-no-number': made({ number: 17, elements: { '00280030': text('NaN', '-1e999') } }),
  'spacing-missing': made({ number: 18, attributes: { PixelSpacing: [] } }),
  'bits-of-an-impossible-kind': made({ number: 19, attributes: { BitsStored: [40], HighBit: [200] } }),
  'unknown-colours': made({ number: 20, attributes: { PhotometricInterpretation: ['<b>RGB</b>'] } }),
  'window-of-no-width': made({ number: 21, attributes: { WindowCenter: [40], WindowWidth: [0] } }),
  'hostile-text': made({
    number: 22,
    attributes: { SeriesDescription: [hostileText.slice(0, 60)], ProtocolName: ['<script>'.repeat(200)] },
  }),
  'pdf-with-a-script': document(23, '%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF'),
  'html-called-pdf': document(
    24,
    '<html><script>alert(1)</script><meta http-equiv=refresh content=0;url=//evil></html>',
  ),
  'profile-of-nothing': made({
    number: 25,
    attributes: {
      SamplesPerPixel: [3],
      PhotometricInterpretation: ['RGB'],
      PlanarConfiguration: [0],
      BitsAllocated: [8],
      BitsStored: [8],
      HighBit: [7],
    },
    elements: {
      '00282000': { vr: 'OB', InlineBinary: Buffer.from('no profile at all'.repeat(20)).toString('base64') },
    },
    frames: [new Uint8Array(side * side * 3).fill(90)],
  }),
};
