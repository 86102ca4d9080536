import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifySeries } from '#shared/dicom/series/classifySeries.ts';
import { readHeaderLine } from '#tests/fixtures/seriesHeaders.ts';
import { correctionsOf, problemOfSaid, type SaidOfSeries } from './corrections.ts';

const scanner = { kind: 'scanner', station: 'MR1', protocol: 'BRAIN', description: 'dark ax' } as const;
const said = (
  values: SaidOfSeries['values'],
  of: SaidOfSeries['of'] = scanner,
  archiveId = 'site-a',
): SaidOfSeries => ({
  archiveId,
  of,
  values,
});
const series = (uid: string) => ({ kind: 'series', seriesInstanceUID: uid }) as const;
const header = (uid: string, station = 'MR1') =>
  readHeaderLine('MR | dark ax | BRAIN', { StationName: [station], SeriesInstanceUID: [uid] }).dataset;

describe('what was said of a series', () => {
  it('is what the series is from then on, and "unknown" is an answer', () => {
    const corrections = correctionsOf([said({ weighting: 'FLAIR', plane: null })], 'site-a');
    const facets = classifySeries(undefined, header('1.2.3'), corrections);
    expect(facets.weighting).toEqual({ value: 'FLAIR', source: 'siteCorrection', confidence: 1 });
    expect(facets.plane).toEqual({ value: undefined, source: 'siteCorrection', confidence: 1 });
    expect(facets.kind.source).not.toBe('siteCorrection');
  });

  it('is of that scanner and of that archive alone', () => {
    const corrections = correctionsOf(
      [said({ weighting: 'FLAIR' }), said({ weighting: 'T1' }, scanner, 'site-b')],
      'site-a',
    );
    expect(corrections.ofScanners).toHaveLength(1);
    expect(classifySeries(undefined, header('1.2.3', 'MR2'), corrections).weighting.source).not.toBe('siteCorrection');
  });

  it('of one series is stronger than of its scanner, and a side is of that one', () => {
    const all = [said({ weighting: 'STIR', laterality: 'L' }, series('1.2.3')), said({ weighting: 'FLAIR' })];
    for (const list of [all, [...all].reverse()]) {
      const corrections = correctionsOf(list, 'site-a');
      const own = classifySeries(undefined, header('1.2.3'), corrections);
      expect([own.weighting.value, own.laterality.value]).toEqual(['STIR', 'L']);
      const next = classifySeries(undefined, header('1.2.4'), corrections);
      expect([next.weighting.value, next.laterality.value]).toEqual(['FLAIR', undefined]);
    }
  });

  it('never puts a side on another patient, whatever is kept: such a word is left out whole', () => {
    const side = said({ weighting: 'FLAIR', laterality: 'R' });
    expect(problemOfSaid(side)).toBe('sideOfScanner');
    expect(correctionsOf([side], 'site-a')).toEqual({ ofScanners: [], ofSeries: [] });
  });

  it('is taken or refused, and never throws, whatever it is', () => {
    const value = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null));
    const name = fc.oneof(fc.string(), fc.constantFrom('weighting', 'laterality', '__proto__', 'toString', 'bValue'));
    const of = fc.oneof(
      fc.record({ seriesInstanceUID: fc.string() }).map((each) => ({ kind: 'series', ...each }) as const),
      fc
        .record({ station: fc.string(), protocol: fc.string(), description: fc.string() })
        .map((each) => ({ kind: 'scanner', ...each }) as const),
    );
    fc.assert(
      fc.property(fc.dictionary(name, value, { maxKeys: 4 }), of, (values, whose) => {
        const word = said(values, whose);
        const { ofScanners, ofSeries } = correctionsOf([word], 'site-a');
        expect(ofScanners.length + ofSeries.length).toBe(problemOfSaid(word) === undefined ? 1 : 0);
        expect(ofScanners.some(({ values: taken }) => 'laterality' in taken)).toBe(false);
      }),
    );
  });
});
