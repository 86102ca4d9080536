import { expect, it } from 'vitest';
import type { DicomDataset } from '../dicom/dicomJson.ts';
import { changedInstances, instanceChange } from './instanceChange.ts';

const image: DicomDataset = {
  '00080018': { vr: 'UI', Value: ['1.2.3'] },
  '00080033': { vr: 'TM', Value: ['101500'] },
  '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Alpha^Anna' }] },
  '00100020': { vr: 'LO', Value: ['A-1'] },
  '00100030': { vr: 'DA', Value: ['19600101'] },
  '00280010': { vr: 'US', Value: [512] },
  '00280030': { vr: 'DS', Value: ['0.50', '0.50'] },
};
const with_ = (tag: string, vr: string, ...Value: unknown[]): DicomDataset => ({ ...image, [tag]: { vr, Value } });
const without = (tag: string): DicomDataset =>
  Object.fromEntries(Object.entries(image).filter(([name]) => name !== tag));

it.each([
  ['the same', image, undefined],
  ['another ID', with_('00100020', 'LO', 'B-2'), 'anotherPatient'],
  ['a name in another case, with a caret more', with_('00100010', 'PN', { Alphabetic: 'ALPHA^ANNA^' }), undefined],
  ['another name, same ID', with_('00100010', 'PN', { Alphabetic: 'Smith^Zoe' }), 'renamed'],
  ['another birth date', with_('00100030', 'DA', '19610101'), 'renamed'],
  ['an ID that is left out', without('00100020'), undefined],
  ['a birth date that is left out', without('00100030'), undefined],
  ['other rows', with_('00280010', 'US', 256), 'corrected'],
  ['rows as text', with_('00280010', 'US', '512'), undefined],
  ['another content time', with_('00080033', 'TM', '101501'), 'corrected'],
  ['the same time with its fraction', with_('00080033', 'TM', '101500.000'), undefined],
  ['spacing in other digits', with_('00280030', 'DS', 0.5, 0.5), undefined],
  ['another spacing', with_('00280030', 'DS', 0.5, 0.6), 'corrected'],
  ['laterality that is new', with_('00200062', 'CS', 'L'), undefined],
] as const)('V4 T22 an instance read again: %s', (_what, after, change) => {
  expect(instanceChange(image, after)).toBe(change);
});

it('V4 T22 without an ID, another name is another patient; a flipped side is another image', () => {
  const nameless = without('00100020');
  const other = { ...nameless, '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Beta^Boris' }] } };
  expect(instanceChange(nameless, other)).toBe('anotherPatient');
  const left = with_('00200062', 'CS', 'L');
  expect(instanceChange(left, with_('00200062', 'CS', 'R'))).toBe('corrected');
});

it('V4 the places of an enhanced object are compared frame by frame; an instance that is new is no change', () => {
  const placed = (z: number) => {
    const place = { '00200032': { vr: 'DS', Value: [0, 0, z] } };
    return with_('52009230', 'SQ', { '00209113': { vr: 'SQ', Value: [place] } });
  };
  expect(instanceChange(placed(1), placed(1.00001))).toBeUndefined();
  expect(instanceChange(placed(1), placed(2))).toBe('corrected');
  expect([...changedInstances([placed(1)], [placed(2), with_('00080018', 'UI', '1.2.4')])]).toEqual([
    ['1.2.3', 'corrected'],
  ]);
});
