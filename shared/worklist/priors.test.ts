import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArchiveId } from '../dicom/frameKey.ts';
import type { StudyInstanceUID } from '../dicom/uids.ts';
import { type DatedStudy, findPriors, groupByPatient } from './priors.ts';
import { relevantPriors } from './relevantPriors.ts';

let counter = 0;
function study(
  patientId: string | undefined,
  studyDate: string | undefined,
  more: { birthDate?: string; name?: string; issuer?: string; archive?: string; time?: string } = {},
): DatedStudy {
  counter += 1;
  return {
    study: { archiveId: (more.archive ?? 'one') as ArchiveId, studyInstanceUID: `1.2.${counter}` as StudyInstanceUID },
    identity: {
      patientId,
      issuer: more.issuer,
      name: more.name === undefined ? undefined : { alphabetic: more.name, ideographic: '', phonetic: '' },
      birthDate: more.birthDate,
    },
    studyDate,
    studyTime: more.time,
  };
}

describe('findPriors', () => {
  const current = study('P1', '20260601', { birthDate: '19700101', name: 'Siddiqui Ayesha', time: '101500' });

  it('answers earlier studies of the same patient, newest first', () => {
    const older = study('P1', '20250101', { birthDate: '19700101' });
    const newer = study('P1', '20260101', { birthDate: '19700101' });
    const sameDay = study('P1', '20260601', { birthDate: '19700101', time: '090000' });
    const later = study('P1', '20260701', { birthDate: '19700101' });
    expect(findPriors(current, [older, later, current, sameDay, newer])).toEqual([sameDay, newer, older]);
  });

  it('never takes another patient who has the same number', () => {
    const others = [
      study('P1', '20250101', { birthDate: '19810203', name: 'Siddiqui Ayesha' }),
      study('P1', '20250101', { birthDate: '19700101', archive: 'two' }),
      study('P1', '20250101', { name: 'Khan Bilal' }),
      study('P1', '20250101'),
      study(undefined, '20250101', { birthDate: '19700101', name: 'Siddiqui Ayesha' }),
    ];
    expect(findPriors(current, others)).toEqual([]);
  });

  it('tells issuers apart, where both are named', () => {
    const here = study('P1', '20260601', { birthDate: '19700101', issuer: 'A' });
    const there = study('P1', '20250101', { birthDate: '19700101', issuer: 'B' });
    const unsaid = study('P1', '20240101', { birthDate: '19700101' });
    expect(findPriors(here, [there, unsaid])).toEqual([unsaid]);
  });

  it('accepts a name written with other marks or fewer words when a birth date is missing', () => {
    const prior = study('P1', '20250101', { name: 'SIDDIQUI^AYESHA' });
    expect(findPriors(current, [prior])).toEqual([prior]);
  });

  it('leaves out a study without a date: nobody can say that it is earlier', () => {
    expect(findPriors(current, [study('P1', undefined, { birthDate: '19700101' })])).toEqual([]);
  });

  it('does not depend on the order of the list, and grouping loses none', () => {
    const dates = ['20240101', '20250101', '20250101', '20260101', '20270101'];
    const pool = dates.map((date) => study('P1', date, { birthDate: '19700101' }));
    fc.assert(
      fc.property(fc.shuffledSubarray(pool, { minLength: pool.length }), (shuffled) => {
        expect(findPriors(current, shuffled)).toEqual(findPriors(current, pool));
      }),
    );
    const grouped = [...groupByPatient([...pool, study('P2', '20200101')]).values()];
    expect(grouped.map((group) => group.length)).toEqual([5, 1]);
  });
});

describe('relevantPriors', () => {
  const named = (modalities: string[], studyDescription: string) => ({
    modalities,
    bodyPart: undefined,
    studyDescription,
  });

  it('O9: takes the newest two of the same region and modality, and the newest of the region', () => {
    const film = named(['CR'], 'CXR PA');
    const ct1 = named(['CT'], 'CT chest');
    const ct2 = named(['CT'], 'HRCT thorax');
    const ct3 = named(['CT'], 'CT Chest with contrast');
    const knee = named(['MR'], 'MR knee left');
    expect(relevantPriors(named(['CT'], 'CT chest'), [knee, film, ct1, ct2, ct3])).toEqual([film, ct1, ct2]);
  });

  it('O9: a study of the same modality whose region nobody wrote down may be of the same one', () => {
    const ct = named(['CT'], 'CT chest');
    const unnamed = named(['CT'], 'Follow-up');
    const film = named(['CR'], 'Follow-up');
    expect(relevantPriors(named(['CT'], 'CT chest'), [film, unnamed, ct])).toEqual([unnamed, ct]);
    expect(relevantPriors(named(['CT'], 'CT chest'), [unnamed, unnamed, ct])).toContain(ct);
  });

  it('leaves out what is of another region', () => {
    const knee = named(['MR'], 'MR knee left');
    expect(relevantPriors(named(['CT'], 'CT chest'), [knee, named(['DX'], 'wrist')])).toEqual([]);
    expect(relevantPriors(named(['CT'], 'CT chest'), [])).toEqual([]);
  });
});
