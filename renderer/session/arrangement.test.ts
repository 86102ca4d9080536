import { describe, expect, test } from 'vitest';
import {
  arrangementOf,
  type BoxContent,
  contentKey,
  isOfPlanes,
  isPlanesAndBody,
  isThreePlanes,
  layoutName,
  planesAndBodyOf,
  renamedContent,
  setIdsOf,
  stackOf,
  threePlanesOf,
} from './arrangement.ts';
import { rearranged } from './rearranged.ts';

const stacks = (...ids: string[]) => ids.map(stackOf);
const shown = ({ boxes }: { readonly boxes: readonly (BoxContent | undefined)[] }) =>
  boxes.map((content) => (content ? contentKey(content) : undefined));

describe('an arrangement', () => {
  test('has a box for every row and column, filled as far as there is something, and never more than fit a screen', () => {
    const small = arrangementOf(2, 3, stacks('a', 'b'));
    expect(shown(small)).toEqual(['stack  a', 'stack  b', undefined, undefined, undefined, undefined]);
    const many = arrangementOf(99, 0, stacks('a'));
    expect([many.rows, many.columns, many.boxes.length, layoutName(small)]).toEqual([6, 1, 6, '2x3']);
  });

  test('is three planes only where the three of one display set stand in a row', () => {
    const planes = threePlanesOf('a');
    const [axial, coronal] = planes.boxes;
    expect([isThreePlanes(planes), layoutName(planes)]).toEqual([true, 'mpr']);
    expect(isThreePlanes({ ...planes, boxes: [axial, coronal, coronal] })).toBe(false);
    expect(isThreePlanes({ ...planes, boxes: [axial, coronal, { ...axial!, setId: 'b' }] })).toBe(false);
    expect(isThreePlanes(arrangementOf(1, 3, stacks('a', 'a', 'a')))).toBe(false);
  });

  test('holds the body beside the three planes, which stay in the boxes that they had', () => {
    const [planes, both] = [threePlanesOf('a'), planesAndBodyOf('a')];
    expect(shown(both)).toEqual([...shown(planes), 'rendering  a']);
    expect([layoutName(both), isPlanesAndBody(both), isThreePlanes(both), isOfPlanes(both)]).toEqual([
      '2x2',
      true,
      false,
      true,
    ]);
    expect(isPlanesAndBody({ ...both, boxes: [...planes.boxes, { kind: 'rendering', setId: 'b' }] })).toBe(false);
    expect(isPlanesAndBody(arrangementOf(2, 2, planes.boxes))).toBe(false);
  });

  test('names both sets of a fusion, and loses it with either', () => {
    const fused: BoxContent = { kind: 'fusion', setId: 'ct', overSetId: 'pet', plane: 'axial' };
    expect(setIdsOf(fused)).toEqual(['ct', 'pet']);
    expect(renamedContent(fused, (id) => `${id}2`)).toEqual({ ...fused, setId: 'ct2', overSetId: 'pet2' });
    expect(renamedContent(fused, (id) => (id === 'pet' ? undefined : id))).toBeUndefined();
  });
});

describe('another number of boxes', () => {
  test('keeps what hangs in its order, and fills what is new with series that do not hang yet', () => {
    const before = arrangementOf(1, 2, stacks('a', 'c'));
    const { arrangement, active } = rearranged(before, 1, 2, 2, ['a', 'b', 'c', 'd']);
    expect([shown(arrangement), active]).toEqual([['stack  a', 'stack  c', 'stack  b', 'stack  d'], 1]);
  });

  test('never takes away what is in the active box', () => {
    const before = arrangementOf(2, 2, stacks('a', 'b', 'c', 'd'));
    const { arrangement, active } = rearranged(before, 2, 1, 1, ['a', 'b', 'c', 'd']);
    expect([shown(arrangement), active]).toEqual([['stack  c'], 0]);
  });

  test('makes of planes with the body the stack that they were cut from', () => {
    const { arrangement, active } = rearranged(planesAndBodyOf('b'), 3, 1, 2, ['a', 'b']);
    expect([shown(arrangement), active]).toEqual([['stack  b', 'stack  a'], 0]);
  });

  test('makes of three planes the stack that they were cut from', () => {
    const { arrangement, active } = rearranged(threePlanesOf('b'), 2, 1, 2, ['a', 'b']);
    expect([shown(arrangement), active]).toEqual([['stack  b', 'stack  a'], 0]);
  });
});
