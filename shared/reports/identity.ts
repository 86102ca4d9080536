import { type DicomDataset, textOf, valuesOf } from '../dicom/dicomJson.ts';

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
 * Whether both say the same patient. ID and name must be equal, an empty one included: a name that appeared or
 * vanished is a change. The rest must agree only where both say it, because many archives leave it out of a search.
 */
export function samePatient(signed: PatientIdentity, now: PatientIdentity): boolean {
  const agree = (left: string, right: string) => left === '' || right === '' || left === right;
  return (
    signed.patientId === now.patientId &&
    signed.name.every((group, index) => group === now.name[index]) &&
    agree(signed.issuer, now.issuer) &&
    agree(signed.birthDate, now.birthDate) &&
    agree(signed.sex, now.sex)
  );
}

function nameGroups(value: unknown): PatientIdentity['name'] {
  const groups = typeof value === 'string' ? value.split('=') : groupsOf(value);
  const [alphabetic = '', ideographic = '', phonetic = ''] = groups.map(withoutPadding);
  return [alphabetic, ideographic, phonetic];
}

function groupsOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { Alphabetic, Ideographic, Phonetic } = value as Record<string, unknown>;
  return [Alphabetic, Ideographic, Phonetic].map((group) => (typeof group === 'string' ? group : ''));
}

function withoutPadding(group: string): string {
  return group
    .split('^')
    .map((component) => component.trim().normalize('NFC'))
    .join('^')
    .replace(/\^+$/u, '');
}
