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
});
