import type { World } from '#electron/base/world.ts';
import type { StudyCache } from '#electron/services/cache/index.ts';
import type { Displays } from '#electron/services/displays/index.ts';
import type { ReadinessBook } from '#electron/services/prefetch/index.ts';
import type { Records } from '#electron/services/records/index.ts';
import { createReports, type ReportAudit, type Reports } from '#electron/services/reports/index.ts';
import type { Settings } from '#electron/services/settings/index.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { Readiness, ReportProgress } from '#shared/contract/worklist.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import type { OwnReports } from '#shared/worklist/archiveLook.ts';
import type { Announcements } from './announcements.ts';
import { imageModalities } from './imageModalities.ts';
import { imagesAtSigning } from './imagesAtSigning.ts';
import { imagesToShow } from './imagesToShow.ts';
import type { OpenArchives } from './openArchives.ts';
import { ReportProgressMemo } from './reportProgressMemo.ts';

export interface ReportsNeeds {
  readonly world: World;
  readonly records: Records;
  readonly cache: StudyCache;
  readonly settings: Settings;
  readonly archives: OpenArchives;
  readonly audit: ReportAudit;
  readonly displays: Displays;
  readonly announcements: Announcements;
  readonly appVersion: string;
  readonly attributesOf: (study: StudyRef) => DicomDataset | undefined;
  readonly lastLook: (study: StudyRef) => ReturnType<ReadinessBook['lastLook']>;
  readonly readinessOf: (study: StudyRef) => Readiness;
  readonly changeOf: (study: StudyRef) => Failure | undefined;
  /** Answers soon whether the archive has said what it has of the study now. */
  readonly askArchive: (study: StudyRef) => Promise<boolean>;
  readonly onSigned: (study: StudyRef) => void;
  /** Reports got into their study, at the start and whenever that changes: what the archive counts more is no image. */
  readonly onSent: (study: StudyRef, own: OwnReports) => void;
}

/** The reports, and how far each is for its row of the worklist. */
export function joinReports(needs: ReportsNeeds): {
  readonly reports: Reports;
  readonly progressOf: (study: StudyRef) => ReportProgress | undefined;
} {
  const { world, records, cache, settings, archives, audit, announcements, appVersion } = needs;
  const progress = new ReportProgressMemo((study) => reports.progressOf(study));
  const reports = createReports({
    world,
    records,
    audit,
    settings,
    appVersion,
    findArchive: (archiveId) => archives.clientOf(archiveId),
    describeArchive: (archiveId) => archives.find(archiveId),
    readStudyAttributes: (study) => {
      const attributes = needs.attributesOf(study);
      return attributes && { attributes, series: cache.readSeries(study) };
    },
    lastLook: needs.lastLook,
    imagesOf: (study) => imagesAtSigning(study, cache, needs.readinessOf(study), needs.lastLook(study)),
    imagesToShow: (study) => imagesToShow(study, cache),
    displaysOf: (study, shownOn) => needs.displays.atSigning(shownOn, imageModalities(study, cache), study.archiveId),
    changeOf: needs.changeOf,
    askArchive: needs.askArchive,
    onSigned: needs.onSigned,
    emit: (event) => {
      if (event.event === 'reports.changed') {
        progress.forget(event.study);
        noteSent(event.reportId);
      }
      announcements.emit(event);
      announcements.listChanged();
    },
  });
  const noteSent = (reportId?: string) => {
    for (const { study, own } of reports.sentReports(reportId)) needs.onSent(study, own);
  };
  noteSent();
  return { reports, progressOf: (study) => progress.of(study) };
}
