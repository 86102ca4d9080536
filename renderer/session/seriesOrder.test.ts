import { expect, test } from 'vitest';
import { known } from '#shared/dicom/series/facet.ts';
import type { SeriesKind } from '#shared/dicom/series/seriesFacets.ts';
import type { BodyRegion } from '#shared/worklist/bodyRegion.ts';
import type { SeriesFacts } from './seriesFacts.ts';
import { orderSeries } from './seriesOrder.ts';
import type { NamedDisplaySet } from './studyImages.ts';

interface Row {
  readonly name: string;
  readonly kind?: SeriesKind;
  readonly region?: BodyRegion;
  readonly time?: number;
  readonly number?: number;
}

function ordered(rows: readonly Row[]): readonly string[] {
  const facts = new Map<NamedDisplaySet, SeriesFacts>();
  const sets = rows.map(({ name, kind = 'image', region, time = 0, number }) => {
    const named = { description: name, seriesNumber: number } as unknown as NamedDisplaySet;
    facts.set(named, {
      facets: {
        kind: known(kind, 'text', 1),
        mip: known(false, 'none', 1),
        mpr: known(false, 'none', 1),
      } as SeriesFacts['facets'],
      region,
      machine: undefined,
      acquired: { date: '20260101', timeMs: time },
    });
    return named;
  });
  return orderSeries(sets, (named) => facts.get(named)).map(({ description }) => description);
}

test('anatomy from the head down, then time, whatever the numbers', () => {
  expect(
    ordered([
      { name: 'leg', region: 'leg', time: 1, number: 1 },
      { name: 'chest late', region: 'chest', time: 9, number: 2 },
      { name: 'chest early', region: 'chest', time: 5, number: 12 },
      { name: 'head', region: 'head', time: 20, number: 30 },
      { name: 'nobody knows', time: 0, number: 0 },
    ]),
  ).toEqual(['head', 'chest early', 'chest late', 'leg', 'nobody knows']);
});

test('localisers and dose pages come last, however early they were made', () => {
  expect(
    ordered([
      { name: 'topogram', kind: 'localizer', region: 'head', time: 0 },
      { name: 'dose', kind: 'dose', region: 'head', time: 1 },
      { name: 'bolus', kind: 'bolus', region: 'head', time: 2 },
      { name: 'axial', region: 'head', time: 3 },
      { name: 'screen', kind: 'capture', region: 'head', time: 1 },
    ]),
  ).toEqual(['axial', 'screen', 'topogram', 'bolus', 'dose']);
});

test('one time: by number; no number last', () => {
  expect(ordered([{ name: 'none' }, { name: 'two', number: 2 }, { name: 'one', number: 1 }])).toEqual([
    'one',
    'two',
    'none',
  ]);
});
