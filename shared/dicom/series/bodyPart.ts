import { compareText } from '../../base/compareText.ts';
import { type DicomDataset, itemsOf, textOf } from '../dicomJson.ts';
import { type BodyPart, partsIn } from './bodyPartWords.ts';
import { type Facet, known, unknown } from './facet.ts';
import { normalise } from './words.ts';

/** What the order says beside the images. */
export interface OrderWords {
  readonly requested?: string | undefined;
  readonly description?: string | undefined;
  readonly reason?: string | undefined;
}

/** A part with fewer votes stands beside others only where none has more. */
const enough = 2;

interface Votes {
  readonly votes: Map<BodyPart, number>;
  /** Parts that words name, not Body Part Examined alone: that is wrong in one study of seven. */
  readonly inWords: Set<BodyPart>;
}

/**
 * The parts of the body a study shows, by a vote of everything that names one, the strongest first. The order counts
 * most; Body Part Examined (0018,0015), which scanners fill in by protocol, little. `series`: one header of each.
 */
export function bodyPartsOf(series: readonly DicomDataset[], order: OrderWords = {}): Facet<readonly BodyPart[]> {
  const poll: Votes = { votes: new Map(), inWords: new Set() };
  const first = series[0];
  const requested = order.requested ?? (first && requestedOf(first));
  vote(poll, requested, 4, true);
  vote(poll, order.description ?? (first && textOf(first, 'StudyDescription')), 4, true);
  vote(poll, order.reason, 1, false);
  const share = 1 / Math.max(1, series.length);
  for (const dataset of series) {
    vote(poll, textOf(dataset, 'ProtocolName'), share, true);
    vote(poll, textOf(dataset, 'SeriesDescription'), share, true);
    vote(poll, bodyPartExamined(dataset), 2 * share, false);
    if (textOf(dataset, 'Modality') === 'MG') vote(poll, 'BREAST', 4 * share, true);
  }
  return elected(poll);
}

function vote({ votes, inWords }: Votes, text: string | undefined, weight: number, isName: boolean): void {
  for (const part of partsIn(normalise(text ?? ''))) {
    votes.set(part, (votes.get(part) ?? 0) + weight);
    if (isName) inWords.add(part);
  }
}

function elected({ votes, inWords }: Votes): Facet<readonly BodyPart[]> {
  const ranked = [...votes].sort(([a, most], [b, more]) => more - most || compareText(a, b));
  const [top] = ranked;
  if (!top) return unknown;
  // Votes of many series are fractions; what adds up to two is two.
  const strong = ranked.filter(([, count]) => count >= enough - 1e-9).map(([part]) => part);
  const kept = strong.length > 0 ? strong : [top[0]];
  const named = kept.filter((part) => inWords.has(part));
  if (named.length === 0) return known(kept, 'BodyPartExamined', 0.6);
  const unsaid = kept.filter((part) => !inWords.has(part));
  const conflict = unsaid.length > 0 ? `BodyPartExamined ${unsaid.join(' ')}` : undefined;
  return known(named, 'vote', top[1] >= 4 ? 0.9 : 0.7, conflict);
}

function bodyPartExamined(dataset: DicomDataset): string {
  const [region] = itemsOf(dataset, 'AnatomicRegionSequence');
  return [textOf(dataset, 'BodyPartExamined'), region && textOf(region, 'CodeMeaning')].filter(Boolean).join(' ');
}

function requestedOf(dataset: DicomDataset): string | undefined {
  const [request] = itemsOf(dataset, 'RequestAttributesSequence');
  return (
    textOf(dataset, 'RequestedProcedureDescription') ?? (request && textOf(request, 'RequestedProcedureDescription'))
  );
}
