import type { ConnectionCheck } from '#shared/contract/archives.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { failureOfRefusal } from '#shared/contract/frameRefusals.ts';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import { checkEncodedFrame, encodedFrameShapeOf } from '#shared/dicom/frameCheck.ts';
import { transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import { isUID, type SeriesInstanceUID, type SOPInstanceUID, type StudyInstanceUID } from '#shared/dicom/uids.ts';
import type { ArchiveClient, ReceivedFrame, RequestOptions } from './index.ts';
import { oneOfEachKind } from './oneOfEachKind.ts';
import type { InstanceAddress } from './wado.ts';

/** Studies looked into: one of each kind of modality, so that several transfer syntaxes are met. */
const maxSampled = 4;

export interface Sample {
  readonly checks: readonly ConnectionCheck[];
  /** An instance whose first frame came. */
  readonly frame?: InstanceAddress;
}

/** Retrieves a little of a few studies: metadata of a series, one frame, and in which transfer syntaxes they come. */
export async function sampleStudies(
  client: ArchiveClient,
  studies: readonly DicomDataset[],
  options: RequestOptions,
): Promise<Sample> {
  const syntaxes = new Map<string, boolean>();
  let frame: InstanceAddress | undefined;
  let metadata: ConnectionCheck = { check: 'retrieveMetadata', outcome: 'notTried' };
  let frames: ConnectionCheck = { check: 'retrieveFrames', outcome: 'notTried' };
  for (const study of oneOfEachKind(studies, maxSampled)) {
    const image = await firstImage(client, study, options);
    if ('failure' in image) {
      if (metadata.outcome !== 'works')
        metadata = { check: 'retrieveMetadata', outcome: 'fails', failure: image.failure };
      continue;
    }
    metadata = { check: 'retrieveMetadata', outcome: 'works' };
    if (!image.address) continue;
    const received = await firstFrame(client, image.address, image.attributes, options);
    if ('failure' in received) {
      // One study that works and one that does not: some of this archive's images cannot be had.
      const outcome = frames.outcome === 'works' ? 'limited' : 'fails';
      frames = { check: 'retrieveFrames', outcome, failure: received.failure };
      continue;
    }
    frame = image.address;
    if (frames.outcome === 'notTried') frames = { check: 'retrieveFrames', outcome: 'works' };
    else if (frames.outcome === 'fails') frames = { ...frames, outcome: 'limited' };
    const syntax = transferSyntaxes.get(received.transferSyntaxUID);
    syntaxes.set(syntax?.name ?? received.transferSyntaxUID, syntax !== undefined);
  }
  const checks = [metadata, frames, syntaxCheck(syntaxes)];
  return frame ? { checks, frame } : { checks };
}

function syntaxCheck(syntaxes: ReadonlyMap<string, boolean>): ConnectionCheck {
  if (syntaxes.size === 0) return { check: 'transferSyntaxes', outcome: 'notTried' };
  const readable = [...syntaxes.values()].every((drawn) => drawn);
  const details = { names: [...syntaxes.keys()].join(', ') };
  return { check: 'transferSyntaxes', outcome: readable ? 'works' : 'limited', details };
}

type Image =
  | { readonly failure: Failure }
  | { readonly address: InstanceAddress; readonly attributes: DicomDataset }
  | { readonly address?: undefined };

async function firstImage(client: ArchiveClient, row: DicomDataset, options: RequestOptions): Promise<Image> {
  const study = textOf(row, 'StudyInstanceUID') as StudyInstanceUID | undefined;
  if (!study || !isUID(study)) return { failure: failureOf('ArchiveAnswerInvalid', { reason: 'StudyInstanceUID' }) };
  const found = await client.searchSeries(study, options);
  if (!found.ok) return { failure: found.failure };
  const [first] = found.value;
  const series = first && (textOf(first, 'SeriesInstanceUID') as SeriesInstanceUID | undefined);
  if (!series || !isUID(series)) return {};
  const instances = await client.readSeriesMetadata(study, series, options);
  if (!instances.ok) return { failure: instances.failure };
  const attributes = instances.value.find((instance) => encodedFrameShapeOf(instance) !== undefined);
  if (!attributes) return {};
  return { address: { study, series, instance: textOf(attributes, 'SOPInstanceUID') as SOPInstanceUID }, attributes };
}

async function firstFrame(
  client: ArchiveClient,
  address: InstanceAddress,
  attributes: DicomDataset,
  options: RequestOptions,
): Promise<ReceivedFrame | { readonly failure: Failure }> {
  let received: ReceivedFrame | undefined;
  const read = await client.readFrames(
    address,
    [1],
    (frame) => {
      received = frame;
    },
    options,
  );
  if (!read.ok) return { failure: read.failure };
  const description = encodedFrameShapeOf(attributes);
  if (!received || !description) return { failure: failureOf('NoPixelData') };
  const checked = checkEncodedFrame(description, received.transferSyntaxUID, received.bytes);
  return checked.ok || checked.failure.kind === 'unsupported'
    ? received
    : { failure: failureOfRefusal(checked.failure) };
}
