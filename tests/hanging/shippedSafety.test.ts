import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Facet, known, unknown } from '#shared/dicom/series/facet.ts';
import type { SeriesFacets, SeriesSide } from '#shared/dicom/series/seriesFacets.ts';
import { hangWith } from '#shared/hanging/hang.ts';
import type { Binding, Hanging, HangSeries, StudyFacets, StudyToHang } from '#shared/hanging/hanging.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';

// Whatever a study and its prior are made of, and whichever shipped protocol a reader takes for them: no wrong side, no
// series after contrast in a box for one before it, no other phase than the one a box is called by.

const facet = <Value>(...values: readonly Value[]): fc.Arbitrary<Facet<Value>> =>
  fc.constantFrom(unknown as Facet<Value>, ...values.map((value) => known(value, 'test', 1)));

function seriesOf(study: string, modality: string): fc.Arbitrary<HangSeries> {
  return fc
    .record({
      number: fc.integer({ min: 1, max: 9_999 }),
      plane: facet('AX' as const, 'COR' as const, 'SAG' as const),
      weighting: facet('T1' as const, 'T2' as const, 'PD' as const, 'FLAIR' as const, 'DWI' as const, 'MRA' as const),
      contrast: facet('pre' as const, 'post' as const),
      phase: facet('arterial' as const, 'portal' as const, 'delayed' as const, 'hepatobiliary' as const),
      kernel: facet('soft' as const, 'sharp' as const),
      window: facet('lung' as const, 'bone' as const, 'brain' as const),
      view: facet('AP' as const, 'PA' as const, 'LAT' as const, 'CC' as const, 'MLO' as const),
      laterality: facet<SeriesSide>('L', 'R', 'B'),
      fatSat: facet(true, false),
      thin: facet(true, false),
      tomo: facet(true, false),
      ac: facet(true, false),
      mip: facet(true, false),
      is3D: facet(true, false),
      bValue: facet(0, 800, 1400),
      thickness: facet(1, 5),
      count: fc.constantFrom(1, 30, 300).map((count) => known(count, 'test', 1)),
      description: facet('Head 5.0', 'C-Spine', 'Body PV', 'dyn', 'sub', 'expiration'),
    })
    .map(({ number, ...facets }): HangSeries => {
      const all: SeriesFacets = {
        kind: known('image', 'test', 1),
        modality: known(modality, 'test', 1),
        obliqueDeg: unknown,
        mpr: unknown,
        derived: unknown,
        secondary: unknown,
        forProcessing: unknown,
        ai: known(false, 'test', 1),
        ...facets,
      };
      return { id: `${study}/${number}`, seriesInstanceUID: `${study}.${number}`, seriesNumber: number, facets: all };
    });
}

const noFacets: StudyFacets = {
  modality: unknown,
  bodyPart: unknown,
  description: unknown,
  procedureCode: unknown,
  laterality: unknown,
  ageYears: unknown,
  nImageSeries: unknown,
  hasContrast: unknown,
  reason: unknown,
  asked: unknown,
  planes: unknown,
};

function studyOf(modality: string): fc.Arbitrary<StudyToHang> {
  const modalities: Facet<readonly string[]> = known([modality], 'test', 1);
  const series = (study: string) =>
    fc.uniqueArray(seriesOf(study, modality), { maxLength: 9, selector: ({ id }) => id });
  return fc
    .record({ now: series('now'), before: series('before'), screens: fc.constantFrom(1, 2) })
    .map(({ now, before, screens }) => ({
      id: 'now',
      date: '20260302',
      site: 'lahore-1',
      screens,
      facets: { ...noFacets, modality: modalities },
      series: now,
      priors: [
        {
          id: 'before',
          date: '20240301',
          facets: { ...noFacets, modality: modalities },
          series: before,
          hasReport: true,
        },
      ],
    }));
}

const phaseOfLabel = [
  [/^arterial/i, ['arterial']],
  [/^portal/i, ['portal']],
  [/^late phase|^delayed or portal/i, ['portal', 'delayed']],
  [/^hepatobiliary or delayed/i, ['delayed', 'hepatobiliary']],
  [/^delayed/i, ['delayed']],
] as const;

function wrongsOf(hanging: Hanging, study: StudyToHang): readonly string[] {
  const all = new Map([...study.series, ...(study.priors[0]?.series ?? [])].map((series) => [series.id, series]));
  const facetsOf = (binding: Binding | undefined) => binding && all.get(binding.series)?.facets;
  return Object.values(hanging.bindings).flatMap((binding) => {
    const selector = hanging.protocol.selectors[binding.selector];
    const facets = facetsOf(binding);
    if (!selector || !facets) return [`${binding.selector}: hangs nothing that there is`];
    const label = selector.label ?? '';
    if (selector.mirrorOf !== undefined) {
      const [one, other] = [facetsOf(hanging.bindings[selector.mirrorOf])?.laterality.value, facets.laterality.value];
      return one && other && one !== other && one !== 'B' && other !== 'B' ? [`${label}: ${other} beside ${one}`] : [];
    }
    const [contrast, phase, side] = [facets.contrast.value, facets.phase.value, facets.laterality.value];
    const named = phaseOfLabel.find(([words]) => words.test(label))?.[1];
    return [
      ...(/before contrast|not after/i.test(label) && contrast === 'post' ? [`${label}: after contrast`] : []),
      ...(/^(?!.*not after).*after contrast/i.test(label) && contrast === 'pre' ? [`${label}: before contrast`] : []),
      ...(named && !named.some((each) => each === phase) ? [`${label}: ${phase ?? 'no phase'}`] : []),
      ...(/^right/i.test(label) && side !== 'R' ? [`${label}: ${side ?? 'no side'}`] : []),
      ...(/(^|, )left/i.test(label) && side !== 'L' ? [`${label}: ${side ?? 'no side'}`] : []),
      ...(/right, or side not written/i.test(label) && side === 'L' ? [`${label}: L`] : []),
    ];
  });
}

const modalityOf = (id: string) =>
  /\.(cr|xr)-/.test(id) ? 'DX' : /\.mg-/.test(id) ? 'MG' : /\.mr-/.test(id) ? 'MR' : 'CT';
const protocols = shippedProtocols
  .filter(({ id }) => /\.(cr|xr|mg|mr|ct|cta)[-p]/.test(id))
  .map((protocol) => ({ id: protocol.id, protocol }));

describe.each(protocols)('$id', ({ id, protocol }) => {
  test('hangs no wrong side, no swapped contrast, no other phase', () => {
    fc.assert(
      fc.property(studyOf(modalityOf(id)), (study) => {
        expect(wrongsOf(hangWith(study, protocol), study)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
