import type { Contrast, Phase, SeriesFacets } from '../../dicom/series/seriesFacets.ts';
import type { SeriesRule } from '../protocol.ts';
import { must, rather, sureValue, weights } from './fact.ts';

const phases: readonly Phase[] = ['arterial', 'pulmonary', 'portal', 'delayed', 'nephrographic', 'hepatobiliary'];
const opposite: Readonly<Record<Contrast, Contrast>> = { pre: 'post', post: 'pre' };

/**
 * What asks for a series before or after an agent: the opposite is refused, not outweighed. A weight alone puts the
 * wrong one into the box where the right one is missing.
 */
export function contrastRules(contrast: Contrast): readonly SeriesRule[] {
  return [must('contrast', 'ne', opposite[contrast], 0), rather('contrast', 'eq', contrast, weights.named)];
}

/** What asks for one phase: every other is refused, and so is a series before the agent. */
export function phaseRules(phase: Phase): readonly SeriesRule[] {
  const others = phases.filter((other) => other !== phase);
  return [
    must('contrast', 'ne', opposite.post, 0),
    must('phase', 'notIn', others, 0),
    rather('phase', 'eq', phase, weights.named),
  ];
}

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
