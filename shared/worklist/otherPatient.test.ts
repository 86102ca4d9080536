import { expect, it } from 'vitest';
import type { DicomDataset } from '../dicom/dicomJson.ts';
import { ImagePatients, readImagePatient } from '../dicom/imagePatient.ts';
import { personNameOf } from '../dicom/personName.ts';
import { otherPatient, type StudyPatient } from './otherPatient.ts';

const dataset = (name: unknown, id?: string, issuer?: string): DicomDataset =>
  ({
    ...(name !== undefined && { '00100010': { vr: 'PN', Value: [name] } }),
    ...(id !== undefined && { '00100020': { vr: 'LO', Value: [id] } }),
    ...(issuer !== undefined && { '00100021': { vr: 'LO', Value: [issuer] } }),
  }) as DicomDataset;
const listed = (name: unknown, patientId?: string, issuerOfPatientId?: string): StudyPatient => ({
  patientName: personNameOf(dataset(name), 'PatientName'),
  patientId,
  issuerOfPatientId,
});
const alphabetic = (Alphabetic: string) => ({ Alphabetic });
const differs = (study: StudyPatient, ...image: Parameters<typeof dataset>) =>
  otherPatient(study, readImagePatient(dataset(...image)));
const alpha = listed(alphabetic('Alpha^Anna'), 'A-1');

it('T22 an image with another ID, or one of another issuer, is of another patient', () => {
  expect(differs(alpha, alphabetic('Beta^Boris'), 'B-2')).toBe('patient');
  expect(differs(alpha, alphabetic('Alpha^Anna'), 'B-2')).toBe('patient');
  expect(differs(alpha, undefined, 'B-2')).toBe('patient');
  const issued = listed(alphabetic('Alpha^Anna'), 'A-1', 'North');
  expect(differs(issued, alphabetic('Alpha^Anna'), 'A-1', 'South')).toBe('patient');
  expect(differs(issued, alphabetic('Alpha^Anna'), 'A-1', 'North')).toBeUndefined();
  expect(differs(issued, alphabetic('Alpha^Anna'), 'A-1')).toBeUndefined();
});

it('T22 a name that has nothing to do with the list is said where the ID cannot tell', () => {
  expect(differs(alpha, alphabetic('Beta^Boris'))).toBe('name');
  expect(differs(alpha, alphabetic('Beta^Boris'), 'A-1')).toBe('name');
  expect(differs(alpha, alphabetic('Alpha^Zoe'), 'A-1')).toBe('name');
});

it('T22 how a name is written is no difference', () => {
  for (const name of [
    'ALPHA^ANNA',
    'alpha^anna^^Dr',
    'Alpha Anna',
    'Anna^Alpha',
    'MRS ALPHA^ANNA',
    'Alpha^Anna^Maria',
    'Álpha^Anna',
    'AlphaAnna',
    'آلفا^آنا',
  ]) {
    expect([name, differs(alpha, alphabetic(name), ' A-1 ')]).toEqual([name, undefined]);
  }
  const japanese = listed({ Alphabetic: 'Yamada^Tarou', Ideographic: '山田^太郎' }, 'J-1');
  expect(differs(japanese, { Ideographic: '山田^太郎' }, 'J-1')).toBeUndefined();
  expect(differs(japanese, alphabetic('YAMADA^TAROU'), 'J-1')).toBeUndefined();
  expect(differs(japanese, { Ideographic: '佐藤^花子' }, 'J-1')).toBe('name');
});

it('A10 what an archive has lost of a name or an ID is not held against the image', () => {
  const muller = listed(alphabetic('Müller^Jörg'), 'M-1');
  expect(differs(muller, alphabetic('M?ller^J?rg'), 'M-1')).toBeUndefined();
  expect(differs(muller, alphabetic('???^???'), 'M-1')).toBeUndefined();
  expect(differs(muller, undefined)).toBeUndefined();
  expect(differs(listed(undefined, undefined), alphabetic('Beta^Boris'), 'B-2')).toBeUndefined();
});

it('T9 signs that turn text round are not shown, and tell no patients apart', () => {
  expect(readImagePatient(dataset(alphabetic('Alpha^\u202eAnna'), 'A-\u202e1'))).toEqual({
    name: { alphabetic: 'Alpha Anna', ideographic: '', phonetic: '' },
    patientId: 'A-1',
  });
});

it('one object stands for all images of a patient', () => {
  const patients = new ImagePatients();
  const one = patients.of(dataset(alphabetic('Alpha^Anna'), 'A-1'));
  expect(patients.of(dataset(alphabetic('Alpha^Anna'), 'A-1'))).toBe(one);
  expect(patients.of(dataset(alphabetic('Beta^Boris'), 'B-2'))).not.toBe(one);
  expect(patients.of(dataset(undefined))).toBeUndefined();
});
