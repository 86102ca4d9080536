import type { ImagePatient } from '#shared/dicom/imagePatient.ts';
import type { PersonName } from '#shared/dicom/personName.ts';
import { shownText } from '#shared/dicom/shownText.ts';
import { otherPatient, type StudyPatient } from '#shared/worklist/otherPatient.ts';
import { elementsNamed, type MarkupNode, textOfMarkup } from './markupText.ts';

/** The patient in the header of a clinical document (CDA R2, recordTarget): any number of IDs, of whichever authority. */
export interface ClinicalPatient {
  readonly name: PersonName | undefined;
  readonly ids: readonly string[];
  /** DA text. */
  readonly birthDate: string | undefined;
}

export function patientOfMarkup(root: MarkupNode): ClinicalPatient | undefined {
  const [target] = elementsNamed(root, 'recordtarget');
  const [role] = target ? elementsNamed(target, 'patientrole') : [];
  if (!role) return undefined;
  // IDs stand beside the patient; those deeper are of organisations.
  const ids = [...role.childNodes]
    .filter(({ nodeName }) => /(^|:)id$/i.test(nodeName))
    .map((id) => shownText(id.getAttribute?.('extension') ?? '').trim())
    .filter((id) => id !== '');
  const [patient] = elementsNamed(role, 'patient');
  const [name] = patient ? elementsNamed(patient, 'name') : [];
  const [birth] = patient ? elementsNamed(patient, 'birthtime') : [];
  const birthDate = /^\d{8}/.exec(birth?.getAttribute?.('value') ?? '')?.[0];
  return { name: name && nameIn(name), ids, birthDate };
}

function nameIn(name: MarkupNode): PersonName | undefined {
  const wordsOf = (part: string) => [...elementsNamed(name, part)].map((one) => textOfMarkup(one).text);
  const parts = [...wordsOf('family'), ...wordsOf('given')];
  const alphabetic = shownText(parts.length > 0 ? parts.join(' ') : textOfMarkup(name).text).trim();
  return alphabetic === '' ? undefined : { alphabetic, ideographic: '', phonetic: '' };
}

/** `otherId`: the names agree and no ID does, which may be one of another authority, or another patient. */
export type ClinicalDifference = ReturnType<typeof otherPatient> | 'otherId';

/** How the patient of a clinical document differs from the patient of the study that is read (T22). */
export function compareClinical(
  study: StudyPatient,
  { name, ids, birthDate }: ClinicalPatient,
): { readonly patient: ImagePatient; readonly differs: ClinicalDifference } {
  const known = shownText(study.patientId ?? '').trim();
  const patientId = ids.find((id) => id === known) ?? ids[0];
  const patient = {
    ...(name && { name }),
    ...(patientId !== undefined && { patientId }),
    ...(birthDate !== undefined && { birthDate }),
  };
  const byName = otherPatient(study, name ? { name } : undefined);
  const idDiffers = patientId !== undefined && known !== '' && patientId !== known;
  if (!idDiffers) return { patient, differs: byName };
  return { patient, differs: byName === 'name' ? 'patient' : 'otherId' };
}
