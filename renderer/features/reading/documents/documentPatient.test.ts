import { expect, test } from 'vitest';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { datasetOf } from '#tests/fixtures/imageDataset.ts';
import type { StudyOnDesk } from '../../../session/studyOnDesk.ts';
import type { OpenDocument } from './documentDesk.ts';
import { describedNow, patientOfDocument } from './documentPatient.ts';

const name = (alphabetic: string) => ({ alphabetic, ideographic: '', phonetic: '' });
const listed = (patientId: string, alphabetic: string) =>
  ({ patientId, patientName: name(alphabetic) }) as unknown as WorklistItem;
const ayesha = listed('P1', 'Khan Ayesha');
const prior = listed('P1', 'Khan Ayesha');
const says = (patientId: string, alphabetic: string) =>
  datasetOf({ PatientID: [patientId], PatientName: [{ Alphabetic: alphabetic }] });

test('T22 a document names its own patient, and one of another is told, in the study that is read and in a prior', () => {
  for (const own of [ayesha, prior]) {
    expect(patientOfDocument(ayesha, own, [says('P1', 'Khan^Ayesha')])).toMatchObject({
      patient: { patientId: 'P1' },
      differs: undefined,
    });
    expect(patientOfDocument(ayesha, own, [says('P2', 'Shah^Bilal')])).toMatchObject({
      patient: { patientId: 'P2', name: name('Shah Bilal') },
      differs: 'patient',
    });
    expect(patientOfDocument(ayesha, own, [says('', 'Shah^Bilal')]).differs).toBe('name');
  }
});

test('T22 its own header counts as much as what the archive says of it', () => {
  const described = says('P1', 'Khan^Ayesha');
  expect(patientOfDocument(ayesha, ayesha, [described, undefined]).differs).toBeUndefined();
  expect(patientOfDocument(ayesha, ayesha, [described, says('P2', 'Shah^Bilal')])).toMatchObject({
    patient: { patientId: 'P2' },
    differs: 'patient',
  });
});

test('T22 one that names nobody is of whom the list names for its study', () => {
  expect(patientOfDocument(ayesha, ayesha, [datasetOf({})])).toEqual({ patient: undefined, differs: undefined });
  expect(patientOfDocument(ayesha, listed('P2', 'Shah Bilal'), [datasetOf({})])).toMatchObject({
    patient: { patientId: 'P2' },
    differs: 'patient',
  });
});

test('T22 a document that is open is of whom the newest answer says', () => {
  const of = (uid: string, patientId: string) => ({
    ...datasetOf({ SOPInstanceUID: [uid] }),
    ...says(patientId, 'Khan^Ayesha'),
  });
  const snapshotOf = (patientId: string) => ({
    item: { ...ayesha, study: { archiveId: 'a', studyInstanceUID: '1.2' } },
    series: [{ seriesInstanceUID: '1.5', instances: [of('1.3', 'P9'), of('1.4', patientId)] }],
  });
  const document = { sopInstanceUID: '1.4', seriesInstanceUID: '1.5', dataset: of('1.4', 'P1') };
  const open = { document, snapshot: snapshotOf('P1') } as unknown as OpenDocument;
  const corrected = [{ snapshot: snapshotOf('P2') }] as unknown as StudyOnDesk[];
  expect(patientOfDocument(ayesha, ayesha, [describedNow(corrected, open)])).toMatchObject({
    patient: { patientId: 'P2' },
    differs: 'patient',
  });
  expect(describedNow([], open)).toBe(document.dataset);
});
