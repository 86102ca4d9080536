import { type DicomDataset, textOf } from './dicomJson.ts';
import { type PersonName, readableNameOf } from './personName.ts';
import { isReadableText } from './readableText.ts';
import { shownText } from './shownText.ts';

/** Whom an image names as its patient (PS3.3 C.7.1.1), as far as it can be read; what it leaves out is left out. */
export interface ImagePatient {
  readonly name?: PersonName;
  readonly patientId?: string;
  /** Issuer of Patient ID (0010,0021). */
  readonly issuer?: string;
  /** DA text. */
  readonly birthDate?: string;
}

/** Reads the patient of one instance; undefined where it names none. */
export function readImagePatient(dataset: DicomDataset): ImagePatient | undefined {
  const name = readableNameOf(dataset, 'PatientName');
  const patientId = readable(textOf(dataset, 'PatientID'));
  const issuer = readable(textOf(dataset, 'IssuerOfPatientID'));
  const birthDate = readable(textOf(dataset, 'PatientBirthDate'));
  if (!name && patientId === undefined) return undefined;
  return {
    ...(name && { name }),
    ...(patientId !== undefined && { patientId }),
    ...(issuer !== undefined && { issuer }),
    ...(birthDate !== undefined && { birthDate }),
  };
}

/** Thousands of images say the same patient: one object stands for all that do, and can be compared as one. */
export class ImagePatients {
  readonly #known = new Map<string, ImagePatient>();

  /** The same object for whoever is said to be the same, letter for letter. */
  of(dataset: DicomDataset): ImagePatient | undefined {
    const patient = readImagePatient(dataset);
    if (!patient) return undefined;
    const key = JSON.stringify(patient);
    const known = this.#known.get(key);
    if (known) return known;
    this.#known.set(key, patient);
    return patient;
  }
}

function readable(text: string | undefined): string | undefined {
  return text !== undefined && isReadableText(text) ? shownText(text).trim() : undefined;
}
