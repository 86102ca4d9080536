import type { SeriesFacets } from '../../dicom/series/seriesFacets.ts';
import type { Protocol, Selector, SeriesRule } from '../protocol.ts';

/** How a facet stands in a name; what is left out names nothing. */
const pieces: readonly (readonly [facet: keyof SeriesFacets, piece: (value: unknown) => string])[] = [
  ['modality', String],
  ['laterality', String],
  ['view', String],
  ['weighting', String],
  ['phase', String],
  ['contrast', (value) => (value === 'post' ? '+C' : 'not +C')],
  ['kernel', (value) => (value === 'sharp' ? 'sharp' : 'soft')],
  ['window', String],
  ['fatSat', (value) => (value === true ? 'FS' : '')],
  ['mip', (value) => (value === true ? 'MIP' : '')],
  ['tomo', (value) => (value === true ? 'tomo' : '')],
  ['thin', (value) => (value === true ? 'thin' : '')],
  ['plane', String],
];

/** A series in few words, by what is asked of it: "T1 +C AX". `modality`: where nothing else is asked. */
export function selectorLabel(facets: SeriesFacets, rules: readonly SeriesRule[]): string {
  // A wish that gives little is not promised by the name.
  const promised = new Set(rules.filter(isPromised).map(({ facet }) => facet as string));
  const words = pieces.flatMap(([facet, piece]) => {
    const value = facets[facet].value;
    return promised.has(facet) && value !== undefined ? [piece(value)] : [];
  });
  const label = words.filter((word) => word !== '').join(' ');
  return label === '' ? (facets.modality.value ?? 'images') : label;
}

function isPromised({ facet, required, weight }: SeriesRule): boolean {
  if (facet === 'contrast' || facet === 'phase') return (weight ?? 0) > 2;
  return required === true || (weight ?? 0) >= 4;
}

/** A selector of which a fact was left out is no longer called by it; nor is what is compared with it. */
export function withTrueLabels(protocol: Protocol, facetsOf: (selector: string) => SeriesFacets | undefined): Protocol {
  const own = Object.entries(protocol.selectors).map(([key, selector]): readonly [string, Selector] => {
    const facets = facetsOf(key);
    return [
      key,
      facets && selector.mirrorOf === undefined
        ? { ...selector, label: selectorLabel(facets, selector.rules) }
        : selector,
    ];
  });
  const labels = new Map(own.map(([key, { label }]) => [key, label]));
  const all = own.map(([key, selector]) => {
    const label = facetsOf(key) && selector.mirrorOf !== undefined ? labels.get(selector.mirrorOf) : undefined;
    return [key, label === undefined ? selector : { ...selector, label }] as const;
  });
  return { ...protocol, selectors: Object.fromEntries(all) };
}

/** A key made of a label, unlike every other. */
export function selectorKey(label: string, taken: ReadonlySet<string>): string {
  const words = label
    .replace('+C', 'post')
    .replace('T2*', 'T2star')
    .split(/[^A-Za-z0-9]+/);
  const joined = words
    .filter((word) => word !== '')
    .map((word, place) => (place === 0 ? word.toLowerCase() : word[0]?.toUpperCase() + word.slice(1)))
    .join('');
  const stem = (/^[a-z]/i.test(joined) ? joined : `s${joined}`).slice(0, 24);
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? stem : `${stem}${number}`;
    if (!taken.has(key)) return key;
  }
}
