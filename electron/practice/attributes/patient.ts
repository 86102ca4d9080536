import { ageOn, readDate, writeDate, writeTime, writeTimezoneOffset } from '#shared/dicom/dateTime.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import type { DrawingTime } from '../studies/plannedStudy.ts';
import { buildAttributes } from './buildAttributes.ts';
import { practiceUid } from './practiceUids.ts';

export interface PracticePatient {
  readonly id: string;
  readonly name: { readonly Alphabetic: string; readonly Ideographic?: string; readonly Phonetic?: string };
  readonly sex: 'F' | 'M';
  /** Age on the day of the drawing, and month and day of birth. */
  readonly ageYears: number;
  readonly birthday: string;
}

export interface StudyDetails {
  readonly key: string;
  readonly patient: PracticePatient;
  /** How long before the drawing the study was made. */
  readonly minutesAgo: number;
  readonly modality: string;
  readonly description: string;
  readonly bodyPart: string;
  readonly institution: string;
  readonly station: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly referrer: { readonly Alphabetic: string; readonly Ideographic?: string };
  readonly indication: string;
  /** A term of Requested Procedure Priority (PS3.3 C.4.11): urgent is HIGH. */
  readonly priority: 'STAT' | 'HIGH' | 'ROUTINE';
  readonly accession: string;
}

/** Patient, general study and general equipment modules (PS3.3 C.7.1.1, C.7.2.1, C.7.5.1), and the request. */
export function studyAttributes(details: StudyDetails, time: DrawingTime): DicomDataset {
  const instant = time.nowMs - details.minutesAgo * 60_000;
  const date = writeDate(instant, time.offsetMinutes);
  const { patient } = details;
  const today = writeDate(time.nowMs, time.offsetMinutes);
  const birthYear = Number(today.slice(0, 4)) - patient.ageYears - (patient.birthday > today.slice(4) ? 1 : 0);
  const birthDate = `${birthYear}${patient.birthday}`;
  const [birth, day] = [readDate(birthDate), readDate(date)];
  const age = birth && day ? ageOn(birth, day) : undefined;
  const request = buildAttributes({
    RequestedProcedureID: details.accession,
    RequestedProcedureDescription: details.description,
    ReasonForTheRequestedProcedure: details.indication,
    ScheduledProcedureStepID: details.accession,
  });
  return buildAttributes({
    SpecificCharacterSet: 'ISO_IR 192',
    TimezoneOffsetFromUTC: writeTimezoneOffset(time.offsetMinutes),
    PatientName: [patient.name],
    PatientID: patient.id,
    PatientBirthDate: birthDate,
    PatientSex: patient.sex,
    ...(age !== undefined && { PatientAge: age }),
    StudyInstanceUID: practiceUid(details.key),
    StudyDate: date,
    StudyTime: writeTime(instant, time.offsetMinutes),
    StudyID: details.accession.slice(-4),
    AccessionNumber: details.accession,
    StudyDescription: details.description,
    ReferringPhysicianName: [details.referrer],
    InstitutionName: details.institution,
    StationName: details.station,
    Manufacturer: details.manufacturer,
    ManufacturerModelName: details.model,
    DeviceSerialNumber: 'PRACTICE',
    SoftwareVersions: '1',
    BodyPartExamined: details.bodyPart,
    RequestedProcedureDescription: details.description,
    ReasonForTheRequestedProcedure: details.indication,
    RequestedProcedurePriority: details.priority,
    RequestAttributesSequence: [request],
  });
}

/** Date and time of something that happened some minutes after the study began. */
export function minutesInto(details: StudyDetails, time: DrawingTime, minutes: number): { date: string; time: string } {
  const instant = time.nowMs - (details.minutesAgo - minutes) * 60_000;
  return { date: writeDate(instant, time.offsetMinutes), time: writeTime(instant, time.offsetMinutes) };
}

/** The times of a series, its acquisition and its images, when all of it was made in one minute of the visit. */
export function seriesTimes(details: StudyDetails, time: DrawingTime, minutes: number) {
  const { date, time: clock } = minutesInto(details, time, minutes);
  return {
    SeriesDate: date,
    SeriesTime: clock,
    AcquisitionDate: date,
    AcquisitionTime: clock,
    ContentDate: date,
    ContentTime: clock,
  };
}
