import { expect, test } from 'vitest';
import { datasetOf } from '#tests/fixtures/imageDataset.ts';
import { notAppliedOf } from './notApplied.ts';
import { readPresentationState, stateFor } from './presentationState.ts';

type Values = Parameters<typeof datasetOf>[0];

const item = datasetOf({});
const image = datasetOf({ ReferencedSOPInstanceUID: ['1.1'] });
const appliedOf = (values: Values) =>
  stateFor(
    readPresentationState(
      datasetOf({ ReferencedSeriesSequence: [datasetOf({ ReferencedImageSequence: [image] })], ...values }),
    ),
    '1.1',
    1,
  );
const missingIn = (values: Values) => appliedOf(values)?.notApplied;
const table = (more: Values = {}) => datasetOf({ LUTDescriptor: [4, 10, 8], LUTData: [0, 50, 100, 255], ...more });

test.each([
  ['kind', { SOPClassUID: ['1.2.840.10008.5.1.4.1.1.11.4'] }],
  ['greyTable', { PresentationLUTSequence: [item] }],
  ['colours', { RedPaletteColorLookupTableDescriptor: [256, 0, 8] }],
  ['mask', { MaskSubtractionSequence: [item] }],
  ['shutter', { ShutterShape: ['BITMAP'], ShutterOverlayGroup: [0x6000] }],
  ['turn', { ImageRotation: [45] }],
  ['size', { DisplayedAreaSelectionSequence: [area('TRUE SIZE')] }],
  ['graphics', { GraphicAnnotationSequence: [datasetOf({ CompoundGraphicSequence: [item] })] }],
  ['graphics', { GraphicAnnotationSequence: [drawing('MATRIX', 'POINT', [1, 1])] }],
  ['graphics', { GraphicAnnotationSequence: [drawing('PIXEL', 'SPIRAL', [1, 1])] }],
  ['graphics', { GraphicAnnotationSequence: [drawing('DISPLAY', 'POINT', [0.5, 0.5])] }],
  ['window', { SoftcopyVOILUTSequence: [datasetOf({ VOILUTSequence: [datasetOf({ LUTDescriptor: [4, 0, 8] })] })] }],
] as const)('what of a state is not done is known: %s', (name, values: Values) => {
  expect(missingIn(values)).toEqual([name]);
});

test('more lines than are drawn are told of', () => {
  const one = datasetOf({ GraphicAnnotationUnits: ['PIXEL'], GraphicType: ['POINT'], GraphicData: [1, 1] });
  const of = (count: number) => ({
    GraphicAnnotationSequence: [datasetOf({ GraphicObjectSequence: Array.from({ length: count }, () => one) })],
  });
  expect([missingIn(of(10_000)), missingIn(of(10_001))]).toEqual([[], ['graphics']]);
});

test('an overlay of the state or of the image that it switches on is told of', () => {
  expect(notAppliedOf({ '60001001': { vr: 'CS', Value: ['LAYER'] } })).toEqual(['overlays']);
  expect(notAppliedOf({ '60020010': { vr: 'US', Value: [512] } })).toEqual(['overlays']);
});

test('nothing is missing of a state that is done whole; its table is read', () => {
  const whole = {
    SOPClassUID: ['1.2.840.10008.5.1.4.1.1.11.1'],
    ImageRotation: [270],
    PresentationLUTShape: ['INVERSE'],
    DisplayedAreaSelectionSequence: [area('SCALE TO FIT')],
    GraphicAnnotationSequence: [drawing('DISPLAY', 'POINT', [0.5, 0.5])],
    SoftcopyVOILUTSequence: [datasetOf({ VOILUTSequence: [table()] })],
  };
  expect(missingIn(whole)).toEqual([]);
  expect(appliedOf(whole)?.table).toMatchObject({ firstMapped: 10, bitsPerEntry: 8, entries: [0, 50, 100, 255] });
  const both = datasetOf({ WindowCenter: [40], WindowWidth: [400], VOILUTSequence: [table()] });
  expect(appliedOf({ SoftcopyVOILUTSequence: [both] })).toMatchObject({
    window: { center: 40, width: 400 },
    table: undefined,
  });
});

function area(mode: string) {
  return datasetOf({
    DisplayedAreaTopLeftHandCorner: [1, 1],
    DisplayedAreaBottomRightHandCorner: [8, 8],
    PresentationSizeMode: [mode],
  });
}

function drawing(units: string, type: string, data: readonly number[]) {
  return datasetOf({
    GraphicObjectSequence: [
      datasetOf({ GraphicAnnotationUnits: [units], GraphicType: [type], GraphicData: data, GraphicFilled: ['N'] }),
    ],
  });
}

test('PX1: a rescale of the state that no value can have is like a table that cannot be read: no window of it is applied', () => {
  const absurd = appliedOf({ RescaleSlope: [1e308], RescaleIntercept: [0] });
  expect(absurd?.modality).toEqual({ kind: 'table', table: undefined });
  const honest = appliedOf({ RescaleSlope: [2], RescaleIntercept: [-1024] });
  expect(honest?.modality).toEqual({ kind: 'rescale', rescale: { slope: 2, intercept: -1024 } });
});
