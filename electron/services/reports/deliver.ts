import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import type { SOPInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';
import { identityOf, type PatientIdentity, samePatient } from '#shared/reports/identity.ts';
import type { ArchiveClient, RequestOptions } from '../archive/index.ts';

export interface Parcel {
  readonly studyInstanceUID: StudyInstanceUID;
  readonly sopInstanceUID: SOPInstanceUID;
  /** Whom it was signed for. */
  readonly identity: PatientIdentity;
  readonly part10: Uint8Array;
  /** It may be there already: an answer can be lost after the archive has stored. */
  readonly sentBefore: boolean;
}

/**
 * One attempt to bring a report into its archive. Succeeds only when the archive, asked anew, says that it has it;
 * an answer to the sending alone is no proof (some archives answer before they index, or refuse what they have).
 */
export async function deliver(
  archive: ArchiveClient,
  parcel: Parcel,
  signal: AbortSignal,
): Promise<Result<void, Failure>> {
  const options: RequestOptions = { lane: 'background', signal };
  const identity = await checkIdentity(archive, parcel, options);
  if (!identity.ok) return identity;
  const confirm = () => archive.hasInstance(parcel.studyInstanceUID, parcel.sopInstanceUID, options);
  if (parcel.sentBefore) {
    const there = await confirm();
    if (!there.ok) return there;
    if (there.value) return succeed(undefined);
  }
  const stored = await archive.storeInstance(parcel.studyInstanceUID, parcel.sopInstanceUID, parcel.part10, options);
  const confirmed = await confirm();
  if (confirmed.ok && confirmed.value) return succeed(undefined);
  if (!stored.ok) return stored;
  return confirmed.ok ? fail(failureOf('ArchiveFailed', { reason: 'storedButNotFound' })) : confirmed;
}

/** The study must still be there, and still be this patient's (reporting.md section 11). */
async function checkIdentity(
  archive: ArchiveClient,
  parcel: Parcel,
  options: RequestOptions,
): Promise<Result<void, Failure>> {
  const found = await archive.searchStudies({ studyInstanceUID: parcel.studyInstanceUID }, options);
  if (!found.ok) return found;
  // Some archives ignore a filter that they do not know, and answer everything.
  const studies = found.value.filter((study) => textOf(study, 'StudyInstanceUID') === parcel.studyInstanceUID);
  if (studies.length === 0) return fail(failureOf('StudyChanged', { reason: 'studyNotInArchive' }));
  const same = studies.every((study) => samePatient(parcel.identity, identityOf(study)));
  return same ? succeed(undefined) : fail(failureOf('IdentityChanged'));
}
