import { describe, expect, it } from 'vitest';
import { chestHangingProtocol } from '#tests/fixtures/chestHangingProtocol.ts';
import { datasetOf } from '#tests/fixtures/imageDataset.ts';
import type { DicomDataset } from '../../dicom/dicomJson.ts';
import type { Protocol } from '../protocol.ts';
import { gridOf, rectangleOf } from './gridPlaces.ts';
import { readHangingProtocol } from './readHangingProtocol.ts';
import { windowOfType, windowTypeOf } from './windowTypes.ts';

// Values of PS3.17 section V.4: a head for the neurosurgeon, CT on two unequal screens, first presentation group.
const imagePlane = datasetOf({
  FilterByCategory: ['IMAGE_PLANE'],
  SelectorAttributeVR: ['CS'],
  SelectorCSValue: ['TRANSVERSE'],
  FilterByOperator: ['MEMBER_OF'],
});
const notLocalizer = datasetOf({
  SelectorAttribute: ['00080008'],
  SelectorAttributeVR: ['CS'],
  SelectorCSValue: ['LOCALIZER '],
  SelectorValueNumber: [3],
  FilterByOperator: ['NOT_MEMBER_OF'],
});
type Values = Parameters<typeof datasetOf>[0];

function set(
  number: number,
  position: readonly number[],
  layout: string,
  filter: DicomDataset,
  more: Values,
): DicomDataset {
  return datasetOf({
    DisplaySetNumber: [number],
    DisplaySetPresentationGroup: [1],
    ImageSetNumber: [2],
    ImageBoxesSequence: [
      datasetOf({ ImageBoxNumber: [1], DisplayEnvironmentSpatialPosition: position, ImageBoxLayoutType: [layout] }),
    ],
    FilterOperationsSequence: [filter],
    SortingOperationsSequence: [],
    VOIType: ['BRAIN'],
    ...more,
  });
}

const mpr = (direction: string): Values => ({
  ReformattingOperationType: ['MPR'],
  ReformattingThickness: [5],
  ReformattingInterval: [5],
  ReformattingOperationInitialViewDirection: [direction],
});

const head: DicomDataset = datasetOf({
  SOPClassUID: ['1.2.840.10008.5.1.4.38.1'],
  SOPInstanceUID: ['2.25.418'],
  HangingProtocolName: ['NeurosurgeryPlan'],
  HangingProtocolDescription: ['Neurosurgery planning, requiring MR and CT of head'],
  HangingProtocolLevel: ['SITE'],
  HangingProtocolCreator: ['Smith^Joseph'],
  HangingProtocolDefinitionSequence: ['MR', 'CT'].map((modality) =>
    datasetOf({
      Modality: [modality],
      AnatomicRegionSequence: [
        datasetOf({ CodeValue: ['69536005'], CodingSchemeDesignator: ['SCT'], CodeMeaning: ['Head'] }),
      ],
      Laterality: [],
      ProcedureCodeSequence: [
        datasetOf({
          CodeValue: ['98765'],
          CodingSchemeDesignator: ['99Local'],
          CodeMeaning: ['NeuroSurgery Plan Local5'],
        }),
      ],
      ReasonForRequestedProcedureCodeSequence: [],
    }),
  ),
  NumberOfPriorsReferenced: [1],
  ImageSetsSequence: [
    datasetOf({
      ImageSetSelectorSequence: [
        datasetOf({
          ImageSetSelectorUsageFlag: ['NO_MATCH'],
          SelectorAttribute: ['00180015'],
          SelectorAttributeVR: ['CS'],
          SelectorCSValue: ['HEAD'],
          SelectorValueNumber: [1],
        }),
        datasetOf({
          ImageSetSelectorUsageFlag: ['NO_MATCH'],
          SelectorAttribute: ['00080060'],
          SelectorAttributeVR: ['CS'],
          SelectorCSValue: ['CT'],
          SelectorValueNumber: [1],
        }),
      ],
      TimeBasedImageSetsSequence: [
        datasetOf({
          ImageSetNumber: [2],
          ImageSetSelectorCategory: ['RELATIVE_TIME'],
          RelativeTime: [0, 0],
          RelativeTimeUnits: ['MINUTES'],
          ImageSetLabel: ['Current CT Head'],
        }),
        datasetOf({
          ImageSetNumber: [3],
          ImageSetSelectorCategory: ['ABSTRACT_PRIOR'],
          AbstractPriorValue: [1, 1],
          ImageSetLabel: ['Prior CT Head'],
        }),
      ],
    }),
  ],
  NumberOfScreens: [2],
  NominalScreenDefinitionSequence: [
    datasetOf({
      NumberOfVerticalPixels: [1024],
      NumberOfHorizontalPixels: [1024],
      DisplayEnvironmentSpatialPosition: [0, 0.28, 0.33, 0],
    }),
    datasetOf({
      NumberOfVerticalPixels: [2560],
      NumberOfHorizontalPixels: [2048],
      DisplayEnvironmentSpatialPosition: [0.33, 1, 1, 0],
    }),
  ],
  DisplaySetsSequence: [
    set(1, [0, 512 / 2560, 512 / 3072, 0], 'STACK', imagePlane, {
      ...mpr('CORONAL'),
      DisplaySetPresentationGroupDescription: ['Current CT only'],
    }),
    set(2, [0, 1024 / 2560, 512 / 3072, 512 / 2560], 'STACK', imagePlane, mpr('SAGITTAL')),
    set(3, [512 / 3072, 1024 / 2560, 1024 / 3072, 512 / 2560], 'STACK', imagePlane, {}),
    set(4, [512 / 3072, 512 / 2560, 1024 / 3072, 0], 'PROCESSED', notLocalizer, {
      ReformattingOperationType: ['3D_RENDERING'],
      ThreeDRenderingType: ['VOLUME'],
      ReformattingOperationInitialViewDirection: ['CORONAL'],
    }),
    set(5, [1024 / 3072, 1, 1, 0], 'TILED', imagePlane, { ImageBoxTileHorizontalDimension: [3] } as Values),
  ],
  PartialDataDisplayHandling: ['MAINTAIN_LAYOUT'],
  SynchronizedScrollingSequence: [
    datasetOf({ DisplaySetScrollingGroup: [1, 2] }),
    datasetOf({ DisplaySetScrollingGroup: [15, 16] }),
  ],
});

function read(dataset: DicomDataset): { readonly protocol: Protocol; readonly codes: readonly string[] } {
  const result = readHangingProtocol(dataset);
  if (!result.ok) throw new Error(result.failure.code);
  const [protocol] = result.value.protocols;
  if (!protocol) throw new Error('no protocol');
  return { protocol, codes: [...new Set(result.value.problems.map(({ code }) => code))] };
}

describe('the head of PS3.17 section V.4', () => {
  const { protocol, codes } = read(head);
  const [stage] = protocol.stages;

  it('is for a CT or MR of the head', () => {
    expect(protocol.match.study.map(({ facet, value }) => [facet, value])).toEqual([
      ['modality', ['MR', 'CT']],
      ['bodyPart', ['HEAD']],
    ]);
    expect(stage?.name).toBe('Current CT only');
  });

  it('hangs two by two on the small screen and one box on the large', () => {
    const [small, large] = stage?.screens ?? [];
    expect(small).toMatchObject({ role: 'primary', grid: { rows: 2, cols: 2 } });
    expect(small?.viewports.map(({ at, type, plane, slab }) => ({ at, type, plane, mm: slab?.mm }))).toEqual([
      { at: [1, 0, 1, 1], type: 'mpr', plane: 'COR', mm: 5 },
      { at: [0, 0, 1, 1], type: 'mpr', plane: 'SAG', mm: 5 },
      { at: [0, 1, 1, 1], type: undefined, plane: undefined, mm: undefined },
      { at: [1, 1, 1, 1], type: 'volume3d', plane: undefined, mm: undefined },
    ]);
    expect(large).toMatchObject({ role: 'secondary', grid: { rows: 1, cols: 1 } });
    expect(stage?.enabledIf).toEqual({ minScreens: 2 });
    expect(small?.viewports.every(({ initial }) => initial?.voi === 'brain')).toBe(true);
  });

  it('asks once for what is asked alike: axial CT, and any CT for the body in space', () => {
    expect(
      Object.values(protocol.selectors).map(({ rules }) => rules.map(({ facet, value }) => `${facet} ${value}`)),
    ).toEqual([
      ['kind image', 'modality CT', 'plane AX'],
      ['kind image', 'modality CT'],
    ]);
    expect(stage?.sync).toEqual([{ kind: 'scroll', by: 'position', viewports: ['box1', 'box2'] }]);
  });

  it('says what is not taken: codes, tiles, the scrolling of boxes that are not there', () => {
    expect([...codes].sort()).toEqual(['codesNotTaken', 'syncNotTaken', 'tilesNotTaken']);
  });
});

describe('which study of the past', () => {
  const ofTime = (values: Values) => {
    const chest = chestHangingProtocol();
    const element = chest['00720020'];
    const [set] = (element?.Value ?? []) as DicomDataset[];
    const [now] = (set?.['00720030']?.Value ?? []) as DicomDataset[];
    const time = datasetOf({ ImageSetNumber: [2], ...values });
    const changed = { ...set, '00720030': { vr: 'SQ', Value: [now, time] } };
    return read({ ...chest, '00720020': { vr: 'SQ', Value: [changed] } }).protocol.priors[0];
  };

  it.each([
    [[1, 1], { relation: 'mostRecent' }],
    [[3, 3], { relation: 'nth', n: 3 }],
    [[-1, -1], { relation: 'oldest' }],
  ])('abstract prior %j', (value, wanted) => {
    expect(ofTime({ ImageSetSelectorCategory: ['ABSTRACT_PRIOR'], AbstractPriorValue: value })).toMatchObject(wanted);
  });

  it('by its age', () => {
    const values = { ImageSetSelectorCategory: ['RELATIVE_TIME'], RelativeTime: [6, 12], RelativeTimeUnits: ['WEEKS'] };
    expect(ofTime(values)).toMatchObject({ relation: 'mostRecent', age: { minDays: 42, maxDays: 84 } });
  });
});

describe('boxes and windows', () => {
  it('finds the grid of boxes that a grid was made of, spans and all', () => {
    const grid = { rows: 2, cols: 3 };
    const places = [
      [0, 0, 2, 1],
      [0, 1, 1, 1],
      [0, 2, 1, 1],
      [1, 1, 1, 2],
    ] as const;
    const boxes = places.map((place) => rectangleOf(place, grid, 1, 2));
    expect(gridOf(boxes)).toEqual({ grid, places, even: true });
  });

  it('gives uneven boxes lines of their own, and none where there are more than eight', () => {
    expect(
      gridOf([
        [0, 1, 0.3, 0],
        [0.3, 1, 1, 0],
      ]),
    ).toMatchObject({ even: true, grid: { cols: 7 } });
    const golden = [0, 0.37, 0.61, 1];
    const uneven = golden.slice(1).map((right, index) => [golden[index] ?? 0, 1, right, 0] as const);
    expect(gridOf(uneven)).toMatchObject({ grid: { rows: 1 } });
    const thin = Array.from({ length: 9 }, (_, index) => [index / 9, 1, (index + 1) / 9, 0] as const);
    expect(gridOf(thin)).toBeUndefined();
  });

  it('names a window by the nearest name, says where it is not the same, and names none that is far', () => {
    expect(windowTypeOf('lung')).toEqual({ type: 'LUNG', exact: true });
    expect(windowTypeOf({ ww: 1500, wc: -600 })).toEqual({ type: 'LUNG', exact: true });
    expect(windowTypeOf({ ww: 350, wc: 40 })).toEqual({ type: 'MEDIASTINUM', exact: false });
    expect(windowTypeOf({ ww: 40, wc: 40 })).toBeUndefined();
    expect(windowTypeOf('angiography')).toBeUndefined();
    expect(windowOfType('POST_FOSSA')).toEqual({ ww: 150, wc: 40 });
    expect(windowOfType('toString')).toBeUndefined();
  });
});
