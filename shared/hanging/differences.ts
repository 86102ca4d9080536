import { placeViewports } from './placeViewports.ts';
import type { PriorWanted, Protocol, Screen, Selector, SeriesRule, Stage, StudyRule, Viewport } from './protocol.ts';
import { canonicalText } from './protocolFile.ts';

/** Only the one has it, only the other, or both and not alike. */
export type DifferenceSide = 'onlyOne' | 'onlyOther' | 'changed';

/** One thing in which two protocols differ; what it is in each stands in the protocols themselves. */
export type ProtocolDifference =
  | {
      readonly kind: 'name' | 'description' | 'sites' | 'screens' | 'requires' | 'reading' | 'tags' | 'selectorOrder';
    }
  | { readonly kind: 'studyRule'; readonly side: 'onlyOne' | 'onlyOther'; readonly rule: StudyRule }
  | { readonly kind: 'prior'; readonly side: DifferenceSide; readonly id: string }
  | { readonly kind: 'selector'; readonly side: DifferenceSide; readonly key: string }
  | {
      readonly kind: 'seriesRule';
      readonly side: 'onlyOne' | 'onlyOther';
      readonly key: string;
      readonly rule: SeriesRule;
    }
  | { readonly kind: 'stage'; readonly side: DifferenceSide | 'moved'; readonly stage: StagePair }
  | { readonly kind: 'screen'; readonly side: DifferenceSide; readonly stage: StagePair; readonly screen: number }
  | {
      readonly kind: 'box';
      readonly side: DifferenceSide;
      readonly stage: StagePair;
      readonly screen: number;
      readonly id: string;
      /** Of a changed one. */
      readonly parts: readonly BoxPart[];
    }
  | { readonly kind: 'links' | 'condition'; readonly stage: StagePair };

/** What of a box differs. */
export type BoxPart = 'series' | 'place' | 'kind' | 'window' | 'look' | 'primary';

/** Places of one stage in the one and in the other; undefined: it is not there. */
export interface StagePair {
  readonly one: number | undefined;
  readonly other: number | undefined;
}

/**
 * What differs between two protocols in what they hang, in the order in which they are read: studies, earlier studies,
 * series, stages. Who they belong to, their ids, versions and whether they are on are no differences, nor is the order of
 * keys, but of the series that are wanted: of two that fit one series equally well the first has it. None: both hang every
 * study alike.
 */
export function protocolDifferences(one: Protocol, other: Protocol): readonly ProtocolDifference[] {
  return [
    ...plainDifferences(one, other),
    ...ruleDifferences(one.match.study, other.match.study).map(
      (each): ProtocolDifference => ({ kind: 'studyRule', ...each }),
    ),
    ...priorDifferences(one.priors, other.priors),
    ...selectorDifferences(one.selectors, other.selectors),
    ...stageDifferences(one.stages, other.stages),
  ];
}

function plainDifferences(one: Protocol, other: Protocol): readonly ProtocolDifference[] {
  const parts = [
    ['name', one.name, other.name],
    ['description', one.description ?? '', other.description ?? ''],
    ['tags', [...one.tags].sort(), [...other.tags].sort()],
    ['sites', one.match.sites ?? [], other.match.sites ?? []],
    ['screens', one.match.screens ?? {}, other.match.screens ?? {}],
    ['requires', one.match.requires ?? [], other.match.requires ?? []],
    ['reading', one.reading ?? {}, other.reading ?? {}],
  ] as const;
  return parts.flatMap(([kind, left, right]) => (isSame(left, right) ? [] : [{ kind }]));
}

/** Rules have no names: one that reads otherwise is another. */
function ruleDifferences<Rule extends SeriesRule | StudyRule>(
  one: readonly Rule[],
  other: readonly Rule[],
): readonly { readonly side: 'onlyOne' | 'onlyOther'; readonly rule: Rule }[] {
  const without = (rules: readonly Rule[], those: readonly Rule[]) => {
    const left = those.map(canonicalText);
    return rules.filter((rule) => {
      const at = left.indexOf(canonicalText(rule));
      if (at < 0) return true;
      left.splice(at, 1);
      return false;
    });
  };
  return [
    ...without(one, other).map((rule) => ({ side: 'onlyOne' as const, rule })),
    ...without(other, one).map((rule) => ({ side: 'onlyOther' as const, rule })),
  ];
}

function priorDifferences(one: readonly PriorWanted[], other: readonly PriorWanted[]): readonly ProtocolDifference[] {
  return sidesOf(new Map(one.map((each) => [each.id, each])), new Map(other.map((each) => [each.id, each]))).map(
    ([id, side]) => ({ kind: 'prior', side, id }),
  );
}

function selectorDifferences(one: Protocol['selectors'], other: Protocol['selectors']): readonly ProtocolDifference[] {
  const sides = sidesOf(new Map(Object.entries(one)), new Map(Object.entries(other)));
  const order = isSame(keysIn(one, other), keysIn(other, one)) ? [] : [{ kind: 'selectorOrder' as const }];
  const differences = sides.flatMap(([key, side]): readonly ProtocolDifference[] => {
    const [left, right] = [one[key], other[key]];
    if (side !== 'changed' || !left || !right) return [{ kind: 'selector', side, key }];
    const rules = ruleDifferences(left.rules, right.rules);
    return [
      // The order of rules that are alike changes nothing.
      ...(isSame(withoutRules(left), withoutRules(right)) ? [] : [{ kind: 'selector' as const, side, key }]),
      ...rules.map((each): ProtocolDifference => ({ kind: 'seriesRule', key, ...each })),
    ];
  });
  return [...differences, ...order];
}

/** Those that both have, as the first orders them. */
function keysIn(one: Protocol['selectors'], other: Protocol['selectors']): readonly string[] {
  return Object.keys(one).filter((key) => Object.hasOwn(other, key));
}

function withoutRules({ rules: _rules, ...rest }: Selector): Omit<Selector, 'rules'> {
  return rest;
}

function stageDifferences(one: readonly Stage[], other: readonly Stage[]): readonly ProtocolDifference[] {
  const pairs = pairsOf(one, other);
  const both = pairs.filter(({ one: at, other: there }) => at !== undefined && there !== undefined);
  const order = both.map((pair) => pair.other ?? 0);
  return pairs.flatMap((pair): readonly ProtocolDifference[] => {
    const [left, right] = [one[pair.one ?? -1], other[pair.other ?? -1]];
    if (!left || !right) return [{ kind: 'stage', side: left ? 'onlyOne' : 'onlyOther', stage: pair }];
    const isMoved = order.some((at, place) => at > (pair.other ?? 0) && place < order.indexOf(pair.other ?? 0));
    return [
      ...(left.name === right.name ? [] : [{ kind: 'stage' as const, side: 'changed' as const, stage: pair }]),
      ...(isMoved ? [{ kind: 'stage' as const, side: 'moved' as const, stage: pair }] : []),
      ...(isSame(left.enabledIf ?? {}, right.enabledIf ?? {}) ? [] : [{ kind: 'condition' as const, stage: pair }]),
      ...screenDifferences(left, right, pair),
      ...(isSame(linksOf(left), linksOf(right)) ? [] : [{ kind: 'links' as const, stage: pair }]),
    ];
  });
}

/** Stages of one name belong together; then those that are left, in their order. */
function pairsOf(one: readonly Stage[], other: readonly Stage[]): readonly StagePair[] {
  const free = new Set(other.keys());
  const take = (found: number | undefined) => {
    if (found !== undefined) free.delete(found);
    return found;
  };
  const named = one.map(({ name }) => take([...free].find((at) => other[at]?.name === name)));
  const paired = named.map(
    (there, at): StagePair => ({ one: at, other: there ?? take(free.has(at) ? at : undefined) }),
  );
  return [...paired, ...[...free].map((at): StagePair => ({ one: undefined, other: at }))];
}

function screenDifferences(one: Stage, other: Stage, stage: StagePair): readonly ProtocolDifference[] {
  const count = Math.max(one.screens.length, other.screens.length);
  return Array.from({ length: count }, (_, screen) => screen).flatMap((screen): readonly ProtocolDifference[] => {
    const [left, right] = [one.screens[screen], other.screens[screen]];
    if (!left || !right) return [{ kind: 'screen', side: left ? 'onlyOne' : 'onlyOther', stage, screen }];
    const isLike = isSame(left.grid, right.grid) && left.role === right.role;
    return [
      ...(isLike ? [] : [{ kind: 'screen' as const, side: 'changed' as const, stage, screen }]),
      ...boxDifferences(left, right, stage, screen),
    ];
  });
}

function boxDifferences(one: Screen, other: Screen, stage: StagePair, screen: number): readonly ProtocolDifference[] {
  const [left, right] = [boxesOf(one), boxesOf(other)];
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((id): readonly ProtocolDifference[] => {
    const [before, after] = [left.get(id), right.get(id)];
    if (!before || !after) {
      return [{ kind: 'box', side: before ? 'onlyOne' : 'onlyOther', stage, screen, id, parts: [] }];
    }
    const parts = partsOf(before, after);
    return parts.length > 0 ? [{ kind: 'box', side: 'changed', stage, screen, id, parts }] : [];
  });
}

/** With the place that each has: left out it is the next that is free. */
function boxesOf(screen: Screen): ReadonlyMap<string, Viewport> {
  return new Map(
    placeViewports(screen).map(({ viewport, at }) => {
      const [row, column, rows, columns] = typeof at === 'string' ? [] : at;
      const isWhole = row !== undefined && column !== undefined && rows !== undefined && columns !== undefined;
      return [viewport.id, isWhole ? { ...viewport, at: [row, column, rows, columns] } : viewport] as const;
    }),
  );
}

function partsOf(one: Viewport, other: Viewport): readonly BoxPart[] {
  const { voi: before, ...look } = one.initial ?? {};
  const { voi: after, ...otherLook } = other.initial ?? {};
  const kindOf = ({ type = 'stack', plane, slab }: Viewport) => ({ type, plane, slab });
  const parts: readonly (readonly [BoxPart, unknown, unknown])[] = [
    ['series', one.layers, other.layers],
    ['place', one.at, other.at],
    ['kind', kindOf(one), kindOf(other)],
    ['window', before, after],
    ['look', look, otherLook],
    ['primary', one.primary ?? false, other.primary ?? false],
  ];
  return parts.flatMap(([part, left, right]) => (isSame(left, right) ? [] : [part]));
}

/** Groups have no order, and boxes in a group have none. */
function linksOf({ sync = [] }: Stage): readonly string[] {
  return sync.map((group) => canonicalText({ ...group, viewports: [...group.viewports].sort() })).sort();
}

function sidesOf<Value>(
  one: ReadonlyMap<string, Value>,
  other: ReadonlyMap<string, Value>,
): readonly (readonly [string, DifferenceSide])[] {
  return [...new Set([...one.keys(), ...other.keys()])].flatMap((key) => {
    const side = !one.has(key) ? 'onlyOther' : !other.has(key) ? 'onlyOne' : 'changed';
    return side === 'changed' && isSame(one.get(key), other.get(key)) ? [] : [[key, side] as const];
  });
}

function isSame(one: unknown, other: unknown): boolean {
  return canonicalText(one ?? null) === canonicalText(other ?? null);
}
