import { describe, expect, test } from 'vitest';
import { readHeaderLine } from '#tests/fixtures/seriesHeaders.ts';
import { bodyPartsOf } from './bodyPart.ts';

const series = (...lines: string[]) => lines.map((line) => readHeaderLine(line).dataset);

describe('the parts of the body a study shows', () => {
  test('the order outvotes what the scanner filled in, and the difference is said', () => {
    const found = bodyPartsOf(series('MR | T2 SAG | | body=BRAIN; study=MRI KNEE RIGHT'));
    expect(found).toMatchObject({ value: ['KNEE'], conflict: 'BodyPartExamined HEAD' });
  });

  test('a reason does not outvote the order', () => {
    const chest = series('CT | Chest 5.0 | | study=CT CHEST');
    expect(bodyPartsOf(chest, { reason: 'brain mets?' }).value).toEqual(['CHEST']);
  });

  test('several parts are normal', () => {
    expect(bodyPartsOf(series('CT | | | study=CT CHEST ABDOMEN PELVIS')).value).toEqual(['ABDOMEN', 'CHEST', 'PELVIS']);
    expect(bodyPartsOf(series('PT | | | study=PET CT SKULL BASE TO MID THIGH')).value).toEqual(['HEAD', 'WHOLEBODY']);
    expect(bodyPartsOf(series('MR | | | study=MRI LIVER')).value).toEqual(['ABDOMEN', 'LIVER']);
  });

  test('local names', () => {
    const partsOf = (study: string) => bodyPartsOf([], { description: study }).value;
    expect(partsOf('CT PNS')).toEqual(['HEAD']);
    expect(partsOf('MRI D SPINE')).toEqual(['TSPINE']);
    expect(partsOf('X-RAY LS SPINE')).toEqual(['LSPINE']);
    expect(partsOf('CT KUB')).toEqual(['ABDOMEN', 'PELVIS']);
    expect(partsOf('CT THXABDPEL')).toEqual(['ABDOMEN', 'CHEST', 'PELVIS']);
    expect(partsOf('HRCT')).toEqual(['CHEST']);
    expect(partsOf('MRT Kniegelenk')).toBeUndefined();
  });

  test('where only Body Part Examined speaks it is believed, a little; where nothing speaks it is unknown', () => {
    expect(bodyPartsOf(series('CR | AP | | body=KNEE'))).toMatchObject({ value: ['KNEE'], confidence: 0.6 });
    expect(bodyPartsOf(series('CR | '))).toMatchObject({ value: undefined, confidence: 0 });
    expect(bodyPartsOf([]).value).toBeUndefined();
  });

  test('a mammogram shows the breast, whatever its words', () => {
    expect(bodyPartsOf(series('MG | LCC', 'MG | RCC')).value).toEqual(['BREAST']);
  });
});
