import type { DicomDataset, DicomElement } from '#shared/dicom/dicomJson.ts';
import type { ExchangeProblem } from '#shared/hanging/exchange/exchangeProblem.ts';
import { readHangingProtocol } from '#shared/hanging/exchange/readHangingProtocol.ts';
import { openFile } from './fileHeader.ts';
import { FileRefused } from './limits.ts';
import { readElements } from './readElements.ts';

/** Whether a file is one of PS3.10: its preamble, and "DICM". */
export function looksLikeObject(bytes: Uint8Array): boolean {
  return bytes.length > 132 && String.fromCharCode(...bytes.subarray(128, 132)) === 'DICM';
}

/**
 * The protocol of a DICOM Hanging Protocol object, Durbeen's own or any other's, as JSON. Any bytes may come: what cannot
 * be read is a refusal by its code alone, without a word of the file.
 */
export function readHangingObject(bytes: Uint8Array): {
  readonly protocols: readonly string[];
  readonly problems: readonly ExchangeProblem[];
} {
  const dataset = datasetIn(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (!dataset) return { protocols: [], problems: [{ code: 'objectDamaged', isRefusal: true }] };
  const read = readHangingProtocol(withPrivateText(dataset));
  if (!read.ok) return { protocols: [], problems: [read.failure] };
  return { protocols: read.value.protocols.map((protocol) => JSON.stringify(protocol)), problems: read.value.problems };
}

function datasetIn(file: Buffer): DicomDataset | undefined {
  try {
    const { reader, explicit } = openFile(file);
    return readElements(reader, explicit).dataset;
  } catch (error) {
    if (error instanceof FileRefused) return undefined;
    throw error;
  }
}

/**
 * An archive that keeps files in implicit VR does not know what our private elements are: they come back as UN
 * (PS3.5 section 6.2.2). One is who reserved the block, one the two bytes of a number, one the long text.
 */
function withPrivateText(dataset: DicomDataset): DicomDataset {
  const entries = Object.entries(dataset).map(([tag, element]) => [
    tag,
    tag.startsWith('0073') && element.vr === 'UN' ? readUnknown(tag, element) : element,
  ]);
  return Object.fromEntries(entries) as DicomDataset;
}

function readUnknown(tag: string, { InlineBinary = '' }: DicomElement): DicomElement {
  const bytes = Buffer.from(InlineBinary, 'base64');
  if (tag.endsWith('01') && bytes.length === 2) return { vr: 'US', Value: [bytes.readUInt16LE(0)] };
  const text = bytes.toString('utf8').replace(/[\s\0]+$/, '');
  return { vr: tag.slice(4, 6) === '00' ? 'LO' : 'UT', Value: [text] };
}
