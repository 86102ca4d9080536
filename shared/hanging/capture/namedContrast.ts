import type { Contrast, Phase, SeriesFacets } from '../../dicom/series/seriesFacets.ts';
import type { SeriesRule } from '../protocol.ts';
import { must, rather, sureValue, weights } from './fact.ts';

/**
 * What asks for a series after or before an agent: the opposite is refused, not outweighed, for a weight alone puts the
 * wrong one into the box where the right one is missing. Of one of which nobody wrote it, it is not claimed to be after;
 * before it may be, and the name of the box says no more than that it is not after.
 */
export function contrastRules(contrast: Contrast): readonly SeriesRule[] {
  if (contrast === 'post') return [must('contrast', 'eq', 'post', weights.named)];
  return [must('contrast', 'ne', 'post', 0), rather('contrast', 'eq', 'pre', weights.named)];
}

/** What asks for one phase: by its name, so that neither another nor an unknown one is called so. */
export function phaseRules(phase: Phase): readonly SeriesRule[] {
  return [must('contrast', 'ne', 'pre', 0), must('phase', 'eq', phase, weights.named)];
}

const opposite: Readonly<Record<Contrast, Contrast>> = { pre: 'post', post: 'pre' };

/**
 * Rules without which a series is never remembered: where another of its kind is from the other side of an agent, or of
 * another phase, its box is of this one, whether or not that is what tells the two apart.
 */
export function contrastGuards(target: SeriesFacets, others: readonly SeriesFacets[]): readonly SeriesRule[] {
  const kin = others.filter((other) => isOfKind(target, other));
  const phase = sureValue(target, 'phase');
  if (phase !== undefined && kin.some((other) => other.phase.value !== undefined && other.phase.value !== phase)) {
    return phaseRules(phase);
  }
  const contrast = sureValue(target, 'contrast');
  if (contrast === undefined) return [];
  return kin.some((other) => other.contrast.value === opposite[contrast]) ? contrastRules(contrast) : [];
}

function isOfKind(one: SeriesFacets, other: SeriesFacets): boolean {
  return (['modality', 'weighting', 'kernel'] as const).every((name) => one[name].value === other[name].value);
}
