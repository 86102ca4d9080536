import type { Binding, Hanging, HungStage, HungViewport, StudyToHang } from './hanging.ts';

/** Why a series is fetched at its place: `wanted` is the protocol's own order (`reading.prefetchOrder`). */
export type LoadReason = 'wanted' | 'primary' | 'beside' | 'prior' | 'nextStage';

/** One series of what hangs, or will hang by a step of the reader's. */
export interface LoadStep {
  /** `id` of the study that it is of. */
  readonly study: string;
  readonly seriesInstanceUID: string;
  readonly reason: LoadReason;
}

/**
 * In which order the series of a hanging are wanted, each once: what the protocol names first, the box that is read first,
 * those beside it, the prior that stands with them, then what the next stages show, their own before their priors'.
 * Series that hang nowhere are left out: they come after these, as ever.
 */
export function loadOrderOf(study: StudyToHang, hanging: Hanging): readonly LoadStep[] {
  const { protocol, bindings, stages, first } = hanging;
  const steps = new Map<string, LoadStep>();
  const uids = seriesUIDs(study);
  const take = (
    selectors: readonly string[],
    reason: LoadReason,
    isMeant: (binding: Binding) => boolean = () => true,
  ) => {
    for (const selector of selectors) {
      const binding = Object.hasOwn(bindings, selector) ? bindings[selector] : undefined;
      const seriesInstanceUID = binding && uids.get(binding.series);
      if (!binding || seriesInstanceUID === undefined || !isMeant(binding)) continue;
      const key = `${binding.study} ${seriesInstanceUID}`;
      if (!steps.has(key)) steps.set(key, { study: binding.study, seriesInstanceUID, reason });
    }
  };
  const isOwn = ({ from }: Binding) => from === 'current';
  const isPrior = ({ from }: Binding) => from !== 'current';
  take(protocol.reading?.prefetchOrder ?? [], 'wanted');
  const stage = stages[first];
  if (stage && stage.disabled === undefined) {
    take(selectorsOf(primaryFirst(stage).slice(0, 1)), 'primary', isOwn);
    take(selectorsOf(primaryFirst(stage)), 'beside', isOwn);
    take(selectorsOf(primaryFirst(stage)), 'prior', isPrior);
  }
  for (const next of inTurn(stages, first)) {
    take(selectorsOf(primaryFirst(next)), 'nextStage', isOwn);
    take(selectorsOf(primaryFirst(next)), 'nextStage', isPrior);
  }
  return [...steps.values()];
}

/** Those that can hang, in the order in which a reader walks on from the first. */
function inTurn(stages: readonly HungStage[], first: number): readonly HungStage[] {
  return [...stages.slice(first + 1), ...stages.slice(0, first)].filter(({ disabled }) => disabled === undefined);
}

/** The main screen before the others; on each the box that is read first, then as they stand. */
function primaryFirst({ screens }: HungStage): readonly HungViewport[] {
  const rank = ({ primary }: HungViewport) => (primary ? 0 : 1);
  const viewports = [...screens]
    .sort((one, other) => Number(other.role === 'primary') - Number(one.role === 'primary'))
    .flatMap((screen) => screen.viewports);
  return viewports.sort((one, other) => rank(one) - rank(other));
}

function selectorsOf(viewports: readonly HungViewport[]): readonly string[] {
  return viewports.flatMap(({ layers }) => layers.map(({ selector }) => selector));
}

function seriesUIDs({ series, priors }: StudyToHang): ReadonlyMap<string, string> {
  const all = [...series, ...priors.flatMap((prior) => prior.series ?? [])];
  return new Map(all.map(({ id, seriesInstanceUID }) => [id, seriesInstanceUID]));
}
