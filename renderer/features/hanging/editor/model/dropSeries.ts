import { fewestFacts } from '#shared/hanging/capture/fewestFacts.ts';
import { selectorKey, selectorLabel } from '#shared/hanging/capture/selectorName.ts';
import { hangWith } from '#shared/hanging/hang.ts';
import type { HangSeries, StudyToHang } from '#shared/hanging/hanging.ts';
import type { Protocol, Selector } from '#shared/hanging/protocol.ts';
import type { BoxRef } from './editBoxes.ts';
import { priorAdded } from './editMatch.ts';
import { selectorAdded } from './editSelectors.ts';
import { shownChanged } from './pairedPriors.ts';

/** A series of a study or of one of its priors, by the ids that `hang` uses. */
export interface DraggedSeries {
  readonly study: string;
  readonly series: string;
}

export interface Dropped {
  readonly protocol: Protocol;
  /** What the box wants now; undefined: the series is not known any more, and nothing was changed. */
  readonly selector: string | undefined;
  readonly isNew: boolean;
}

/**
 * A series let go over a box. Where the protocol already wants just this series, the box shows what it is wanted as; else
 * the fewest facts that pick it again are proposed as a new one. A series of an earlier study is wanted as the one most
 * like what hangs of the present study, where that finds it.
 */
export function seriesDropped(protocol: Protocol, ref: BoxRef, study: StudyToHang, dragged: DraggedSeries): Dropped {
  const { bindings } = hangWith(study, protocol);
  const holds = Object.values(bindings).find(
    ({ series, study: of, via, index }) =>
      series === dragged.series && of === dragged.study && via?.kind !== 'fallback' && index === undefined,
  );
  if (holds) return { protocol: shownChanged(protocol, ref, holds.selector), selector: holds.selector, isNew: false };
  const isPresent = dragged.study === study.id;
  const all = isPresent ? study.series : (study.priors.find(({ id }) => id === dragged.study)?.series ?? []);
  const target = all.find(({ id }) => id === dragged.series);
  if (!target) return { protocol, selector: undefined, isNew: false };
  const { facets } = target;
  const rivals = all.filter((other) => other.id !== target.id && other.facets.kind.value === facets.kind.value);
  const { rules } = fewestFacts(facets, rivals.map(factsOf));
  const label = selectorLabel(facets, rules);
  const wanted = { label, rules: [...rules] };
  return isPresent ? withSelector(protocol, ref, wanted) : droppedPrior(protocol, ref, study, dragged, wanted);
}

const factsOf = ({ facets }: HangSeries) => facets;

function droppedPrior(
  protocol: Protocol,
  ref: BoxRef,
  study: StudyToHang,
  dragged: DraggedSeries,
  wanted: Selector,
): Dropped {
  const known = protocol.priors[0];
  const withPrior = known ? protocol : priorAdded(protocol, study.facets.modality.value ?? []);
  const from = withPrior.priors[0]?.id;
  if (from === undefined) return { protocol, selector: undefined, isNew: false };
  const mirrors = Object.keys(protocol.selectors).filter((key) => {
    const { from: of = 'current', mirrorOf } = protocol.selectors[key] ?? {};
    return of === 'current' && mirrorOf === undefined;
  });
  for (const mirrorOf of mirrors) {
    const label = protocol.selectors[mirrorOf]?.label ?? mirrorOf;
    const mirrored = withSelector(withPrior, ref, { label, rules: [], from, mirrorOf });
    const bound =
      mirrored.selector === undefined ? undefined : hangWith(study, mirrored.protocol).bindings[mirrored.selector];
    if (bound?.series === dragged.series && bound.study === dragged.study) return mirrored;
  }
  return withSelector(withPrior, ref, { ...wanted, from });
}

function withSelector(protocol: Protocol, ref: BoxRef, selector: Selector): Dropped {
  const wanted = selectorKey(
    selector.from === undefined ? (selector.label ?? '') : `${selector.label ?? ''} prior`,
    new Set(Object.keys(protocol.selectors)),
  );
  const [added, key] = selectorAdded(protocol, wanted, selector);
  return { protocol: shownChanged(added, ref, key), selector: key, isNew: true };
}
