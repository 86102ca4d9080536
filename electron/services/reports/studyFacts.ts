import { tagOf } from '#shared/dicom/attributes.ts';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import { tellsMore, withoutGarbledGroups } from '#shared/dicom/readableAttributes.ts';
import { instanceKind } from '#shared/dicom/sopClasses.ts';
import type { Evidence } from '#shared/reports/evidence.ts';
import { identityOf, samePatient } from '#shared/reports/identity.ts';
import type { StudyForReport } from './reportParts.ts';

const names: readonly string[] = [tagOf('PatientName'), tagOf('ReferringPhysicianName')];

/**
 * Patient and study for the report object: the search's answer, completed from an instance where it is silent or cannot
 * be read (rule A10). What nobody here can read of a name is left out: a report is kept for ever.
 */
export function studyAttributesOf(study: StudyForReport): DicomDataset {
  const instance = study.series.flatMap((series) => series.instances)[0] ?? {};
  const merged: { [tag: string]: DicomDataset[string] } = { ...instance };
  for (const [tag, element] of Object.entries(study.attributes)) {
    const silent = (element.Value?.length ?? 0) === 0 && merged[tag];
    if (!silent && !(names.includes(tag) && tellsMore(element, merged[tag]))) merged[tag] = element;
  }
  for (const tag of names) if (merged[tag]) merged[tag] = withoutGarbledGroups(merged[tag]);
  return merged;
}

/**
 * What the report is about: the study's images that were to be read. Older reports and presentation states are not; nor
 * is what was not here. `readable`: SOP Instance UIDs of what was; undefined where nobody knows, and all is named.
 */
export function evidenceOf(study: StudyForReport, readable?: ReadonlySet<string>): readonly Evidence[] {
  return study.series.flatMap((series) =>
    series.instances.flatMap((instance) => {
      const sopClassUID = textOf(instance, 'SOPClassUID');
      const sopInstanceUID = textOf(instance, 'SOPInstanceUID');
      if (!sopClassUID || !sopInstanceUID || readable?.has(sopInstanceUID) === false) return [];
      const isImage = instanceKind(sopClassUID, textOf(instance, 'Rows') !== undefined) === 'image';
      return isImage ? [{ seriesInstanceUID: series.seriesInstanceUID, sopClassUID, sopInstanceUID }] : [];
    }),
  );
}

/**
 * Whether any image names another patient than the study does (T22): what the image leaves out agrees, what it says must
 * be the same, by the rule that binds a report to its patient.
 */
export function holdsAnotherPatient(study: StudyForReport): boolean {
  const expected = identityOf(study.attributes);
  return study.series.some((series) =>
    series.instances.some((instance) => {
      const said = Object.fromEntries(
        identityTags.flatMap((tag) => (isSilent(instance[tag]) ? [] : [[tag, instance[tag]]])),
      );
      return !samePatient(expected, identityOf({ ...study.attributes, ...said } as DicomDataset));
    }),
  );
}

const identityTags = (['PatientID', 'IssuerOfPatientID', 'PatientName', 'PatientBirthDate', 'PatientSex'] as const).map(
  tagOf,
);

function isSilent(element: DicomDataset[string] | undefined): boolean {
  return (element?.Value?.length ?? 0) === 0;
}
