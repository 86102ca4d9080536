import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import { readPart10 } from '../files/readPart10.ts';
import type { ReceivingStudies, StoredInstance } from '../storedStudies.ts';
import { acceptsType, readAccept } from './acceptHeader.ts';
import { answerJson, answerStatus, type PracticeRequest, type PracticeResponse } from './message.ts';
import { readParts } from './multipart.ts';

/** Failure reasons (PS3.18 table I.2-2, PS3.7 annex C). */
const failureReason = { duplicate: 0x0111, otherStudy: 0xa900, notUnderstood: 0xc000 } as const;

type PartOutcome =
  | { readonly stored: StoredInstance }
  | { readonly refused: StoredInstance | undefined; readonly reason: number };

/** STOW-RS (PS3.18 section 10.5): stores each part, answers for each; 200 all, 202 some, 409 none. */
export async function store(
  request: PracticeRequest,
  receiving: ReceivingStudies,
  study: string | undefined,
  root: string,
): Promise<PracticeResponse> {
  const contentType = request.headers.get('content-type') ?? '';
  if (!/^multipart\/related\b/i.test(contentType))
    return answerStatus(415, 'multipart/related; type="application/dicom"');
  if (!acceptsType(readAccept(request.headers.get('accept')), 'application/dicom+json', 'application/json')) {
    return answerStatus(406);
  }
  const parts = readParts(contentType, request.body);
  if (!parts || parts.length === 0) return answerStatus(400, 'the body does not keep to its boundary');
  const outcomes: PartOutcome[] = [];
  for (const part of parts) {
    const type = part.headers['content-type'] ?? 'application/dicom';
    if (!/^application\/dicom\s*(;|$)/i.test(type))
      outcomes.push({ refused: undefined, reason: failureReason.notUnderstood });
    else outcomes.push(await storePart(receiving, part.body, study));
  }
  return answerOutcomes(outcomes, root);
}

async function storePart(
  receiving: ReceivingStudies,
  part10: Uint8Array,
  study: string | undefined,
): Promise<PartOutcome> {
  const read = readPart10(part10);
  if (!read) return { refused: undefined, reason: failureReason.notUnderstood };
  const asked = { attributes: read.attributes, transferSyntaxUID: read.transferSyntaxUID, frameCount: 0 };
  if (study !== undefined && textOf(read.attributes, 'StudyInstanceUID') !== study) {
    return { refused: asked, reason: failureReason.otherStudy };
  }
  const outcome = await receiving.store(part10);
  if (outcome.kind === 'notDicom') return { refused: asked, reason: failureReason.notUnderstood };
  if (outcome.kind === 'differs') return { refused: outcome.instance, reason: failureReason.duplicate };
  return { stored: outcome.instance };
}

function answerOutcomes(outcomes: readonly PartOutcome[], root: string): PracticeResponse {
  const stored = outcomes.flatMap((outcome) => ('stored' in outcome ? [storedItem(outcome.stored, root)] : []));
  const failed = outcomes.flatMap((outcome) =>
    'stored' in outcome ? [] : [failedItem(outcome.refused, outcome.reason)],
  );
  const answer: DicomDataset = {
    ...(failed.length > 0 && { '00081198': { vr: 'SQ', Value: failed } }),
    ...(stored.length > 0 && { '00081199': { vr: 'SQ', Value: stored } }),
  };
  return answerJson(failed.length === 0 ? 200 : stored.length > 0 ? 202 : 409, answer);
}

function referenceOf({ attributes }: StoredInstance): DicomDataset {
  return {
    '00081150': { vr: 'UI', Value: [textOf(attributes, 'SOPClassUID') ?? null] },
    '00081155': { vr: 'UI', Value: [textOf(attributes, 'SOPInstanceUID') ?? null] },
  };
}

function storedItem(instance: StoredInstance, root: string): DicomDataset {
  const uid = (keyword: 'StudyInstanceUID' | 'SeriesInstanceUID' | 'SOPInstanceUID') =>
    textOf(instance.attributes, keyword) ?? '';
  const path = `studies/${uid('StudyInstanceUID')}/series/${uid('SeriesInstanceUID')}/instances/${uid('SOPInstanceUID')}`;
  return { ...referenceOf(instance), '00081190': { vr: 'UR', Value: [`${root}/${path}`] } };
}

function failedItem(instance: StoredInstance | undefined, reason: number): DicomDataset {
  return { ...(instance && referenceOf(instance)), '00081197': { vr: 'US', Value: [reason] } };
}
