import { encodeFrame } from '#electron/practice/codecs/encodeFrame.ts';
import type { ReadFile } from '#electron/practice/files/readPart10.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { decodeInNode } from '../../../fixtures/decodeInNode.ts';

export type StoredAs = 'jpegLs' | 'jpeg2000' | 'htj2k' | 'raw';

/** PS3.6 table A-1. */
const syntaxes = {
  jpegLs: '1.2.840.10008.1.2.4.80',
  jpeg2000: '1.2.840.10008.1.2.4.90',
  htj2k: '1.2.840.10008.1.2.4.201',
  raw: '1.2.840.10008.1.2.1',
} as const;

/** The same image in another lossless form. */
export async function storeAs(source: ReadFile, form: StoredAs): Promise<ReadFile> {
  const syntax = syntaxes[form];
  if (source.transferSyntaxUID === syntax) return source;
  const shape = shapeOf(source.attributes);
  const frames: Uint8Array[] = [];
  for (const frame of source.frames) {
    const bytes = await decodeInNode(source.transferSyntaxUID, frame, {
      rows: shape.rows,
      columns: shape.columns,
      samples: shape.samplesPerPixel,
      bytesPerSample: shape.bitsAllocated / 8,
    });
    frames.push(await encodeFrame({ ...shape, bytes }, syntax));
  }
  return { ...source, transferSyntaxUID: syntax, frames };
}

function shapeOf(attributes: DicomDataset) {
  const number = (tag: string) => Number(attributes[tag]?.Value?.[0] ?? 0);
  return {
    rows: number('00280010'),
    columns: number('00280011'),
    samplesPerPixel: number('00280002') === 3 ? (3 as const) : (1 as const),
    bitsAllocated: number('00280100') === 8 ? (8 as const) : (16 as const),
    bitsStored: number('00280101'),
    signed: number('00280103') === 1,
  };
}
