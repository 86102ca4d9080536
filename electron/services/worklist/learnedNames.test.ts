import { describe, expect, it } from 'vitest';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import type { ArchiveId, StudyRef } from '#shared/dicom/frameKey.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import { KnownStudies } from './knownStudies.ts';

const archiveId = 'one' as ArchiveId;
const refOf = (uid: string): StudyRef => ({ archiveId, studyInstanceUID: uid as StudyInstanceUID });
const study = refOf('1.2.1');
const note = { firstSeenAt: 1 };

function answer(name: string | undefined, patientId = 'P1', studyDate = '20260901'): DicomDataset {
  return {
    '00080020': { vr: 'DA', Value: [studyDate] },
    '00081030': { vr: 'LO', Value: ['Brain'] },
    '00100010': name === undefined ? { vr: 'PN' } : { vr: 'PN', Value: [{ Alphabetic: name }] },
    '00100020': { vr: 'LO', Value: [patientId] },
  };
}
const header: DicomDataset = { ...answer('محمد^علی'), '00081030': { vr: 'LO', Value: ['Brain – صدر'] } };
const nameOf = (known: KnownStudies, ref = study) => known.get(ref)?.fields.identity.name?.alphabetic;

function learned(): KnownStudies {
  const known = new KnownStudies();
  known.put(study, answer('^'), note);
  expect(known.get(study)?.fields).toMatchObject({ nameNotReadable: true, identity: { name: undefined } });
  expect(known.learn(study, header, ['PatientName'])).toBeDefined();
  return known;
}

describe('A10 a name learned from a header', () => {
  it('stays when the archive goes on saying what cannot be read, which is no news', () => {
    const known = learned();
    for (const poor of ['^', '???^???', '', undefined, '\u001b$B;3']) {
      known.put(study, answer(poor), note);
      expect(nameOf(known)).toBe('محمد علی');
      expect(known.put(study, answer(poor), note)).toBeUndefined();
    }
    expect(known.get(study)?.fields.nameNotReadable).toBe(false);
  });

  it('gives way to another name that can be read', () => {
    const known = learned();
    known.put(study, answer('Khan^Imran'), note);
    expect(nameOf(known)).toBe('Khan Imran');
    known.put(study, answer('احمد^علی'), note);
    expect(nameOf(known)).toBe('احمد علی');
  });

  it('does not pass to another patient whom the archive names for the study', () => {
    const known = learned();
    known.put(study, answer('^', 'P2'), note);
    expect(nameOf(known)).toBeUndefined();
    expect(known.learn(study, header, ['PatientName'])).toBeUndefined();
    expect(known.enrich(study, header)?.fields.identity.name).toBeUndefined();
  });

  it('fills what the search left of a text with the letters that an image has', () => {
    const known = new KnownStudies();
    known.put(study, answer('^'), note);
    known.enrich(study, header);
    known.put(study, answer('^'), note);
    expect(known.get(study)?.fields).toMatchObject({ studyDescription: 'Brain – صدر' });
    expect(nameOf(known)).toBe('محمد علی');
  });

  it('what cannot be read makes nobody a prior of anybody', () => {
    const known = new KnownStudies();
    const older = refOf('1.2.2');
    for (const name of ['^', '???^???', '$B;3ED$B@O:']) {
      known.put(study, answer(name), note);
      known.put(older, answer(name, 'P1', '20250901'), note);
      expect(known.priorsOf(known.get(study)!)).toEqual([]);
    }
    known.learn(study, header, ['PatientName']);
    known.learn(older, header, ['PatientName']);
    expect(known.priorsOf(known.get(study)!)).toMatchObject([{ study: older }]);
  });
});
