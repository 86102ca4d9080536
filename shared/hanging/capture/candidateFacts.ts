import type { SeriesFacets, View } from '../../dicom/series/seriesFacets.ts';
import type { SeriesRule } from '../protocol.ts';
import { type Fact, must, never, rather, sureValue, weights } from './fact.ts';
import { contrastRules, phaseRules } from './namedContrast.ts';
import { numberFact } from './numberFact.ts';
import { wordFacts } from './wordFacts.ts';

const frontal: readonly View[] = ['AP', 'PA'];

/**
 * Everything that may be remembered of a series, what lasts from site to site first: what the image is (plane,
 * weighting, phase, kernel, projection), how it was taken (view, thickness, b-value, fat, agent), and words last. Its
 * number and its UID are not among them. `others`: what it is to be told from.
 */
export function candidateFacts(target: SeriesFacets, others: readonly SeriesFacets[]): readonly Fact[] {
  return [
    ...positive(target, 'modality').map((fact) => ({ ...fact, isIdentity: false })),
    ...positive(target, 'plane'),
    ...positive(target, 'weighting'),
    ...phaseFacts(target),
    ...kernelFacts(target),
    ...switches(target, ['mip']),
    ...viewFacts(target),
    ...switches(target, ['tomo', 'ac']),
    ...happenings(target, ['thin']),
    ...numberFact(target, others, 'thickness', 0.5),
    ...numberFact(target, others, 'bValue', 50),
    ...switches(target, ['fatSat']),
    ...contrastFacts(target),
    ...happenings(target, ['mpr', 'is3D', 'derived', 'secondary']),
    ...unlikeOthers(target, others),
    ...numberFact(target, others, 'count', 5),
    ...wordFacts(target, others),
  ];
}

function positive(target: SeriesFacets, name: 'modality' | 'plane' | 'weighting'): readonly Fact[] {
  const value = sureValue(target, name);
  return value === undefined ? [] : [{ rules: [must(name, 'eq', value)], isIdentity: true }];
}

function phaseFacts(target: SeriesFacets): readonly Fact[] {
  const phase = sureValue(target, 'phase');
  return phase === undefined ? [] : [{ rules: phaseRules(phase), isIdentity: false }];
}

function contrastFacts(target: SeriesFacets): readonly Fact[] {
  const contrast = sureValue(target, 'contrast');
  return contrast === undefined ? [] : [{ rules: contrastRules(contrast), isIdentity: false }];
}

/** Scanners that name no kernel make soft images: those are what is not sharp. */
function kernelFacts(target: SeriesFacets): readonly Fact[] {
  const kernel = sureValue(target, 'kernel');
  const window = sureValue(target, 'window');
  const facts: Fact[] = [];
  if (kernel === 'sharp') facts.push({ rules: [must('kernel', 'eq', 'sharp')], isIdentity: true });
  if (kernel === 'soft') facts.push({ rules: [never('kernel', 'sharp')], isIdentity: true });
  if (window !== undefined) facts.push({ rules: [must('window', 'eq', window)], isIdentity: true });
  return facts;
}

/** A chest taken from the front or from behind is read alike; where both hang, they are told apart. */
function viewFacts(target: SeriesFacets): readonly Fact[] {
  const view = sureValue(target, 'view');
  if (view === undefined) return [];
  const exact: Fact = { rules: [must('view', 'eq', view)], isIdentity: true };
  if (!frontal.includes(view)) return [exact];
  return [{ rules: [must('view', 'in', [...frontal])], isIdentity: true }, exact];
}

/** Something that is so or is not; what is not so is told as "not", so that a scanner that does not say it is heard. */
function switches(target: SeriesFacets, names: readonly ('mip' | 'tomo' | 'ac' | 'fatSat')[]): readonly Fact[] {
  return names.flatMap((name) => {
    const value = sureValue(target, name);
    if (value === undefined) return [];
    return [{ rules: [value ? must(name, 'eq', true) : never(name, true)], isIdentity: name === 'mip' }];
  });
}

/** How it was made. Another site makes it otherwise, and it is the same series for that: so it is preferred, not asked for. */
function happenings(
  target: SeriesFacets,
  names: readonly ('thin' | 'mpr' | 'is3D' | 'derived' | 'secondary')[],
): readonly Fact[] {
  return names.flatMap((name) => {
    const value = sureValue(target, name);
    if (value === undefined) return [];
    return [{ rules: [value ? rather(name, 'eq', true, weights.named) : rather(name, 'ne', true)], isIdentity: false }];
  });
}

const askedOfOthers = [
  'weighting',
  'phase',
  'contrast',
  'kernel',
  'window',
  'mip',
  'mpr',
  'view',
  'tomo',
  'fatSat',
] as const satisfies readonly SeriesRule['facet'][];

/** What is said of others and not of the series: it is rather one of which it is not said. Nothing promises what it is. */
function unlikeOthers(target: SeriesFacets, others: readonly SeriesFacets[]): readonly Fact[] {
  return askedOfOthers
    .filter((name) => target[name].value === undefined && others.some((other) => other[name].value !== undefined))
    .map((name) => ({ rules: [rather(name, 'absent', undefined, weights.named)], isIdentity: false }));
}
