import { describe, expect, test } from 'vitest';
import { attributes, type Keyword } from '../attributes.ts';
import type { DicomDataset } from '../dicomJson.ts';
import { deepestItem, mostItems, readContentTree, walkContent } from './contentTree.ts';
import { findingsOn } from './findings.ts';
import { readKeyObject } from './keyObject.ts';
import { machineOfImage, originOf } from './origin.ts';
import { readPresentationState, stateFor } from './presentationState.ts';
import { documentKindOf, documentsOf } from './studyDocuments.ts';

type Values = { readonly [Name in Keyword]?: readonly unknown[] };

const of = (values: Values): DicomDataset =>
  Object.fromEntries(
    (Object.entries(values) as [Keyword, readonly unknown[]][]).map(([keyword, Value]) => [
      attributes[keyword][0],
      { vr: attributes[keyword][1], Value },
    ]),
  );
const code = (value: string, meaning: string) =>
  of({ CodeValue: [value], CodingSchemeDesignator: ['DCM'], CodeMeaning: [meaning] });
const reference = (uid: string, frames?: readonly number[]) =>
  of({ ReferencedSOPInstanceUID: [uid], ...(frames && { ReferencedFrameNumber: frames }) });

describe('content tree', () => {
  const text = (value: string, more: Values = {}) =>
    of({ ValueType: ['TEXT'], TextValue: [value], ConceptNameCodeSequence: [code('1', 'Finding')], ...more });

  test('values as a reader reads them', () => {
    const measured = of({
      NumericValue: ['12.50'],
      MeasurementUnitsCodeSequence: [of({ CodeValue: ['mm'], CodeMeaning: ['millimeter'] })],
    });
    const { root, cut } = readContentTree(
      of({
        ValueType: ['CONTAINER'],
        ConceptNameCodeSequence: [code('126000', 'Imaging Measurement Report')],
        ContentSequence: [
          text('Line one\r\nLine two'),
          of({ ValueType: ['NUM'], MeasuredValueSequence: [measured] }),
          of({ ValueType: ['CODE'], ConceptCodeSequence: [code('R', 'Right')] }),
          of({ ValueType: ['PNAME'], PersonName: [{ Alphabetic: 'Khan^Ayesha' }] }),
        ],
      }),
    );
    expect(cut).toBe(false);
    expect(root.name?.meaning).toBe('Imaging Measurement Report');
    expect(root.children.map((item) => [item.text, item.unit])).toEqual([
      ['Line one\nLine two', undefined],
      ['12.5', 'mm'],
      ['Right', undefined],
      ['Khan Ayesha', undefined],
    ]);
  });

  test('a script stays a text', () => {
    const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)>';
    const { root } = readContentTree(of({ ValueType: ['CONTAINER'], ContentSequence: [text(hostile)] }));
    expect(root.children[0]?.text).toBe(hostile);
  });

  test('too deep and too many are cut, and it is said', () => {
    let deep = text('end');
    for (let depth = 0; depth < 40; depth += 1) deep = of({ ValueType: ['CONTAINER'], ContentSequence: [deep] });
    const nested = readContentTree(deep);
    expect([nested.cut, [...walkContent(nested.root)].length]).toEqual([true, deepestItem + 1]);
    const wide = of({ ContentSequence: Array.from({ length: mostItems + 5 }, () => text('x')) });
    const many = readContentTree(wide);
    expect([many.cut, many.root.children.length]).toEqual([true, mostItems]);
  });
});

test('a key object names each image once, and a rejection is told from a selection', () => {
  const image = (uid: string, frames?: readonly number[]) =>
    of({ ValueType: ['IMAGE'], ReferencedSOPSequence: [reference(uid, frames)] });
  const selection = (value: string) =>
    readKeyObject(
      readContentTree(
        of({
          ConceptNameCodeSequence: [code(value, 'Of Interest')],
          ContentSequence: [
            of({
              ValueType: ['TEXT'],
              TextValue: ['see these'],
              ConceptNameCodeSequence: [code('113012', 'Description')],
            }),
            image('1.1'),
            image('1.1'),
            image('1.2', [3]),
          ],
        }),
      ),
    );
  expect(selection('113000')).toMatchObject({ title: 'Of Interest', rejection: undefined, description: 'see these' });
  expect(selection('113000').images.map(({ sopInstanceUID, frames }) => [sopInstanceUID, frames])).toEqual([
    ['1.1', undefined],
    ['1.2', [3]],
  ]);
  expect(selection('113001').rejection).toBe('quality');
});

describe('presentation state', () => {
  const stateOf = (values: Values, names: readonly string[] = ['1.1']) =>
    readPresentationState(
      of({
        ReferencedSeriesSequence: [of({ ReferencedImageSequence: names.map((name) => reference(name)) })],
        ...values,
      }),
    );

  test('LN1 the shape alone decides about inversion, whatever the image says of itself', () => {
    expect(stateFor(stateOf({ PresentationLUTShape: ['INVERSE'] }), '1.1', 1)?.inverted).toBe(true);
    expect(stateFor(stateOf({ PresentationLUTShape: ['IDENTITY'] }), '1.1', 1)?.inverted).toBe(false);
    expect(stateFor(stateOf({}), '1.1', 1)?.inverted).toBeUndefined();
  });

  test('LN2 a state changes only images that it names; without a reference it changes nothing', () => {
    const window = { SoftcopyVOILUTSequence: [of({ WindowCenter: [40], WindowWidth: [400] })] };
    expect(stateFor(stateOf(window), '1.1', 1)?.window).toEqual({ center: 40, width: 400 });
    expect(stateFor(stateOf(window), '1.2', 1)).toBeUndefined();
    expect(stateFor(stateOf(window, []), '1.1', 1)).toBeUndefined();
  });

  test('LN2 an item that lists images holds for them only', () => {
    const windows = [
      of({ WindowCenter: [40], WindowWidth: [400], ReferencedImageSequence: [reference('1.1')] }),
      of({ WindowCenter: [-600], WindowWidth: [1500], ReferencedImageSequence: [reference('1.2', [2])] }),
    ];
    const state = stateOf({ SoftcopyVOILUTSequence: windows }, ['1.1', '1.2']);
    expect(stateFor(state, '1.1', 1)?.window?.center).toBe(40);
    expect(stateFor(state, '1.2', 2)?.window?.center).toBe(-600);
    expect(stateFor(state, '1.2', 1)?.window).toBeUndefined();
  });

  const area = (topLeft: readonly number[], bottomRight: readonly number[]) =>
    of({ DisplayedAreaTopLeftHandCorner: topLeft, DisplayedAreaBottomRightHandCorner: bottomRight });
  const point = (units: string, x: number, y: number) =>
    of({
      GraphicObjectSequence: [
        of({ GraphicAnnotationUnits: [units], GraphicType: ['POINT'], GraphicData: [x, y], GraphicFilled: ['N'] }),
      ],
    });
  const placeOf = (values: Values) => stateFor(stateOf(values), '1.1', 1)?.paths[0]?.points[0];

  test('LN3 PIXEL counts from the corner of the first pixel', () => {
    expect(placeOf({ GraphicAnnotationSequence: [point('PIXEL', 0.5, 0.5)] })).toEqual({ x: 0, y: 0 });
    expect(placeOf({ GraphicAnnotationSequence: [point('PIXEL', 100, 20)] })).toEqual({ x: 99.5, y: 19.5 });
  });

  test.each([
    ['the whole image', [1, 1], [512, 256], {}, { x: 127.5, y: 191.5 }],
    ['a part of it', [101, 51], [300, 150], {}, { x: 149.5, y: 124.5 }],
    [
      'flipped: the corner seen at the top left is the right one',
      [512, 1],
      [1, 256],
      { ImageHorizontalFlip: ['Y'] },
      { x: 383.5, y: 191.5 },
    ],
    // A quarter turn clockwise brings the lower left corner to the top left; the screen runs along the columns.
    ['turned', [1, 256], [512, 1], { ImageRotation: [90] }, { x: 383.5, y: 191.5 }],
  ] as const)(
    'LN3 DISPLAY counts in parts of the displayed area: %s',
    (_name, topLeft, bottomRight, more, expected) => {
      const drawn = placeOf({
        DisplayedAreaSelectionSequence: [area(topLeft, bottomRight)],
        GraphicAnnotationSequence: [point('DISPLAY', 0.25, 0.75)],
        ...more,
      });
      expect(drawn).toEqual(expected);
    },
  );

  test('ten thousand and more graphics are bounded', () => {
    const objects = Array.from({ length: 20_000 }, () =>
      of({ GraphicAnnotationUnits: ['PIXEL'], GraphicType: ['POINT'], GraphicData: [1, 1] }),
    );
    const state = stateOf({ GraphicAnnotationSequence: [of({ GraphicObjectSequence: objects })] });
    expect(stateFor(state, '1.1', 1)?.paths.length).toBe(10_000);
  });
});

test('a report marks the image that its coordinates were selected from', () => {
  const coordinates = of({
    ValueType: ['SCOORD'],
    GraphicType: ['CIRCLE'],
    GraphicData: [10.5, 20.5, 15.5, 20.5],
    ContentSequence: [of({ ValueType: ['IMAGE'], ReferencedSOPSequence: [reference('1.1', [2])] })],
  });
  const { root } = readContentTree(
    of({
      ContentSequence: [
        of({
          ValueType: ['NUM'],
          ConceptNameCodeSequence: [code('1', 'Diameter')],
          MeasuredValueSequence: [
            of({ NumericValue: [10], MeasurementUnitsCodeSequence: [of({ CodeValue: ['mm'] })] }),
          ],
          ContentSequence: [coordinates],
        }),
      ],
    }),
  );
  expect(findingsOn(root, '1.1', 1)).toEqual([]);
  const [found] = findingsOn(root, '1.1', 2);
  expect(found?.label).toBe('Diameter: 10 mm');
  for (const { x, y } of found?.paths[0]?.points ?? []) expect(Math.hypot(x - 10, y - 20)).toBeCloseTo(5, 9);
});

describe('who made it', () => {
  test('a program: by its report class, its segments, its observer or its name', () => {
    const cad = of({ SOPClassUID: ['1.2.840.10008.5.1.4.1.1.88.50'], Manufacturer: ['R2'], SoftwareVersions: ['9.3'] });
    expect(originOf(cad, readContentTree(cad).root)).toMatchObject({ byMachine: true, name: 'R2', version: '9.3' });
    const segments = of({
      SegmentSequence: [
        of({ SegmentNumber: [1], SegmentAlgorithmType: ['AUTOMATIC'], SegmentAlgorithmName: ['LungNet'] }),
      ],
    });
    expect(originOf(segments)).toMatchObject({ byMachine: true, name: 'LungNet' });
    const capture = of({
      ImageType: ['DERIVED', 'SECONDARY'],
      Manufacturer: ['Qure.ai'],
      ManufacturerModelName: ['qXR'],
    });
    expect(originOf(capture)).toMatchObject({ byMachine: true, name: 'Qure.ai qXR' });
  });

  test('a person: manual segments, a scanner whose name has the letters in it', () => {
    const manual = of({ SegmentSequence: [of({ SegmentNumber: [1], SegmentAlgorithmType: ['MANUAL'] })] });
    expect(originOf(manual).byMachine).toBe(false);
    expect(originOf(of({ ImageType: ['DERIVED', 'PRIMARY'], Manufacturer: ['SIEMENS'] })).byMachine).toBe(false);
    expect(originOf(of({ ImageType: ['DERIVED', 'SECONDARY'], Manufacturer: ['Main Street Imaging'] })).byMachine).toBe(
      false,
    );
  });
});

test('verified is a report that names who verified it, and what a program found stays a program’s', () => {
  const by = (name: string) => ({ VerifyingObserverSequence: [of({ VerifyingObserverName: [{ Alphabetic: name }] })] });
  const report = (more: Values, sopClass = '1.2.840.10008.5.1.4.1.1.88.33') =>
    of({
      SOPClassUID: [sopClass],
      SOPInstanceUID: ['1.4'],
      SeriesInstanceUID: ['1.5'],
      VerificationFlag: ['VERIFIED'],
      ...more,
    });
  const verifierIn = (dataset: DicomDataset) => documentsOf([dataset])[0]?.verifiedBy;
  expect(verifierIn(report(by('Khan^Ayesha')))).toBe('Khan Ayesha');
  expect(verifierIn(report({}))).toBeUndefined();
  expect(verifierIn(report(by('')))).toBeUndefined();
  expect(verifierIn(report({ ...by('Khan^Ayesha'), VerificationFlag: ['UNVERIFIED'] }))).toBeUndefined();
  expect(verifierIn(report(by('Khan^Ayesha'), '1.2.840.10008.5.1.4.1.1.66.4'))).toBeUndefined();
  const cad = report(by('Khan^Ayesha'), '1.2.840.10008.5.1.4.1.1.88.50');
  expect(originOf(cad, readContentTree(cad).root)).toMatchObject({ byMachine: true, verifiedBy: 'Khan Ayesha' });
  const automatic = of({
    VerificationFlag: ['VERIFIED'],
    SegmentSequence: [of({ SegmentNumber: [1], SegmentAlgorithmType: ['AUTOMATIC'] })],
  });
  expect(originOf(automatic)).toMatchObject({ byMachine: true, verifiedBy: undefined });
});

test('a picture that a program drew is told from one that somebody took of a screen, and from the scanner’s', () => {
  const secondaryCapture = '1.2.840.10008.5.1.4.1.1.7';
  const drawn = of({ SOPClassUID: [secondaryCapture], Manufacturer: ['Qure.ai'], SoftwareVersions: ['3.1'] });
  expect(machineOfImage(drawn)).toMatchObject({ byMachine: true, name: 'Qure.ai', version: '3.1' });
  expect(machineOfImage(of({ SOPClassUID: [secondaryCapture], Manufacturer: ['SIEMENS'] }))).toBeUndefined();
  const reconstructed = { ImageType: ['DERIVED', 'PRIMARY'], SeriesDescription: ['Deep Learning Recon'] };
  expect(machineOfImage(of({ SOPClassUID: ['1.2.840.10008.5.1.4.1.1.2'], ...reconstructed }))).toBeUndefined();
});

test('the documents of a study: each kind, reports first, images never', () => {
  const storage = '1.2.840.10008.5.1.4.1.1.';
  const object = (suffix: string, uid: string, more: Values = {}) =>
    of({ SOPClassUID: [storage + suffix], SOPInstanceUID: [uid], SeriesInstanceUID: ['1.5'], ...more });
  const documents = documentsOf([
    object('2', '1.1', { Rows: [512], Columns: [512] }),
    object('66.4', '1.2', { Rows: [512], Columns: [512] }),
    object('104.1', '1.3', { DocumentTitle: ['Request'] }),
    object('88.11', '1.4', { ContentDate: ['20260101'] }),
    object('88.33', '1.6', { ContentDate: ['20260601'] }),
    object('88.67', '1.7'),
    object('88.59', '1.8'),
    object('11.1', '1.9'),
    object('481.3', '1.10'),
    object('104.2', '1.11'),
  ]);
  expect(documents.map(({ kind, sopInstanceUID }) => `${kind} ${sopInstanceUID}`)).toEqual([
    'report 1.6',
    'report 1.4',
    'pdf 1.3',
    'encapsulated 1.11',
    'keyImages 1.8',
    'presentation 1.9',
    'segmentation 1.2',
    'structures 1.10',
    'doseReport 1.7',
  ]);
  expect(documentKindOf(object('2', '1.1', { Rows: [512], Columns: [512] }))).toBeUndefined();
});
