import type { SeriesFacets } from '#shared/dicom/series/seriesFacets.ts';
import type { Selector } from '#shared/hanging/protocol.ts';

/** Facets by which a CT is only made to be looked at otherwise: another of them is the same examination. */
const ofReconstruction: ReadonlySet<string> = new Set([
  ...(['modality', 'kind', 'mip', 'plane', 'kernel', 'window', 'thickness', 'thin', 'count'] as const),
]);

/** What stands in for a series that a study has not, in words: a kernel is said where that is what differs. */
export interface InsteadSaid {
  readonly key: 'instead' | 'insteadKernel';
  readonly kernel?: 'soft' | 'sharp';
  /** The same pictures made otherwise: nothing is wrong, and nothing warns. */
  readonly isCalm: boolean;
}

/** `wanted`: what the box asks for; `facets`: of what hangs. An agent, a weighting or a side that is missing always warns. */
export function insteadSaid(wanted: Selector | undefined, facets: SeriesFacets | undefined): InsteadSaid {
  const asks = wanted?.rules.filter(({ required }) => required === true).map(({ facet }) => facet) ?? [];
  const isCalm =
    facets?.modality.value === 'CT' && wanted !== undefined && asks.every((facet) => ofReconstruction.has(facet));
  const kernel = facets?.kernel.value;
  const isKernel = wanted?.rules.some(({ facet }) => facet === 'kernel' || facet === 'window') === true;
  return { ...(kernel !== undefined && isKernel ? { key: 'insteadKernel', kernel } : { key: 'instead' }), isCalm };
}
