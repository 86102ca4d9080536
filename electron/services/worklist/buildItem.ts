import type { Readiness, ReportProgress, WorklistItem } from '#shared/contract/worklist.ts';
import { instantOf, readDate, readTime, readTimezoneOffset } from '#shared/dicom/dateTime.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import { type DueHours, dueStart, dueTime, type Priority } from '#shared/worklist/priority.ts';
import type { KnownStudy } from './knownStudies.ts';

export interface ItemContext {
  readonly archiveName: string;
  readonly assigned: boolean;
  /** Of an archive of which nothing is fetched ahead. */
  readonly onlyWhenOpened?: boolean;
  readonly priorCount: number;
  readonly readiness: Readiness;
  readonly report: ReportProgress;
  /** Something was sent from here: a structured report in the archive may be that. */
  readonly wasReportSent: boolean;
  readonly due: DueRule;
}

/** What turns a study's times into a due time. */
export interface DueRule {
  readonly hours: DueHours;
  /** This computer's offset from UTC, for the studies that do not say their site's. */
  readonly localOffsetMinutes: number;
}

/** The reader's choice, else the request's word, else routine. */
export function priorityOf(known: KnownStudy): Priority {
  return known.chosenPriority ?? known.fields.requestedPriority ?? 'ROUTINE';
}

/** When the report of a study is due, epoch ms. */
export function dueAtOf(known: KnownStudy, { hours, localOffsetMinutes }: DueRule): number {
  const priority = priorityOf(known);
  return dueTime(dueStart(known.firstSeenAt, priority, acquiredAt(known, localOffsetMinutes)), priority, hours);
}

/** Study date and time are the site's own (PS3.3 C.12.1.1.8); without both there is no instant. */
function acquiredAt({ attributes, fields }: KnownStudy, localOffsetMinutes: number): number | undefined {
  const [date, time] = [readDate(fields.studyDate), readTime(fields.studyTime)];
  if (!date || time === undefined) return undefined;
  return instantOf(date, time, readTimezoneOffset(textOf(attributes, 'TimezoneOffsetFromUTC')) ?? localOffsetMinutes);
}

/** One row of the worklist. What is not known is left out. */
export function buildItem(known: KnownStudy, context: ItemContext): WorklistItem {
  const { fields, study, firstSeenAt } = known;
  const priority = priorityOf(known);
  return {
    study,
    archiveName: context.archiveName,
    patientName: fields.identity.name,
    ...(fields.nameNotReadable && { nameNotReadable: true }),
    patientId: fields.identity.patientId,
    ...(fields.identity.issuer && { issuerOfPatientId: fields.identity.issuer }),
    patientSex: fields.patientSex,
    patientBirthDate: fields.identity.birthDate,
    patientAge: fields.patientAge,
    accessionNumber: fields.accessionNumber,
    modalities: [...fields.modalities],
    bodyPart: fields.bodyPart,
    studyDescription: fields.studyDescription,
    indication: fields.indication,
    referringPhysician: fields.referringPhysician,
    institutionName: fields.institutionName,
    studyDate: fields.studyDate,
    studyTime: fields.studyTime,
    numberOfSeries: fields.numberOfSeries,
    numberOfInstances: fields.numberOfInstances,
    priority,
    assigned: context.assigned,
    ...(context.onlyWhenOpened && { onlyWhenOpened: true }),
    dueAt: dueAtOf(known, context.due),
    firstSeenAt,
    priorCount: context.priorCount,
    readiness: context.readiness,
    report: context.report,
    ...(fields.hasStructuredReport && !context.wasReportSent && { reportElsewhere: true }),
  };
}
