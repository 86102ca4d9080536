import { describe, expect, test } from 'vitest';
import { studyOf, type WrittenStudy } from '#tests/fixtures/hangingStudies.ts';
import { ageInDays, choosePriors } from './priors.ts';
import type { PriorWanted } from './protocol.ts';

const want = (more: Partial<PriorWanted> = {}): PriorWanted => ({
  id: 'p1',
  relation: 'mostRecent',
  bodyPart: 'overlap',
  optional: true,
  ...more,
});
const ct = (description: string, date: string | undefined, id: string) => ({
  id,
  date,
  description,
  series: ['CT | x | | iop=ax; n=20'],
});
const chosen = (wanted: PriorWanted, study: WrittenStudy) => choosePriors([wanted], studyOf(study))[0];
const chest = (priors: NonNullable<WrittenStudy['priors']>): WrittenStudy => ({
  date: '20260302',
  description: 'CT Chest',
  series: ['CT | Thorax | | iop=ax; n=20'],
  priors,
});

describe('which of several', () => {
  const three = chest([
    ct('CT Chest', '20240302', 'middle'),
    ct('CT Chest', '20250302', 'newest'),
    ct('CT Chest', '20200302', 'oldest'),
  ]);
  test.each<[Partial<PriorWanted>, string | undefined]>([
    [{ relation: 'mostRecent' }, 'newest'],
    [{ relation: 'oldest' }, 'oldest'],
    [{ relation: 'baseline' }, 'oldest'],
    [{ relation: 'postOp' }, 'newest'],
    [{ relation: 'nth', n: 2 }, 'middle'],
    [{ relation: 'nth', n: 4 }, undefined],
    [{ age: { minDays: 400 } }, 'middle'],
    [{ age: { maxDays: 100 } }, undefined],
  ])('%j: %s', (wanted, id) => {
    expect(chosen(want(wanted), three)?.study).toBe(id);
  });

  test('the oldest is not the newest once more', () => {
    const one = studyOf(chest([ct('CT Chest', '20250302', 'only')]));
    const both = choosePriors([want(), want({ id: 'p2', relation: 'oldest' })], one);
    expect(both.map(({ study }) => study)).toEqual(['only', undefined]);
    expect(both[1]?.rejected).toEqual([{ study: 'only', reasons: ['notChosen'] }]);
  });

  test('of one day, always the same', () => {
    const [a, b] = [ct('CT Chest', '20250302', 'a'), ct('CT Chest', '20250302', 'b')];
    expect([chosen(want(), chest([a, b]))?.study, chosen(want(), chest([b, a]))?.study]).toEqual(['a', 'a']);
  });
});

test('of one day the later one is the newest, where a time is written', () => {
  const study = studyOf(chest([ct('CT Chest', '20250302', 'a'), ct('CT Chest', '20250302', 'b')]));
  const priors = study.priors.map((prior, at) => ({ ...prior, time: at === 0 ? '0800' : '171500' }));
  expect(choosePriors([want()], { ...study, priors })[0]?.study).toBe('b');
});

describe('why not', () => {
  test.each<[string, NonNullable<WrittenStudy['priors']>[number], readonly string[]]>([
    ['later than this one', ct('CT Chest', '20260303', 'x'), ['newer']],
    ['of no day', ct('CT Chest', undefined, 'x'), ['noDate']],
    ['of another part', ct('CT Head', '20250101', 'x'), ['bodyPart']],
    [
      'of another modality and part',
      { id: 'x', date: '20250101', description: 'MRI Knee', series: ['MR | AX T2 | | iop=ax'] },
      ['modality', 'bodyPart'],
    ],
  ])('%s', (_, prior, reasons) => {
    expect(chosen(want({ modalities: ['CT'] }), chest([prior]))?.rejected).toEqual([{ study: 'x', reasons }]);
  });

  test('the same day is no reason', () => {
    expect(chosen(want(), chest([ct('CT Chest', '20260302', 'today')]))).toMatchObject({ study: 'today', ageDays: 0 });
  });

  test('a day that nobody wrote of the current study makes every earlier one uncertain', () => {
    expect(
      chosen(want(), { ...chest([ct('CT Chest', '20250101', 'x')]), date: undefined })?.rejected[0]?.reasons,
    ).toEqual(['noDate']);
  });
});

test('CR and DX are one kind of picture; the CT of a PET/CT is a CT', () => {
  const film = (modality: string) => ({ description: 'Chest', series: [`${modality} | Chest PA | | pos=PA`] });
  const cr = { ...film('DX'), priors: [{ id: 'cr', date: '20250101', ...film('CR') }] };
  expect(chosen(want(), cr)?.study).toBe('cr');
  const petct = {
    id: 'petct',
    date: '20250101',
    description: 'PET CT Chest',
    series: ['CT | WB | | iop=ax', 'PT | AC | | iop=ax'],
  };
  expect(chosen(want({ modalities: ['CT'] }), chest([petct]))?.study).toBe('petct');
});

test('a part that nobody wrote may be the same, and comes after one that is', () => {
  const [unnamed, named] = [
    { ...ct('', '20260101', 'unnamed'), description: 'CT' },
    ct('CT Thorax', '20210101', 'named'),
  ];
  expect(chosen(want(), chest([unnamed]))?.study).toBe('unnamed');
  expect(chosen(want(), chest([unnamed, named]))?.study).toBe('named');
  expect(chosen(want({ bodyPart: 'any' }), chest([unnamed, named]))?.study).toBe('unnamed');
  expect(chosen(want({ bodyPart: 'same' }), chest([unnamed]))?.study).toBeUndefined();
});

test('"same" wants the same parts, "overlap" one of them', () => {
  const trunk = ct('CT CHEST ABDOMEN PELVIS', '20250101', 'trunk');
  expect([chosen(want({ bodyPart: 'same' }), chest([trunk]))?.study, chosen(want(), chest([trunk]))?.study]).toEqual([
    undefined,
    'trunk',
  ]);
});

test('the whole body has a chest in it, and "spine" may be the lumbar one', () => {
  expect(chosen(want(), chest([ct('CT WHOLE BODY', '20250101', 'body')]))?.study).toBe('body');
  const spine = {
    date: '20260302',
    description: 'MRI LUMBAR SPINE',
    series: ['MR | SAG T2 | | iop=sag'],
    priors: [{ id: 'spine', date: '20250101', description: 'MRI SPINE', series: ['MR | SAG T2 | | iop=sag'] }],
  };
  expect(chosen(want(), spine)?.study).toBe('spine');
});

test('days between two days', () => {
  expect([ageInDays('20260302', '20240830'), ageInDays('20240301', '20240228'), ageInDays('2026', '20240101')]).toEqual(
    [549, 2, undefined],
  );
});
