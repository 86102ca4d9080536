import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { facetsOfLine, readHeaderLine } from '#tests/fixtures/seriesHeaders.ts';
import { attributes, type Keyword, tagOf } from '../attributes.ts';
import { readDicomJson } from '../dicomJson.ts';
import { classifyHeader } from './classifySeries.ts';
import { corrected, scannerSeriesOf } from './corrections.ts';
import type { Facet } from './facet.ts';
import { normalise } from './words.ts';

const facetsOf = (line: string) => facetsOfLine(readHeaderLine(line));

describe('cases that a first rule set gets wrong', () => {
  test.each([
    ['CT | CTA HEAD VENOUS', 'post'],
    ['MR | T1 avant gado', 'pre'],
    ['MR | T1 vor KM', 'pre'],
    ['MR | T1 zonder contrast', 'pre'],
    ['CT | bez kontrastu', 'pre'],
    ['CT | utan kontrast', 'pre'],
    ['MR | T1 antes de contraste', 'pre'],
    ['MR | T1 kontrast öncesi', 'pre'],
    ['CT | tanpa kontras', 'pre'],
    ['CT | Virtual non contrast', undefined],
    ['CT | VNC 1.0', undefined],
    ['MR | T1 post gad subtraction', undefined],
    ['CT | C+/-', undefined],
    ['CT | ABD +-C', undefined],
    ['CT | AP -C', 'pre'],
    ['CT | ABD +CM', 'post'],
    ['CT | CHEST - C1', undefined],
    ['MR | LAVA post 3 min', 'post'],
    ['MR | T1 SE AX +GD', 'post'],
    ['MR | T1 SE AX post Gd', 'post'],
    ['CT | Abdomen with oral contrast', undefined],
    ['CT | Abdomen oral and IV contrast', 'post'],
    ['CT | Abdomen PRE AND POST', undefined],
    ['CT | W/O AND W CONTRAST', undefined],
    ['MR | T1 POSTERIOR FOSSA', undefined],
    ['MR | T1 W/O FS', undefined],
    ['MR | BASAL GANGLIA T1', undefined],
    ['CT | LUNG EDGE ENHANCED', undefined],
    ['MR | 3D TOF ANGIO', undefined],
    ['CT | Thorax | Thorax with contrast', undefined],
  ])('contrast of %s: %s', (line, contrast) => {
    expect(facetsOf(line).contrast.value).toBe(contrast);
  });

  test('two opposite words, or two phases in one name, are a conflict that is said', () => {
    expect(facetsOf('CT | PRE AND POST').contrast.conflict).toBe('PRE AND POST');
    for (const name of ['ABD W/WO CONTRAST', 'ABD WO/W', 'vor und nach KM', 'KM Allergie']) {
      expect(facetsOf(`CT | ${name}`).contrast).toMatchObject({ value: undefined, conflict: name });
    }
    expect(facetsOf('CT | ART+PV').phase).toMatchObject({ value: undefined, conflict: 'ART+PV' });
  });

  test('an agent beside a name that says without: the name stays, and the agent is said', () => {
    const { contrast } = facetsOf('CT | Head without contrast | | agent=Omnipaque');
    expect(contrast).toMatchObject({ value: 'pre', conflict: 'OMNIPAQUE' });
  });

  test('a name that the echo time speaks against stays, and the time is said', () => {
    expect(facetsOf('MR | T1 AX | | te=90; tr=4000; seq=SE').weighting).toMatchObject({
      value: 'T1',
      conflict: 'EchoTime 90',
    });
    expect(facetsOf('MR | T2 AX | | te=10; tr=500; seq=SE').weighting).toMatchObject({
      value: 'T2',
      conflict: 'EchoTime 10',
    });
  });

  test.each([
    ['CR | Portable chest', 'AP'],
    ['CR | PA', 'PA'],
    ['DX | any | | pos=LLD', 'DECUB'],
    ['DX | any | | pos=LLO', 'OBL'],
    ['CR | CHILD', undefined],
    ['CR | PALATE', undefined],
  ])('view of %s: %s', (line, view) => {
    expect(facetsOf(line).view.value).toBe(view);
  });

  test('sides: of paired parts only, and two sides named are none', () => {
    expect(facetsOf('CT | liver RT lobe').laterality.value).toBeUndefined();
    expect(facetsOf('DX | KNEE LT RT').laterality).toMatchObject({ value: undefined, conflict: 'KNEE LT RT' });
    expect(facetsOf('DX | BOTH KNEES AP').laterality.value).toBe('B');
    expect(facetsOf('DX | KNEE LT | | ilat=R').laterality).toMatchObject({ value: 'R', conflict: 'KNEE LT' });
    // The word of the series against the word of the study, and words against the tag: none wins unseen.
    expect(facetsOf('CT | BONE R | | study=CT HIP LEFT').laterality).toEqual({
      value: undefined,
      source: 'text',
      confidence: 0,
      conflict: 'BONE R · CT HIP LEFT',
    });
    expect(facetsOf('DX | RIGHT KNEE AP | | ilat=L').laterality).toMatchObject({
      value: 'L',
      source: 'ImageLaterality',
      conflict: 'RIGHT KNEE AP',
    });
    expect(facetsOf('MR | PD FS AX | | lat=L; study=MRI RIGHT KNEE').laterality).toMatchObject({
      value: 'L',
      conflict: 'MRI RIGHT KNEE',
    });
    expect(facetsOf('DX | LEFT KNEE AP | | ilat=L; study=XR RIGHT KNEE').laterality.conflict).toBeUndefined();
    expect(facetsOf('MR | T2 SAG | | body=KNEE').laterality.value).toBeUndefined();
  });

  test('words in other words are none', () => {
    expect(facetsOf('MR | PLOCATION').kind.value).toBe('image');
    expect(facetsOf('CT | SUBSTANDARD').kernel.value).toBeUndefined();
    expect(facetsOf('MR | T12 VERTEBRA').weighting.value).toBeUndefined();
    expect(facetsOf('CT | BOLUSES OF FOOD').kind.value).toBe('image');
  });

  test('the plane is of the dominant axis, however oblique', () => {
    const facets = facetsOf('MR | COR OBL | | iop=0.719,0.695,0,0,0,-1');
    expect(facets.plane).toMatchObject({ value: 'COR', source: 'geometry' });
    expect(facets.obliqueDeg.value).toBeCloseTo(44, 0);
    expect(facetsOf('MR | T2 | | iop=1,0,0,1,0,0').plane.value).toBeUndefined();
  });
});

describe('b-values that makers keep for themselves', () => {
  const mr = { [tagOf('Modality')]: { vr: 'CS', Value: ['MR'] } };
  const block = (place: string, creator: string) => ({ [place]: { vr: 'LO', Value: [creator] } });
  test.each([
    ['Siemens', { ...block('00190010', 'SIEMENS MR HEADER'), '0019100C': { vr: 'IS', Value: ['1000'] } }, 1000],
    [
      'Siemens, as bytes',
      { ...block('00190011', 'SIEMENS MR HEADER'), '0019110C': { vr: 'UN', InlineBinary: 'ODAwIA==' } },
      800,
    ],
    [
      'GE with a flag',
      { ...block('00430010', 'GEMS_PARM_01'), '00431039': { vr: 'IS', Value: [1_000_000_750, 8, 0, 0] } },
      750,
    ],
    [
      'GE, as bytes',
      { ...block('00430010', 'GEMS_PARM_01'), '00431039': { vr: 'UN', InlineBinary: 'MTAwMFw4XDBcMA==' } },
      1000,
    ],
    [
      'Philips, as bytes',
      { ...block('20010010', 'Philips Imaging DD 001'), '20011003': { vr: 'UN', InlineBinary: 'AAB6RA==' } },
      1000,
    ],
    ['United Imaging', { ...block('00650010', 'Image Private Header'), '00651009': { vr: 'FD', Value: [500] } }, 500],
    [
      'a block of another maker',
      { ...block('00190010', 'GEMS_ACQU_01'), '0019100C': { vr: 'IS', Value: ['1000'] } },
      undefined,
    ],
  ])('%s', (_, elements, bValue) => {
    const facets = classifyHeader({ ...mr, ...elements });
    expect(facets.bValue.value).toBe(bValue);
    expect(facets.weighting.value).toBe(bValue === undefined ? undefined : 'DWI');
  });
});

describe('corrections', () => {
  const { dataset } = readHeaderLine('MR | Serie 4 | Kopf | lat=L');
  const series = scannerSeriesOf(dataset);
  const plain = classifyHeader(dataset);

  test('what was said of a scanner holds for its series of that name, and says that a person said it', () => {
    const values = { weighting: 'FLAIR', contrast: null } as const;
    const facets = corrected(plain, dataset, { ofScanners: [{ series: series!, values }], ofSeries: [] });
    expect(facets.weighting).toEqual({ value: 'FLAIR', source: 'siteCorrection', confidence: 1 });
    expect(facets.contrast).toEqual({ value: undefined, source: 'siteCorrection', confidence: 1 });
    const other = { ...series!, station: 'MR2' };
    expect(corrected(plain, dataset, { ofScanners: [{ series: other, values }], ofSeries: [] })).toBe(plain);
  });

  test('a series without any name is remembered by nothing: all nameless ones would be taken for it', () => {
    expect(scannerSeriesOf(readHeaderLine('MR').dataset)).toBeUndefined();
  });

  test('a side is put right for one series', () => {
    const one = { ...dataset, [tagOf('SeriesInstanceUID')]: { vr: 'UI', Value: ['1.2.3'] } };
    const ofSeries = [{ seriesInstanceUID: '1.2.3', values: { laterality: 'R' } as const }];
    expect(corrected(plain, one, { ofScanners: [], ofSeries }).laterality.value).toBe('R');
    expect(corrected(plain, dataset, { ofScanners: [], ofSeries })).toBe(plain);
  });
});

describe('whatever stands in a header', () => {
  const keywords = Object.keys(attributes) as Keyword[];
  const words = [
    'MR',
    'CT',
    'MG',
    'PT',
    'DX',
    'T2 TSE',
    'POST',
    'ART',
    'PRE',
    'b1000',
    'LOC',
    'RIGHT',
    'B70f',
    'DERIVED',
    '\u0000',
    '💀',
    'ı',
  ];
  const value = fc.oneof(
    fc.jsonValue(),
    fc.string(),
    fc.constantFrom(...words),
    fc.double(),
    fc.constant(null),
    fc.constant('x'.repeat(5_000)),
  );
  const element = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        vr: fc.constantFrom('CS', 'LO', 'DS', 'SQ', 'UN', 'FD'),
        Value: fc.array(value, { maxLength: 7 }),
      }),
    },
    fc.record({ vr: fc.constant('UN'), InlineBinary: fc.string() }),
    fc.jsonValue(),
  );
  const tags = [...keywords.map(tagOf), '00190010', '0019100C', '20010010', '20011003'];
  const header = fc.dictionary(fc.constantFrom(...tags), element, { maxKeys: 25 });

  test('classifying never throws, and unknown is never sure', () => {
    fc.assert(
      fc.property(header, (json) => {
        const read = readDicomJson(json);
        if (!read.ok) return;
        for (const facet of Object.values<Facet<unknown>>({ ...classifyHeader(read.value) })) {
          expect(facet.confidence).toBeGreaterThanOrEqual(0);
          expect(facet.confidence).toBeLessThanOrEqual(1);
          if (facet.value === undefined) expect(facet.confidence).toBeLessThan(0.5);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('a header that says nothing of a question leaves it unknown: no plain series becomes "pre"', () => {
    // Letters of which no word of any list is made.
    const nothing = fc.stringMatching(/^[JXZ0 ]{0,12}$/);
    fc.assert(
      fc.property(nothing, fc.constantFrom('CT', 'MR', 'DX', 'MG', 'PT'), (name, modality) => {
        const facets = facetsOf(`${modality} | ${name}`);
        for (const part of [
          'plane',
          'weighting',
          'contrast',
          'phase',
          'kernel',
          'window',
          'view',
          'laterality',
          'bValue',
          'ac',
        ] as const) {
          expect([part, facets[part].value]).toEqual([part, undefined]);
        }
      }),
    );
  });

  test('a word inside a longer one says nothing', () => {
    const meaningful = fc.constantFrom(
      'ART',
      'PORTAL',
      'DELAY',
      'CTA',
      'NCCT',
      'PLAIN',
      'LUNG',
      'BONE',
      'SCOUT',
      'TOPO',
      'HRCT',
    );
    const letters = fc.stringMatching(/^[QX]{1,4}$/);
    fc.assert(
      fc.property(meaningful, letters, letters, (word, before, after) => {
        const facets = facetsOf(`CT | ${before}${word}${after}`);
        expect([facets.kind.value, facets.contrast.value, facets.kernel.value, facets.phase.value]).toEqual([
          'image',
          undefined,
          undefined,
          undefined,
        ]);
      }),
    );
  });

  test('normalising a second time changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const once = normalise(text);
        expect(normalise(once)).toBe(once);
      }),
    );
  });
});
