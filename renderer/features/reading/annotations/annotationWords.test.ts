import { expect, test } from 'vitest';
import words from '#resources/locales/en/annotations.json';
import { type AnnotationValue, annotationKinds } from '#shared/annotations/annotation.ts';
import type { NoValues } from '#shared/annotations/sampled.ts';
import type { LengthBasis } from '#shared/dicom/calibration.ts';
import { startI18n } from '../../../i18n/i18n.ts';
import { annotationLines, annotationMark, type Told } from './annotationWords.ts';

test.each(annotationKinds)('%s has its words: as a command, in the list, and beside Undo', (kind) => {
  for (const topic of ['commands', 'kinds', 'changes'] as const) expect(words[topic][kind], topic).toMatch(/\S/);
});

const { t } = startI18n();
const told = (part: Partial<Told> & Pick<Told, 'kind'>): Told => ({
  ...{ text: '', values: [], basis: undefined },
  ...part,
});
const value = (name: string, number: number, unit: string): AnnotationValue => ({ name, value: number, unit });
const lines = (part: Parameters<typeof told>[0]) => annotationLines(told(part), t);
const statistics = (unit: string) => [
  value('mean', 44.84, unit),
  value('sd', 11.77, unit),
  value('min', -3, unit),
  value('max', 81, unit),
  value('pixels', 317, ''),
  value('area', 123.44, 'mm²'),
];

test.each<[string, Parameters<typeof told>[0], readonly string[]]>([
  ['a length', { kind: 'length', values: [value('length', 24.96, 'mm')], basis: 'patient' }, ['25.0 mm']],
  [
    'at the detector',
    { kind: 'length', values: [value('length', 24.96, 'mm')], basis: 'detector' },
    ['25.0 mm at detector'],
  ],
  ['in a region', { kind: 'length', values: [value('length', 2.496, 'cm')], basis: 'ultrasoundRegion' }, ['2.50 cm']],
  [
    'in pixels',
    { kind: 'length', values: [value('length', 142.6, 'px')], basis: 'notCalibrated' },
    ['143 px not calibrated'],
  ],
  [
    'magnified',
    { kind: 'length', values: [value('length', 25, 'mm')], basis: 'magnificationCorrected', factor: 1.154 },
    ['25.0 mm magnification-corrected ×1.15'],
  ],
  [
    'by the reader',
    { kind: 'length', values: [value('length', 25, 'mm')], basis: 'calibratedByReader' },
    ['25.0 mm calibrated by reader'],
  ],
  [
    'both axes',
    { kind: 'bidirectional', values: [value('longAxis', 25, 'mm'), value('shortAxis', 7.07, 'mm')], basis: 'patient' },
    ['25.0 × 7.1 mm'],
  ],
  [
    'the first of two axes',
    { kind: 'bidirectional', values: [value('longAxis', 25, 'mm')], basis: 'patient' },
    ['25.0 mm'],
  ],
  ['an angle', { kind: 'angle', values: [value('angle', 30.04, '°')] }, ['30.0°']],
  ['a Cobb angle', { kind: 'cobb', values: [value('cobb', 47, '°')] }, ['Cobb 47.0°']],
  [
    'a region in HU',
    { kind: 'ellipse', values: statistics('HU'), basis: 'patient' },
    ['mean 44.8 SD 11.8 HU', 'min -3 max 81', '123.4 mm² · 317 px'],
  ],
  [
    'a region of no unit',
    { kind: 'freehand', values: statistics(''), basis: 'unknown' },
    ['mean 44.8 SD 11.8 stored value', 'min -3 max 81', '123.4 mm² basis unknown · 317 px'],
  ],
  [
    'a region without values',
    {
      kind: 'rectangle',
      values: [value('area', 3.318, 'cm²')],
      basis: 'ultrasoundRegion',
      noValues: [{ layer: undefined, reason: 'colour' }],
    },
    ['3.32 cm²', 'no value: the image is in colour'],
  ],
  [
    'LN5: a point in a fusion, each layer in its own unit',
    {
      kind: 'probe',
      values: [
        { ...value('value', 43, 'HU'), layer: 'CT' },
        { ...value('value', 5.214, 'SUVbw'), layer: 'PT' },
      ],
    },
    ['CT 43 HU', 'PT 5.21 SUVbw'],
  ],
  [
    'LN5: a region in a fusion, and why one of the layers tells nothing',
    {
      kind: 'ellipse',
      values: [
        ...statistics('HU')
          .slice(0, 5)
          .map((each) => ({ ...each, layer: 'CT' })),
        value('area', 123.44, 'mm²'),
      ],
      basis: 'patient',
      noValues: [{ layer: 'PT', reason: 'sliceMissing' }],
    },
    ['CT mean 44.8 SD 11.8 HU', 'CT min -3 max 81', '123.4 mm²', 'PT no value: not every slice is here as it was made'],
  ],
  ['a point in SUV', { kind: 'probe', values: [value('value', 4.237, 'SUVbw')] }, ['4.24 SUVbw']],
  [
    'a heart',
    {
      kind: 'cardiothoracicRatio',
      values: [value('ratio', 49.6, '%'), value('heart', 139, 'mm'), value('thorax', 280.25, 'mm')],
      basis: 'detector',
    },
    ['CTR 50 %', '139.0 / 280.3 mm at detector'],
  ],
  ['words', { kind: 'text', text: 'cyst?' }, ['cyst?']],
  ['a mark', { kind: 'keyImage' }, []],
])('E2: %s', (_, part, expected) => {
  expect(lines(part)).toEqual(expected);
});

test('E2: every basis has words, never a key; only what is so by nature needs none', () => {
  const everyBasis: Readonly<Record<LengthBasis, true>> = {
    ...{
      patient: true,
      calibratedFiducial: true,
      calibratedGeometry: true,
      magnificationCorrected: true,
      detector: true,
    },
    ...{
      unknown: true,
      film: true,
      ultrasoundRegion: true,
      outsideRegion: true,
      notCalibrated: true,
      calibratedByReader: true,
    },
  };
  for (const basis of Object.keys(everyBasis)) {
    const [text = ''] = lines({ kind: 'length', values: [value('length', 12.34, 'mm')], basis, factor: 1.1 });
    expect(text).not.toContain('basis.');
    expect(text.split(' ').length > 2).toBe(basis !== 'patient' && basis !== 'ultrasoundRegion');
  }
});

test('of an image that was replaced, that it was stands below the values', () => {
  expect(
    lines({ kind: 'length', values: [value('length', 24.96, 'mm')], basis: 'patient', isOfEarlierImage: true }),
  ).toEqual(['25.0 mm', 'measured on an earlier version of this image']);
});

test('SF1, C8: every reason for no value has words', () => {
  const every: Readonly<Record<NoValues, true>> = {
    ...{
      notDrawn: true,
      sliceMissing: true,
      preview: true,
      decimated: true,
      slab: true,
      colour: true,
      outside: true,
      empty: true,
    },
  };
  for (const reason of Object.keys(every) as NoValues[]) {
    expect(lines({ kind: 'probe', noValues: [{ layer: undefined, reason }] })[0]).toMatch(/no value/);
  }
});

test('hostile words: nothing that turns others round, no line longer than a label, not more than a label holds', () => {
  const shown = lines({ kind: 'text', text: `\u202E${'evil '.repeat(90)}\u0007` });
  expect(shown.every((line) => line.length <= 42 && !line.includes('\u202E') && !line.includes('\u0007'))).toBe(true);
  expect(lines({ kind: 'text', text: 'a'.repeat(500) }).join('')).toBe('a'.repeat(500));
  expect(lines({ kind: 'text', text: 'x\n'.repeat(250) }).length).toBeLessThanOrEqual(12);
});

const mark = (part: Parameters<typeof told>[0]) => annotationMark(told(part), t);

test.each<[string, Parameters<typeof told>[0], readonly string[]]>([
  [
    'a length of a mammogram',
    { kind: 'length', values: [value('length', 24.8, 'mm')], basis: 'magnificationCorrected', factor: 1.04 },
    ['24.8 mm ×1.04'],
  ],
  [
    'a length at the detector',
    { kind: 'length', values: [value('length', 25, 'mm')], basis: 'detector' },
    ['25.0 mm det.'],
  ],
  [
    'an area of a mammogram',
    { kind: 'ellipse', values: statistics(''), basis: 'magnificationCorrected', factor: 1.04 },
    ['44.8 ± 11.8', '123.4 mm² ×1.04'],
  ],
  ['a region in HU', { kind: 'ellipse', values: statistics('HU'), basis: 'patient' }, ['44.8 ± 11.8 HU', '123.4 mm²']],
  [
    'a region in SUV',
    { kind: 'ellipse', values: statistics('SUVbw'), basis: 'patient' },
    ['max 81 mean 44.8 SUVbw', '123.4 mm²'],
  ],
  [
    'a region that has no values now',
    {
      kind: 'ellipse',
      values: [value('area', 123.44, 'mm²')],
      basis: 'patient',
      noValues: [{ layer: undefined, reason: 'sliceMissing' }],
    },
    ['123.4 mm²', 'no value'],
  ],
  [
    'a heart',
    {
      kind: 'cardiothoracicRatio',
      values: [value('ratio', 49.6, '%'), value('heart', 139, 'mm'), value('thorax', 280.25, 'mm')],
      basis: 'detector',
    },
    ['CTR 50 %'],
  ],
  ['words', { kind: 'text', text: 'cyst?' }, ['cyst?']],
])('E2: on the image, in short: %s', (_, part, expected) => {
  expect(mark(part)).toEqual(expected);
});

test('E2: in short, too, every basis that is not so by nature has a sign, and none is a key', () => {
  const signs = (
    [
      'calibratedFiducial',
      'calibratedGeometry',
      'magnificationCorrected',
      'detector',
      'unknown',
      'film',
      'outsideRegion',
      'notCalibrated',
      'calibratedByReader',
    ] satisfies LengthBasis[]
  ).map((basis) => mark({ kind: 'length', values: [value('length', 12.34, 'mm')], basis, factor: 1.1 })[0] ?? '');
  for (const text of signs) {
    expect(text).not.toContain('basis.');
    expect(text.length).toBeGreaterThan('12.3 mm'.length);
  }
});
