import { type Keyword, tagOf } from '../dicom/attributes.ts';
import type { DicomDataset, DicomElement } from '../dicom/dicomJson.ts';
import { patientIdsAgree, tellsMore } from '../dicom/readableAttributes.ts';

const ofPatient: readonly Keyword[] = [
  'PatientName',
  'PatientAge',
  'PatientBirthDate',
  'PatientSex',
  'IssuerOfPatientID',
];

/** What archives leave out of a study search but every instance carries. */
const ofStudy: readonly Keyword[] = [
  'AccessionNumber',
  'StudyDescription',
  'InstitutionName',
  'ReferringPhysicianName',
  'BodyPartExamined',
  'RequestAttributesSequence',
  'ReasonForTheRequestedProcedure',
  'RequestedProcedureDescription',
  'RequestedProcedurePriority',
  'AdditionalPatientHistory',
  'TimezoneOffsetFromUTC',
];

/**
 * The search answer of a study, its gaps filled from an instance of it: a search answers few attributes, and the row
 * should say what is known. What the search did answer stays, unless it cannot be read or has lost letters that the
 * instance has (rule A10). Of an instance that names another patient, nothing about the patient is taken.
 */
export function enrichStudy(study: DicomDataset, instance: DicomDataset): DicomDataset {
  const enriched = Object.assign(Object.create(null), study) as { [tag: string]: DicomElement };
  for (const keyword of patientIdsAgree(study, instance) ? [...ofPatient, ...ofStudy] : ofStudy) {
    const tag = tagOf(keyword);
    const known = enriched[tag];
    const found = instance[tag];
    if (!found || !hasValue(found)) continue;
    if (!(known && hasValue(known)) || tellsMore(known, found)) enriched[tag] = found;
  }
  return enriched;
}

function hasValue(element: DicomElement): boolean {
  return element.Value?.some((value) => value !== null && value !== '') ?? false;
}
