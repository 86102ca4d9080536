import type { Readiness, ReportProgress, WorklistItem } from '#shared/contract/worklist.ts';
import { type DueHours, dueTime, type Priority } from '#shared/worklist/priority.ts';
import type { KnownStudy } from './knownStudies.ts';

export interface ItemContext {
  readonly archiveName: string;
  readonly assigned: boolean;
  readonly priorCount: number;
  readonly readiness: Readiness;
  readonly report: ReportProgress;
  readonly dueHours: DueHours;
}

/** The reader's choice, else the request's word, else routine. */
export function priorityOf(known: KnownStudy): Priority {
  return known.chosenPriority ?? known.fields.requestedPriority ?? 'ROUTINE';
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
    dueAt: dueTime(firstSeenAt, priority, context.dueHours),
    firstSeenAt,
    priorCount: context.priorCount,
    readiness: context.readiness,
    report: context.report,
  };
}
