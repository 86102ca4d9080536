import { describe, expect, test } from 'vitest';
import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { AppliedState } from '#shared/dicom/documents/presentationState.ts';
import type { LookupTable } from '#shared/dicom/lookupTable.ts';
import { expectedGrey, type VOILUTFunction } from '#shared/dicom/presentationValues.ts';
import { type GreyState, greyPoints } from '../../../imaging/grey/grey.ts';
import { greyOfPresentation, notAppliedOn } from './presentationGrey.ts';

const table: LookupTable = { firstMapped: 100, bitsPerEntry: 8, entries: [0, 51, 204, 255] };
const before: GreyState = {
  window: { center: 0, width: 10 },
  voiFunction: 'SIGMOID',
  inverted: false,
  table: undefined,
};
const applied = (more: Partial<AppliedState>): AppliedState => ({
  inverted: undefined,
  modality: undefined,
  window: undefined,
  voiFunction: 'LINEAR',
  table: undefined,
  area: undefined,
  rotation: 0,
  flipped: false,
  shutter: undefined,
  paths: [],
  texts: [],
  notApplied: [],
  ...more,
});
const itemWith = (rescale?: { slope: number; intercept: number }, image = {}) =>
  ({
    image: { layout: { signed: false, samplesPerPixel: 1, photometricInterpretation: 'MONOCHROME2' }, ...image },
    frame: { rescale },
  }) as unknown as FrameOfImage;
const hounsfield = { slope: 1, intercept: -1024 };
const rescaled = (slope: number, intercept: number) => ({ kind: 'rescale' as const, rescale: { slope, intercept } });

describe('the window of a presentation state', () => {
  const window = { center: 40, width: 400 };

  test('is taken as it stands where the state leaves the values to the image, or has the same', () => {
    for (const modality of [undefined, rescaled(1, -1024)]) {
      const grey = greyOfPresentation(applied({ window, modality, inverted: true }), itemWith(hounsfield), before);
      expect(grey).toEqual({ window, voiFunction: 'LINEAR', inverted: true, table: undefined });
    }
  });

  test.each(['LINEAR', 'LINEAR_EXACT', 'SIGMOID'] as const)(
    'of a state with a rescale of its own shows each stored value in the grey that it asks for: %s',
    (voiFunction: VOILUTFunction) => {
      // Windows in stored values divided by two; the image counts in Hounsfield units.
      const own = rescaled(0.5, 10);
      const asked = { center: 550, width: 200 };
      const grey = greyOfPresentation(
        applied({ window: asked, voiFunction, modality: own }),
        itemWith(hounsfield),
        before,
      );
      for (const stored of [0, 900, 1000, 1080, 1200, 2000]) {
        const meant = expectedGrey(stored * 0.5 + 10, asked, voiFunction, false);
        expect(expectedGrey(stored - 1024, grey!.window, voiFunction, false)).toBe(meant);
      }
      expect(notAppliedOn(applied({ window: asked, modality: own }), itemWith(hounsfield))).toEqual([]);
    },
  );

  test('in values that the image does not have is left, and it is said', () => {
    const other = { ...table, entries: [0, 1, 2, 3] };
    const cases = [
      [{ kind: 'table' as const, table }, itemWith(hounsfield)],
      [{ kind: 'table' as const, table }, itemWith(undefined, { modalityTable: other })],
      [{ kind: 'table' as const, table: undefined }, itemWith()],
      [rescaled(1, 0), itemWith(undefined, { modalityTable: table })],
      [rescaled(-1, 0), itemWith(hounsfield)],
      [rescaled(0, 0), itemWith(hounsfield)],
    ] as const;
    for (const [modality, item] of cases) {
      const state = applied({ window, modality });
      expect(greyOfPresentation(state, item, before)).toEqual(before);
      expect(notAppliedOn(state, item)).toEqual(['window']);
    }
    const same = itemWith(undefined, { modalityTable: { ...table } });
    const agreed = applied({ window, modality: { kind: 'table', table } });
    expect(greyOfPresentation(agreed, same, before)?.window).toEqual(window);
    expect(notAppliedOn(agreed, same)).toEqual([]);
  });
});

describe('the table of a presentation state', () => {
  test('lies over the values that it is for', () => {
    const grey = greyOfPresentation(applied({ table }), itemWith(), before);
    expect(grey).toMatchObject({ table, inverted: false });
    expect(greyPoints(grey!)).toEqual([
      [100, 0],
      [101, 0.2],
      [102, 0.8],
      [103, 1],
    ]);
  });

  test('that begins below zero is often written without a sign', () => {
    const below = { ...table, firstMapped: 65_536 - 1000 };
    const grey = greyOfPresentation(applied({ table: below }), itemWith(hounsfield), before);
    expect(greyPoints(grey!)[0]).toEqual([-1000, 0]);
    const stays = greyOfPresentation(applied({ table: below }), itemWith(), before);
    expect(greyPoints(stays!)[0]).toEqual([64_536, 0]);
  });

  test('in half as large values lies over twice the span', () => {
    const grey = greyOfPresentation(applied({ table, modality: rescaled(0.5, 0) }), itemWith(), before);
    expect(greyPoints(grey!).map(([value]) => value)).toEqual([200, 202, 204, 206]);
  });
});

test('a state without a window leaves the grey, and a colour image has none', () => {
  expect(greyOfPresentation(applied({ inverted: true }), itemWith(), before)).toEqual({ ...before, inverted: true });
  expect(greyOfPresentation(applied({ table }), itemWith(), undefined)).toBeUndefined();
  expect(notAppliedOn(applied({ notApplied: ['mask'] }), itemWith())).toEqual(['mask']);
});
