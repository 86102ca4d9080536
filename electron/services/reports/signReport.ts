import { createHash } from 'node:crypto';
import { transact } from '#electron/base/database/transaction.ts';
import { writePart10 } from '#electron/base/dicom/part10.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { DisplayAtSigning, JudgedDisplays } from '#shared/contract/displays.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { type ImagesAtSigning, unseenImages } from '#shared/contract/imagesAtSigning.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { uidFromRandom } from '#shared/dicom/uids.ts';
import type { ShownOn } from '#shared/displays/shownOn.ts';
import { canonicalSections, canonicalText } from '#shared/reports/canonicalText.ts';
import { identityOf, type PatientIdentity, samePatient } from '#shared/reports/identity.ts';
import { emptySections, type SignedText, type Signer } from '#shared/reports/report.ts';
import { structuredReport } from '#shared/reports/structuredReport.ts';
import { type Signing, sign } from '#shared/reports/transitions.ts';
import { findAt } from './drafts.ts';
import { imagesForAudit, type LastLooks, lookNow, type SeenImages } from './lastLooks.ts';
import type { ReportContext, StudyForReport } from './reportParts.ts';
import type { OutboxTable, ReportRow, ReportTables, VersionRow } from './reportTables.ts';
import { evidenceOf, holdsAnotherPatient, studyAttributesOf } from './studyFacts.ts';

export interface Preview {
  readonly canonicalText: string;
  readonly signerName: string;
  readonly destination: string;
  readonly warnings: Failure[];
  readonly images?: ImagesAtSigning;
  readonly look?: number;
  readonly displays?: DisplayAtSigning[];
}

/** What the signer says beside the text. */
export interface SigningInput {
  readonly reportId: string;
  readonly revision: number;
  readonly mixedStudyChecked?: boolean | undefined;
  readonly missingChecked?: number | undefined;
  readonly notViewed?: number | undefined;
  /** The look that was shown, as `previewReport` named it. */
  readonly look?: number | undefined;
  readonly notDrawn?: number | undefined;
  readonly shownOn?: readonly ShownOn[] | undefined;
}

interface PreviewInput {
  readonly reportId: string;
  readonly revision: number;
  readonly notDrawn?: number | undefined;
  readonly shownOn?: readonly ShownOn[] | undefined;
}

/** What signing at this revision would sign, for whom and whereto; and what would refuse it or should be known. */
export function previewReport(
  context: ReportContext,
  tables: ReportTables,
  looks: LastLooks,
  input: PreviewInput,
  askedNow = false,
): Result<Preview, Failure> {
  const found = findAt(tables, input.reportId, input.revision);
  if (!found.ok) return found;
  const report = found.value;
  const signer = context.readSigner();
  const study = context.readStudyAttributes(report.study);
  const archive = context.describeArchive(report.study.archiveId);
  const seen = lookNow(context, report.study, input.notDrawn, askedNow);
  const limitations = seen.images?.limitations;
  const legal = sign(report.verification, report.draft, signer, limitations);
  const warnings: Failure[] = [];
  if (!legal.ok) warnings.push(legal.failure);
  if (!study) warnings.push(failureOf('NotFound'));
  else if (!isSamePatient(report, study)) warnings.push(failureOf('IdentityChanged', { reason: 'sinceBegun' }));
  else if (isMixed(context, report.study, study)) warnings.push(failureOf('ImagesOfAnotherPatient'));
  // More has come to the archive than is here: the reader weighs whether to wait for it (link.md V8).
  const look = context.lastLook?.(report.study);
  const { images } = seen;
  const hasGrown = !images && look?.counted !== undefined && look.counted > look.listed;
  // Images were corrected at the site, or other bytes came under a known name (V5).
  const isCorrected = context.changeOf?.(report.study)?.code === 'StudyChanged';
  if (hasGrown || isCorrected) warnings.push(failureOf('StudyChanged'));
  if (!archive || archive.kind === 'disc') warnings.push(failureOf('NoDestination'));
  const kind = report.verification === 'VERIFIED' ? 'addendum' : 'final';
  const on = input.shownOn && context.displaysOf?.(report.study, input.shownOn);
  if (on?.isRefused && kind === 'final') warnings.push(displayRefused(on));
  else if (on?.displays.some(({ short }) => short)) warnings.push(failureOf('DisplayShort'));
  return succeed({
    canonicalText: canonicalText(kind, report.draft, limitations),
    signerName: signer.name.trim(),
    destination: archive?.name ?? '',
    warnings,
    ...(images && { images, look: looks.keep(report.reportId, seen) }),
    ...(on && { displays: [...on.displays] }),
  });
}

/**
 * Signs the draft as it stands at `revision`. One transaction: the version with its finished file, the report, the
 * delivery and the audit line; when this answers, all four are on the disk. No network is touched. Where an image names
 * another patient (T22), only a person who has compared the names can let it be signed; where images were not to be seen,
 * only one who has said that it leaves without so many (P6). The text says what it was signed without, in words, and the
 * object names as evidence what was to be seen and nothing else (PS3.3 C.17.2.3).
 */
export function signReport(
  context: ReportContext,
  tables: ReportTables,
  outbox: OutboxTable,
  looks: LastLooks,
  input: SigningInput,
): Result<ReportRow, Failure> {
  return transact(context.database, (): Result<ReportRow, Failure> => {
    const found = findAt(tables, input.reportId, input.revision);
    if (!found.ok) return found;
    const report = found.value;
    const signer = context.readSigner();
    const study = context.readStudyAttributes(report.study);
    if (!study) return fail(failureOf('NotFound'));
    const seen = looks.shown(report.reportId, input.look, lookNow(context, report.study, input.notDrawn));
    const { images } = seen;
    const legal = sign(report.verification, report.draft, signer, images?.limitations);
    if (!legal.ok) return legal;
    if (!isSamePatient(report, study)) return fail(failureOf('IdentityChanged', { reason: 'sinceBegun' }));
    const mixed = isMixed(context, report.study, study);
    if (mixed && input.mixedStudyChecked !== true) return fail(failureOf('ImagesOfAnotherPatient'));
    const missing = images ? unseenImages(images) : 0;
    if (missing > (input.missingChecked ?? 0)) return fail(failureOf('ImagesMissing', { missing }));
    const on = context.displaysOf?.(report.study, input.shownOn ?? []);
    if (on?.isRefused && legal.value.kind === 'final') return fail(displayRefused(on));
    const known = { seen, notViewed: input.notViewed, displays: input.shownOn && on?.displays };
    const version = writeVersion(context, tables, { report, signer, study, signing: legal.value, known });
    const signed: ReportRow = {
      ...report,
      revision: report.revision + 1,
      verification: legal.value.to,
      draft: emptySections,
      identity: undefined,
      savedAt: undefined,
    };
    tables.update(signed);
    queueDelivery(context, outbox, report, version.version);
    const look = context.lastLook?.(report.study);
    const audited = context.audit.append('report.signed', {
      // What the signer could know of the study, also with the line down (link.md V8).
      ...(look && { imagesListed: look.listed }),
      ...(look?.counted !== undefined && { imagesAtArchive: look.counted }),
      ...(look?.at !== undefined && { lastLookAt: look.at }),
      ...(mixed && { mixedStudyChecked: 1 }),
      ...(images && imagesForAudit(images)),
      ...(input.notViewed !== undefined && { imagesNotViewed: input.notViewed }),
      ...(known.displays && {
        displays: known.displays.map(displayForAudit).join(' '),
        imagesOnShortOnly: on?.imagesOnShortOnly ?? 0,
      }),
      reportId: report.reportId,
      version: version.version,
      sopInstanceUID: version.sopInstanceUID,
      digest: version.digest,
    });
    return audited.ok ? succeed(signed) : audited;
  });
}

function writeVersion(
  context: ReportContext,
  tables: ReportTables,
  act: {
    report: ReportRow;
    signer: Signer;
    study: StudyForReport;
    signing: Signing;
    known: { seen: SeenImages; notViewed: number | undefined; displays: readonly DisplayAtSigning[] | undefined };
  },
): VersionRow {
  const { report, signer, study, signing, known } = act;
  const { clock, random } = context.world;
  const earlier = tables.versionsOf(report.reportId);
  const signedAt = clock.now();
  const offsetMinutes = clock.offsetMinutes(signedAt);
  const sections = canonicalSections(report.draft);
  const version: VersionRow = {
    version: earlier.length + 1,
    kind: signing.kind,
    sections,
    digest: createHash('sha256').update(signing.canonicalText, 'utf8').digest('hex'),
    signer,
    signedAt,
    identity: report.identity ?? identityOf(study.attributes),
    sopInstanceUID: uidFromRandom(random.bytes(16)),
    images: known.seen.images,
    notViewed: known.notViewed,
    displays: known.displays && [...known.displays],
  };
  const predecessor = earlier.at(-1);
  const [first = version, ...later] = [...earlier, version];
  const dataset = structuredReport({
    studyAttributes: studyAttributesOf(study),
    evidence: evidenceOf(study, known.seen.instances),
    texts: [signedText(first), ...later.map(signedText)],
    sopInstanceUID: version.sopInstanceUID,
    seriesInstanceUID: report.seriesInstanceUID,
    instanceNumber: version.version,
    ...(predecessor && { predecessorUID: predecessor.sopInstanceUID }),
    offsetMinutes,
    softwareVersion: context.appVersion,
  });
  tables.insertVersion({
    ...version,
    reportId: report.reportId,
    canonicalText: signing.canonicalText,
    offsetMinutes,
    part10: writePart10(dataset),
  });
  return version;
}

/** For the trail: the grade, when it was checked, whether it is short for the study, and how many images it has shown. */
function displayForAudit({ grade, checkedAt, short, images }: DisplayAtSigning): string {
  const shown = images === undefined ? '' : `:images=${images}`;
  return `${grade}@${checkedAt ?? 'never'}${short ? ':short' : ''}${shown}`;
}

function displayRefused({ imagesOnShortOnly: images }: JudgedDisplays): Failure {
  return failureOf('DisplayRefused', images > 0 ? { images } : {});
}

function signedText(version: VersionRow): SignedText {
  return { ...version, limitations: version.images?.limitations };
}

/** A disc takes nothing back: its reports are kept, and say at once that a person must see to them. */
function queueDelivery(context: ReportContext, outbox: OutboxTable, report: ReportRow, version: number): void {
  const isDisc = context.describeArchive(report.study.archiveId)?.kind === 'disc';
  outbox.insert({
    deliveryId: context.world.random.uuid(),
    reportId: report.reportId,
    version,
    archiveId: report.study.archiveId,
    state: isDisc ? 'parked' : 'queued',
    failure: isDisc ? failureOf('NoDestination') : undefined,
    now: context.world.clock.now(),
  });
}

/** Images name another patient, or were another patient's when they were last looked at (T22). */
function isMixed(context: ReportContext, study: StudyRef, known: StudyForReport): boolean {
  return holdsAnotherPatient(known) || context.changeOf?.(study)?.code === 'IdentityChanged';
}

function isSamePatient(report: ReportRow, study: StudyForReport): boolean {
  const bound: PatientIdentity = report.identity ?? identityOf(study.attributes);
  return samePatient(bound, identityOf(study.attributes));
}
