import type { Keyword } from '../dicom/attributes.ts';
import { ageOn, readDate } from '../dicom/dateTime.ts';
import { type DicomDataset, itemsOf, numberOf, textOf, textsOf, valuesOf } from '../dicom/dicomJson.ts';
import { type PersonName, readableNameOf } from '../dicom/personName.ts';
import { nameGroupsOf } from '../dicom/readableName.ts';
import { isReadableText } from '../dicom/readableText.ts';
import { shownText } from '../dicom/shownText.ts';
import type { ListedPatient } from './listedPatient.ts';
import { type Priority, readPriority } from './priority.ts';

/** What a study's own attributes say for a row of the worklist. What is missing is undefined, never invented. */
export interface WorklistFields {
  readonly identity: ListedPatient;
  /** A name was written, and what the archive has left of it cannot be read (rule A10). */
  readonly nameNotReadable: boolean;
  readonly patientSex: string | undefined;
  readonly patientAge: string | undefined;
  readonly accessionNumber: string | undefined;
  readonly modalities: readonly string[];
  /** An object of the modality SR is among its series: a report, or a record of dose or measurements (PS3.3 C.7.3.1.1.1). */
  readonly hasStructuredReport: boolean;
  readonly bodyPart: string | undefined;
  readonly studyDescription: string | undefined;
  readonly indication: string | undefined;
  readonly referringPhysician: PersonName | undefined;
  readonly institutionName: string | undefined;
  readonly studyDate: string | undefined;
  readonly studyTime: string | undefined;
  readonly numberOfSeries: number | undefined;
  readonly numberOfInstances: number | undefined;
  readonly requestedPriority: Priority | undefined;
}

/** Reads the QIDO-RS answer of a study (PS3.18 table 10.6.3-3), enriched or not. */
export function readWorklistFields(dataset: DicomDataset): WorklistFields {
  const birthDate = textOf(dataset, 'PatientBirthDate');
  const studyDate = textOf(dataset, 'StudyDate');
  const name = readableNameOf(dataset, 'PatientName');
  return {
    identity: {
      patientId: textOf(dataset, 'PatientID'),
      issuer: textOf(dataset, 'IssuerOfPatientID'),
      name,
      birthDate,
    },
    nameNotReadable: name === undefined && isWritten(valuesOf(dataset, 'PatientName')[0]),
    patientSex: textOf(dataset, 'PatientSex'),
    patientAge: ageOf(dataset, birthDate, studyDate),
    accessionNumber: shown(textOf(dataset, 'AccessionNumber')),
    modalities: readModalities(dataset),
    hasStructuredReport: splitModalities(textsOf(dataset, 'ModalitiesInStudy')).includes('SR'),
    bodyPart: shown(textOf(dataset, 'BodyPartExamined')),
    studyDescription: shown(
      readableTextOf(dataset, 'StudyDescription') ?? readableTextOf(dataset, 'RequestedProcedureDescription'),
    ),
    indication: shown(indicationOf(dataset)),
    referringPhysician: readableNameOf(dataset, 'ReferringPhysicianName'),
    institutionName: shown(readableTextOf(dataset, 'InstitutionName')),
    studyDate,
    studyTime: textOf(dataset, 'StudyTime'),
    numberOfSeries: countOf(dataset, 'NumberOfStudyRelatedSeries'),
    numberOfInstances: countOf(dataset, 'NumberOfStudyRelatedInstances'),
    requestedPriority: readRequestedPriority(dataset),
  };
}

/** As it may stand in a row; the patient's identifiers stay as they are, for studies are compared by them. */
function shown(text: string | undefined): string | undefined {
  return text === undefined ? undefined : shownText(text) || undefined;
}

/** Why the examination was asked for, as the request says it; else the history that came with the images. */
export function indicationOf(dataset: DicomDataset): string | undefined {
  const reasons = itemsOf(dataset, 'RequestAttributesSequence').map((item) =>
    textOf(item, 'ReasonForTheRequestedProcedure'),
  );
  return (
    textOf(dataset, 'ReasonForTheRequestedProcedure') ??
    reasons.find((reason) => reason !== undefined) ??
    textOf(dataset, 'AdditionalPatientHistory')
  );
}

/** Patient's Age as written, where it is a valid AS; else from birth date and study date. */
function ageOf(
  dataset: DicomDataset,
  birthDate: string | undefined,
  studyDate: string | undefined,
): string | undefined {
  const written = textOf(dataset, 'PatientAge');
  if (written && /^\d{3}[DWMY]$/.test(written)) return written;
  const [birth, day] = [readDate(birthDate), readDate(studyDate)];
  return birth && day ? ageOn(birth, day) : undefined;
}

function readableTextOf(dataset: DicomDataset, keyword: Keyword): string | undefined {
  const text = textOf(dataset, keyword);
  return text !== undefined && isReadableText(text) ? text : undefined;
}

/** Carets alone count: they are what stays of a name whose every letter is lost. */
function isWritten(name: unknown): boolean {
  return nameGroupsOf(name).some((group) => group.trim() !== '');
}

function readModalities(dataset: DicomDataset): readonly string[] {
  const listed = textsOf(dataset, 'ModalitiesInStudy');
  const all = listed.length > 0 ? listed : textsOf(dataset, 'Modality');
  const modalities = [...new Set(splitModalities(all))].filter((text) => text !== '');
  const images = modalities.filter((modality) => !withoutImages.has(modality));
  return images.length > 0 ? images : modalities;
}

/** Some archives answer one text with backslashes in place of an array. */
function splitModalities(all: readonly string[]): readonly string[] {
  return all.flatMap((text) => text.split('\\')).map((text) => text.trim().toUpperCase());
}

/** Modalities of objects that go with images: a study is not another kind of examination because it has a report. */
const withoutImages: ReadonlySet<string> = new Set(['SR', 'KO', 'PR', 'DOC', 'SEG', 'RTSTRUCT', 'REG', 'FID', 'AU']);

function countOf(
  dataset: DicomDataset,
  keyword: 'NumberOfStudyRelatedSeries' | 'NumberOfStudyRelatedInstances',
): number | undefined {
  const count = numberOf(dataset, keyword);
  return count !== undefined && Number.isInteger(count) && count >= 0 ? count : undefined;
}

function readRequestedPriority(dataset: DicomDataset): Priority | undefined {
  return [dataset, ...itemsOf(dataset, 'RequestAttributesSequence')]
    .map((item) => readPriority(textOf(item, 'RequestedProcedurePriority')))
    .find((priority) => priority !== undefined);
}
