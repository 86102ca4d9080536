import { type DicomDataset, textOf, valuesOf } from '../dicom/dicomJson.ts';
import { isReadableGroup, nameGroupsOf } from '../dicom/readableName.ts';
import { isGarbledText, saysLess } from '../dicom/readableText.ts';

/** What binds a report to one patient (T22), as the archive wrote it; empty where it wrote nothing. */
export interface PatientIdentity {
  readonly patientId: string;
  readonly issuer: string;
  readonly birthDate: string;
  readonly sex: string;
  /** The three component groups of PatientName, spaces and empty components at the end taken away. */
  readonly name: readonly [alphabetic: string, ideographic: string, phonetic: string];
}

export function identityOf(dataset: DicomDataset): PatientIdentity {
  return {
    patientId: textOf(dataset, 'PatientID') ?? '',
    issuer: textOf(dataset, 'IssuerOfPatientID') ?? '',
    birthDate: textOf(dataset, 'PatientBirthDate') ?? '',
    sex: textOf(dataset, 'PatientSex') ?? '',
    name: nameGroups(valuesOf(dataset, 'PatientName')[0]),
  };
}

/**
 * Whether both say the same patient, strictly enough for a report to follow. ID and name must be equal, an empty one included: a name that appeared or
 * vanished is a change. The rest must agree only where both say it, because many archives leave it out of a search.
 * An archive that cannot say the name has not changed it (rule A10): with the same ID, a group that cannot be read, or
 * has only lost its letters, agrees.
 */
export function samePatient(signed: PatientIdentity, now: PatientIdentity): boolean {
  const agree = (left: string, right: string) => left === '' || right === '' || left === right;
  return (
    signed.patientId === now.patientId &&
    signed.name.every(
      (group, at) => group === now.name[at] || (signed.patientId !== '' && cannotSay(group, now.name[at], at)),
    ) &&
    agree(signed.issuer, now.issuer) &&
    agree(signed.birthDate, now.birthDate) &&
    agree(signed.sex, now.sex)
  );
}

/** Whether one of the two is what an archive that cannot keep its letters has made of a name's group. */
function cannotSay(one: string, other = '', at = 0): boolean {
  const isGarbled = (group: string) => isGarbledText(group) || (group !== '' && !isReadableGroup(group, at));
  return isGarbled(one) || isGarbled(other) || saysLess(one, other) || saysLess(other, one);
}

function nameGroups(value: unknown): PatientIdentity['name'] {
  const [alphabetic, ideographic, phonetic] = nameGroupsOf(value);
  return [withoutPadding(alphabetic), withoutPadding(ideographic), withoutPadding(phonetic)];
}

function withoutPadding(group: string): string {
  return group
    .split('^')
    .map((component) => component.trim().normalize('NFC'))
    .join('^')
    .replace(/\^+$/u, '');
}
