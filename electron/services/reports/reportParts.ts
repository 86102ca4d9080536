import type { Database } from '#electron/base/database/openDatabase.ts';
import type { World } from '#electron/base/world.ts';
import type { Result } from '#shared/base/result.ts';
import type { JudgedDisplays } from '#shared/contract/displays.ts';
import type { HostEvent } from '#shared/contract/events.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { ImagesAtSigning } from '#shared/contract/imagesAtSigning.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import type { ArchiveId, StudyRef } from '#shared/dicom/frameKey.ts';
import type { ShownOn } from '#shared/displays/shownOn.ts';
import type { Signer } from '#shared/reports/report.ts';
import type { ArchiveClient } from '../archive/index.ts';

/** A study as it is known here, without asking anybody: signing must work with the line down. */
export interface StudyForReport {
  /** What the archive's search answered. */
  readonly attributes: DicomDataset;
  /** The attributes of its series, as far as they are here. */
  readonly series: readonly { readonly seriesInstanceUID: string; readonly instances: readonly DicomDataset[] }[];
}

/** Joins the open transaction: a report and its line in the audit trail are committed together or not at all. */
export interface ReportAudit {
  append(action: string, details: Readonly<Record<string, string | number>>): Result<unknown, Failure>;
}

/** What of a study's images can be seen here, apart from what has not come. */
export interface ImagesToShow {
  /** Gaps that the archive itself has, and images that are here and that nobody here can show. */
  readonly counts: Pick<ImagesAtSigning, 'lacking' | 'notShown'>;
  /** Of which something is here and can be shown, by SOP Instance UID: what a report may name as its evidence. */
  readonly instances: ReadonlySet<string>;
}

/** What the parts of this room share. */
export interface ReportContext {
  readonly world: World;
  readonly database: Database;
  readonly audit: ReportAudit;
  readonly appVersion: string;
  readSigner(): Signer;
  readStudyAttributes(study: StudyRef): StudyForReport | undefined;
  /** `undefined`: not configured here (any more). */
  describeArchive(
    archiveId: ArchiveId,
  ): { readonly name: string; readonly kind: 'practice' | 'dicomweb' | 'disc' } | undefined;
  findArchive(archiveId: ArchiveId): ArchiveClient | undefined;
  /** When the archive was last asked what it has of a study, what it counted, and how many instances were here. */
  lastLook?(study: StudyRef): { readonly at?: number; readonly counted?: number; readonly listed: number } | undefined;
  /** What is here of a study's images; undefined where nobody counts them. */
  imagesOf?(study: StudyRef): Omit<ImagesAtSigning, 'askedNow'> | undefined;
  /** What of a study's images can be shown, and what never will; without it nobody knows. */
  imagesToShow?(study: StudyRef): ImagesToShow | undefined;
  /** The monitors that a study was shown on, graded now, and whether its site takes no final report that was read so. */
  displaysOf?(study: StudyRef, shownOn: readonly ShownOn[]): JudgedDisplays;
  /** What has become of a study at its archive since its images came here; undefined where they are what it has now. */
  changeOf?(study: StudyRef): Failure | undefined;
  /** Asks the study's archive what it has of it now. Answers soon, and whether it was told. */
  askArchive?(study: StudyRef): Promise<boolean>;
  /** A version was signed; what comes to its study from now on asks for an addendum. */
  onSigned?(study: StudyRef): void;
  emit(event: HostEvent): void;
}
