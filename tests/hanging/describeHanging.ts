import type { Binding, Hanging, HungViewport, ProtocolVerdict, RuleOutcome, Unbound } from '#shared/hanging/hanging.ts';
import { shortName } from './readCases.ts';

/** What hangs on the first stage, by box: its series, or "-". */
export function boxesOf(hanging: Hanging): Readonly<Record<string, string>> {
  return Object.fromEntries(firstBoxes(hanging).map((box) => [box.id, seriesIn(box, hanging)]));
}

/** A hanging with its reasons, for reading by eye. `nameOf`: what a series is called, by its id. */
export function describeHanging(hanging: Hanging, nameOf: (series: string) => string): string {
  const { protocol, stages, first, considered } = hanging;
  const stage = stages[first];
  const [winner, ...others] = considered;
  return [
    `${protocol.id} · ${stage?.name ?? 'no stage'}`,
    ...(winner ? winner.rules.map((rule) => `  + ${ruleLine(rule)}`) : []),
    ...firstBoxes(hanging).flatMap((box) => boxLines(box, hanging, nameOf)),
    ...hanging.priors.map(priorLine),
    ...others
      .filter(({ refused }) => refused === undefined)
      .map((verdict) => `  before ${verdict.protocol.id}: ${whyBehind(winner, verdict)}`),
    `  Tab: ${tabLine(hanging)}`,
  ].join('\n');
}

function firstBoxes({ stages, first }: Hanging): readonly HungViewport[] {
  return (stages[first]?.screens ?? []).flatMap(({ viewports }) => viewports);
}

function seriesIn({ layers }: HungViewport, { bindings }: Hanging): string {
  return layers.map(({ selector }) => shortName(bindings[selector]?.series ?? '-')).join('+');
}

function boxLines(box: HungViewport, hanging: Hanging, nameOf: (series: string) => string): readonly string[] {
  return box.layers.map(({ selector, label }) => {
    const binding = hanging.bindings[selector];
    const look = lookOf(box);
    const head = `  [${box.id}] ${label}${look}:`;
    return binding
      ? `${head} ${shortName(binding.series)} ${nameOf(binding.series)}${indexOf(binding)} ← ${reasonOf(binding)}`
      : `${head} empty, ${emptyReason(hanging.unbound[selector])}`;
  });
}

function indexOf({ index }: Binding): string {
  return index === undefined ? '' : ` #${index}`;
}

function lookOf({ type, plane, slab, initial }: HungViewport): string {
  const voi = typeof initial.voi === 'object' ? `${initial.voi.ww}/${initial.voi.wc}` : initial.voi;
  const parts = [
    type === 'stack' ? undefined : `${type}${plane ? ` ${plane}` : ''}`,
    slab && `${slab.mode} ${slab.mm} mm`,
    voi,
    initial.anchor,
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
}

function reasonOf({ via, rules, score, differs }: Binding): string {
  const points = `${Math.round(score * 10) / 10} points`;
  const passed = rules.filter(({ pass, points: gained }) => pass && gained > 0).map(factOf);
  const words =
    via?.kind === 'mirror'
      ? `like ${via.selector}: ${via.alike.join(', ')}`
      : via?.kind === 'fallback'
        ? `in place of its own, from ${via.selector}`
        : passed.join(', ');
  return `${words} (${points})${differs ? `; DIFFERS in ${differs.join(', ')}` : ''}`;
}

function factOf({ facet, op, want, got, source }: RuleOutcome): string {
  if (got === undefined) return `${facet} not said`;
  const asked = op === 'max' || op === 'min' ? `${op} ` : op === 'ne' || op === 'notIn' ? `not ${String(want)}: ` : '';
  return `${facet}=${asked}${String(got)} [${source}]`;
}

function emptyReason(unbound: Unbound | undefined): string {
  const { nearest } = unbound ?? {};
  const failed = nearest && `; nearest ${shortName(nearest.series)} fails ${ruleLine(nearest.failed)}`;
  return `${unbound?.reason ?? 'not asked'}${failed ?? ''}`;
}

function ruleLine({ facet, op, want, got, source, points, pass }: RuleOutcome): string {
  const says = got === undefined ? 'nothing' : Array.isArray(got) ? got.join(' ') : String(got);
  // A pattern of ten languages says less than what it was asked for.
  const asked =
    op === 'regex' || op === 'notRegex' ? '' : ` ${Array.isArray(want) ? want.join(' ') : String(want ?? '')}`;
  return `${facet} ${op}${asked} (says ${says} [${source}])${pass ? ` +${Math.round(points * 10) / 10}` : ''}`;
}

function priorLine({ id, study, ageDays, rejected }: Hanging['priors'][number]): string {
  const chosen = study === undefined ? 'none' : `${study}, ${ageDays ?? '?'} days`;
  const others = rejected.map((each) => `${each.study}: ${each.reasons.join(' ')}`);
  return `  prior ${id}: ${[chosen, ...others].join('; not ')}`;
}

/** The first thing by which a protocol stands behind the winner. */
function whyBehind(winner: ProtocolVerdict | undefined, { rank }: ProtocolVerdict): string {
  if (!winner) return 'nothing';
  const names = ['isFallback', 'score', 'earliestStage', 'specificity', 'priorsFound', 'coverage'] as const;
  const name = names.find((each) => winner.rank[each] !== rank[each]);
  if (!name) return 'name';
  const shown = (value: number | boolean) =>
    typeof value === 'number' ? String(Math.round(value * 100) / 100) : String(value);
  return `${name} ${shown(winner.rank[name])} against ${shown(rank[name])}`;
}

function tabLine({ stages, first }: Hanging): string {
  const rest = stages.filter(({ index, disabled }) => index !== stages[first]?.index && disabled === undefined);
  return rest.length > 0 ? rest.map(({ name }) => name).join(' → ') : 'nothing more';
}
