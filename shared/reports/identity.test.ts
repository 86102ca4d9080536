import { describe, expect, it } from 'vitest';
import type { DicomDataset } from '../dicom/dicomJson.ts';
import { identityOf, samePatient } from './identity.ts';

const patient = (changes: DicomDataset = {}): DicomDataset => ({
  '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Ali^Muhammad', Ideographic: 'علی^محمد' }] },
  '00100020': { vr: 'LO', Value: ['PK-1 '] },
  '00100030': { vr: 'DA', Value: ['19700101'] },
  ...changes,
});

describe('T22 the identity a report is bound to', () => {
  it('is the same however the archive pads it or leaves out what a search need not return', () => {
    const padded = patient({
      '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Ali^Muhammad^^ ', Ideographic: 'علی^محمد' }] },
      '00100020': { vr: 'LO', Value: ['PK-1'] },
      '00100030': { vr: 'DA' },
    });
    expect(samePatient(identityOf(patient()), identityOf(padded))).toBe(true);
    expect(
      samePatient(
        identityOf(patient()),
        identityOf(patient({ '00100010': { vr: 'PN', Value: ['Ali^Muhammad=علی^محمد'] } })),
      ),
    ).toBe(true);
  });

  it.each([
    ['another ID', { '00100020': { vr: 'LO', Value: ['PK-2'] } }],
    ['no ID', { '00100020': { vr: 'LO' } }],
    ['another name', { '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Ali^Ahmed', Ideographic: 'علی^محمد' }] } }],
    [
      'another name in Urdu',
      { '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Ali^Muhammad', Ideographic: 'علی^احمد' }] } },
    ],
    ['a name gone', { '00100010': { vr: 'PN' } }],
    ['another birth date', { '00100030': { vr: 'DA', Value: ['19700102'] } }],
  ] as const)('is another with %s', (_what, change) => {
    expect(samePatient(identityOf(patient()), identityOf(patient(change as unknown as DicomDataset)))).toBe(false);
  });

  // Each as Orthanc with DefaultEncoding Latin1, or one that knows no ISO 2022, answers a search.
  it.each([
    ['carets', { Alphabetic: 'محمد^علی' }, { Alphabetic: '^' }],
    ['no name', { Alphabetic: 'Διονυσιος' }, {}],
    ['the letters it knows', { Alphabetic: 'Люкceмбypг' }, { Alphabetic: 'ceyp' }],
    [
      'one group of two',
      { Alphabetic: 'KHAN^AYESHA', Ideographic: 'خان^عائشہ' },
      { Alphabetic: 'KHAN^AYESHA', Ideographic: '^' },
    ],
    ['question marks', { Alphabetic: 'شर्मा^राजेश' }, { Alphabetic: '?????^?????' }],
    ['lost escapes', { Alphabetic: 'やまだ^たろう' }, { Alphabetic: '$B$d$^$@(B^$B$?$m$&(B' }],
    [
      'bytes of kanji',
      { Alphabetic: 'ﾔﾏﾀﾞ^ﾀﾛｳ', Ideographic: '山田^太郎' },
      { Alphabetic: 'ﾔﾏﾀﾞ^ﾀﾛｳ', Ideographic: ';3ED^B@O:' },
    ],
  ])('A10 is the same where the archive says %s for a name that it cannot say', (_what, signed, said) => {
    const named = (name: object) => identityOf(patient({ '00100010': { vr: 'PN', Value: [name] } }));
    expect(samePatient(named(signed), named(said))).toBe(true);
    expect(samePatient(named(said), named(signed))).toBe(true);
    const other = identityOf(
      patient({ '00100010': { vr: 'PN', Value: [said] }, '00100020': { vr: 'LO', Value: ['PK-2'] } }),
    );
    expect(samePatient(named(signed), other)).toBe(false);
    const nobody = (name: object) => ({ ...named(name), patientId: '' });
    expect(samePatient(nobody(signed), nobody(said))).toBe(false);
  });

  it('A10 is another where one group says another name, whatever became of the second', () => {
    const named = (name: object) => identityOf(patient({ '00100010': { vr: 'PN', Value: [name] } }));
    const signed = named({ Alphabetic: 'KHAN^AYESHA', Ideographic: 'خان^عائشہ' });
    expect(samePatient(signed, named({ Alphabetic: 'KHAN^SADIA', Ideographic: '^' }))).toBe(false);
    expect(samePatient(signed, named({ Ideographic: '^' }))).toBe(false);
  });
});
