import { describe, expect, it } from 'vitest';
import { type DicomDataset, readDicomJson } from '../dicom/dicomJson.ts';
import { enrichStudy } from './enrichStudy.ts';
import { readWorklistFields } from './readWorklistFields.ts';

function dataset(value: unknown): DicomDataset {
  const read = readDicomJson(value);
  if (!read.ok) throw new Error(read.failure.reason);
  return read.value;
}

const searched = dataset({
  '00080020': { vr: 'DA', Value: ['20260601'] },
  '00080050': { vr: 'SH' },
  '00080061': { vr: 'CS', Value: ['CT', 'SR', 'CT'] },
  '00100010': { vr: 'PN', Value: [{ Alphabetic: 'صدیقی^عائشہ' }] },
  '00100020': { vr: 'LO', Value: ['MRN-7'] },
  '00100030': { vr: 'DA', Value: ['19710602'] },
  '00201206': { vr: 'IS', Value: ['3'] },
  '00201208': { vr: 'IS', Value: [300] },
});

describe('readWorklistFields', () => {
  it('reads what is there and leaves the rest undefined', () => {
    expect(readWorklistFields(searched)).toEqual({
      identity: {
        patientId: 'MRN-7',
        issuer: undefined,
        name: { alphabetic: 'صدیقی عائشہ', ideographic: '', phonetic: '' },
        birthDate: '19710602',
      },
      nameNotReadable: false,
      patientSex: undefined,
      patientAge: '054Y',
      accessionNumber: undefined,
      modalities: ['CT'],
      hasStructuredReport: true,
      bodyPart: undefined,
      studyDescription: undefined,
      indication: undefined,
      referringPhysician: undefined,
      institutionName: undefined,
      studyDate: '20260601',
      studyTime: undefined,
      numberOfSeries: 3,
      numberOfInstances: 300,
      requestedPriority: undefined,
    });
  });

  it('A10: takes a name of carets or question marks for no name', () => {
    for (const name of ['^', '???^??', '\ufffd\ufffd']) {
      const fields = readWorklistFields(dataset({ '00100010': { vr: 'PN', Value: [{ Alphabetic: name }] } }));
      expect(fields.identity.name).toBeUndefined();
    }
  });

  it('splits modalities that came as one text, and does not believe impossible ages and counts', () => {
    const fields = readWorklistFields(
      dataset({
        '00080061': { vr: 'CS', Value: ['ct\\PT'] },
        '00101010': { vr: 'AS', Value: ['old'] },
        '00201208': { vr: 'IS', Value: ['-4'] },
      }),
    );
    expect([fields.modalities, fields.patientAge, fields.numberOfInstances]).toEqual([
      ['CT', 'PT'],
      undefined,
      undefined,
    ]);
  });
});

describe('enrichStudy', () => {
  const instance = dataset({
    '00080050': { vr: 'SH', Value: ['ACC1'] },
    '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Someone^Else' }] },
    '00180015': { vr: 'CS', Value: ['CHEST'] },
    '00400275': {
      vr: 'SQ',
      Value: [
        {
          '00401002': { vr: 'LO', Value: ['Cough for six weeks'] },
          '00401003': { vr: 'SH', Value: ['STAT'] },
        },
      ],
    },
  });

  it('fills the gaps of a search answer and overrides nothing that it said', () => {
    const fields = readWorklistFields(enrichStudy(searched, instance));
    expect(fields).toMatchObject({
      accessionNumber: 'ACC1',
      bodyPart: 'CHEST',
      indication: 'Cough for six weeks',
      requestedPriority: 'STAT',
      identity: { name: { alphabetic: 'صدیقی عائشہ' } },
    });
  });
});
