import type { ReportSections } from '#shared/reports/report.ts';
import { type Offer, staleIn } from './comparisonOffers.ts';
import { clashOfSides, type SideClash } from './sides.ts';

/** What the reader is told before signing and may leave as it is. */
export type Advice =
  | { readonly about: 'noImpression' }
  | ({ readonly about: 'sides' } & SideClash)
  | { readonly about: 'comparison'; readonly words: string };

/** In the order in which it is told: what could be of the wrong side first. */
export function adviceOn(text: ReportSections, offers: readonly Offer[]): readonly Advice[] {
  const clash = clashOfSides(text.findings, text.impression);
  const stale = offers.filter((offer) => staleIn(text.comparison, offer));
  return [
    ...(clash ? [{ about: 'sides' as const, ...clash }] : []),
    ...stale.map(({ names }) => ({ about: 'comparison' as const, words: names })),
    ...(text.impression.trim() === '' ? [{ about: 'noImpression' as const }] : []),
  ];
}
