import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { Keyword } from '#shared/dicom/attributes.ts';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import { isUID } from '#shared/dicom/uids.ts';
import { openFile } from './fileHeader.ts';
import type { ParsedInstance } from './index.ts';
import { damaged, FileRefused, limits } from './limits.ts';
import { framesOf } from './pixelFrames.ts';
import { readElements } from './readElements.ts';

const identity: readonly Keyword[] = ['SOPClassUID', 'SOPInstanceUID', 'StudyInstanceUID', 'SeriesInstanceUID'];

/** Reads one file. Whatever is wrong with it becomes a failure whose details are our own words only. */
export function readInstance(bytes: Uint8Array): Result<ParsedInstance, Failure> {
  try {
    return succeed(read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
  } catch (error) {
    if (error instanceof FileRefused) return fail(failureOf(error.code, error.details));
    throw error;
  }
}

function read(file: Buffer): ParsedInstance {
  if (file.length > limits.fileBytes) throw new FileRefused('DicomTooLarge', { sizeBytes: file.length });
  const { reader, explicit, transferSyntaxUID, inflated } = openFile(file);
  const elements = readElements(reader, explicit);
  checkIdentity(elements.dataset);
  const frames = framesOf(elements, reader.bytes, transferSyntaxUID);
  return {
    attributes: elements.dataset,
    transferSyntaxUID,
    frames,
    ...(elements.document ? { document: [elements.document] } : {}),
    ...(inflated ? { inflated } : {}),
  };
}

function checkIdentity(dataset: DicomDataset): void {
  for (const keyword of identity) {
    const uid = textOf(dataset, keyword);
    if (uid === undefined || !isUID(uid)) throw damaged(keyword);
  }
}
