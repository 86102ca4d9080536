import type { WorklistItem } from '#shared/contract/worklist.ts';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { readImagePatient } from '#shared/dicom/imagePatient.ts';
import { otherPatient } from '#shared/worklist/otherPatient.ts';
import { keyOf, type StudyOnDesk } from '../../../session/studyOnDesk.ts';
import { type PatientOnScreen, patientBeside } from '../corners/patientOnScreen.ts';
import type { OpenDocument } from './documentDesk.ts';

/**
 * Whom a document names as its patient, compared with the patient of the study that is read (T22). `said`: the data set
 * that the archive describes it with, and its own header where that has come; one of them that differs is enough.
 */
export function patientOfDocument(
  current: WorklistItem,
  own: WorklistItem,
  said: readonly (DicomDataset | undefined)[],
): PatientOnScreen {
  const patients = said.flatMap((dataset) => (dataset && readImagePatient(dataset)) ?? []);
  const found = patients.map((patient) =>
    patientBeside(current, own, { patient, differs: otherPatient(current, patient) }),
  );
  // Another ID says more than another name.
  return (
    found.find(({ differs }) => differs === 'patient') ??
    found.find(({ differs }) => differs !== undefined) ??
    found[0] ??
    patientBeside(current, own, { patient: undefined, differs: undefined })
  );
}

/** What the archive says of a document by now: its patient may have been corrected since it was opened. */
export function describedNow(studies: readonly StudyOnDesk[], { document, snapshot }: OpenDocument): DicomDataset {
  const own = studies.find((study) => keyOf(study) === studyKey(snapshot.item.study));
  const series = own?.snapshot.series.find((one) => one.seriesInstanceUID === document.seriesInstanceUID);
  const isIt = (instance: DicomDataset) => textOf(instance, 'SOPInstanceUID') === document.sopInstanceUID;
  return series?.instances.find(isIt) ?? document.dataset;
}
