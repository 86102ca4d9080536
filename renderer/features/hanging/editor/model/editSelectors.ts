import type { Protocol, Selector, SeriesRule } from '#shared/hanging/protocol.ts';
import { changedAt, compact, removedAt } from './compact.ts';
import { freshKey } from './names.ts';

/** Which series a protocol wants. Whoever names a series that is taken away no longer names it. */
export function selectorAdded(protocol: Protocol, wanted: string, selector: Selector): readonly [Protocol, string] {
  const key = freshKey(wanted, new Set(Object.keys(protocol.selectors)));
  return [{ ...protocol, selectors: { ...protocol.selectors, [key]: compact(selector) } }, key];
}

export function selectorChanged(protocol: Protocol, key: string, change: Partial<Selector>): Protocol {
  const before = protocol.selectors[key];
  if (!before) return protocol;
  return { ...protocol, selectors: { ...protocol.selectors, [key]: compact({ ...before, ...change }) } };
}

export function seriesRuleAdded(protocol: Protocol, key: string, rule: SeriesRule): Protocol {
  return withRules(protocol, key, (rules) => [...rules, compact(rule)]);
}

export function seriesRuleChanged(protocol: Protocol, key: string, index: number, rule: SeriesRule): Protocol {
  return withRules(protocol, key, (rules) => changedAt(rules, index, () => compact(rule)));
}

export function seriesRuleRemoved(protocol: Protocol, key: string, index: number): Protocol {
  return withRules(protocol, key, (rules) => removedAt(rules, index));
}

function withRules(protocol: Protocol, key: string, change: (rules: readonly SeriesRule[]) => SeriesRule[]): Protocol {
  const before = protocol.selectors[key];
  return before ? selectorChanged(protocol, key, { rules: change(before.rules) }) : protocol;
}

/** Series that take what another holds: never of themselves, so no circle of two is made here. */
export function fallbackChanged(protocol: Protocol, key: string, fallback: readonly string[]): Protocol {
  const others = fallback.filter((each) => each !== key && protocol.selectors[each] !== undefined);
  return selectorChanged(protocol, key, { fallback: others.length === 0 ? undefined : others });
}

/** Its boxes stay, and are empty; links, fallbacks, mirrors and conditions no longer name it. */
export function selectorRemoved(protocol: Protocol, key: string): Protocol {
  const without = (keys: readonly string[] | undefined) => {
    const left = keys?.filter((each) => each !== key);
    return left && left.length > 0 ? left : undefined;
  };
  const selectors = Object.entries(protocol.selectors).flatMap(([each, selector]) =>
    each === key ? [] : [[each, withoutKey(selector, key, without)] as const],
  );
  const { match, reading } = protocol;
  return compact({
    ...protocol,
    match: compact({ ...match, requires: without(match.requires) }),
    selectors: Object.fromEntries(selectors),
    stages: protocol.stages.map((stage) =>
      compact({
        ...stage,
        enabledIf: stage.enabledIf && compact({ ...stage.enabledIf, bound: without(stage.enabledIf.bound) }),
        screens: stage.screens.map((screen) => ({
          ...screen,
          viewports: screen.viewports.map((viewport) => ({
            ...viewport,
            layers: viewport.layers.filter(({ selector }) => selector !== key),
          })),
        })),
      }),
    ),
    reading: reading && compact({ ...reading, prefetchOrder: without(reading.prefetchOrder) }),
  });
}

function withoutKey(
  selector: Selector,
  key: string,
  without: (keys: readonly string[] | undefined) => string[] | undefined,
): Selector {
  const mirrorOf = selector.mirrorOf === key ? undefined : selector.mirrorOf;
  return compact({ ...selector, mirrorOf, fallback: without(selector.fallback) });
}

/** Keys that no box of any stage shows, and that nothing else names: left over from boxes that were taken away. */
export function unusedSelectors(protocol: Protocol): readonly string[] {
  const used = new Set([
    ...(protocol.match.requires ?? []),
    ...(protocol.reading?.prefetchOrder ?? []),
    ...Object.values(protocol.selectors).flatMap(({ fallback = [], mirrorOf }) => [
      ...fallback,
      ...(mirrorOf === undefined ? [] : [mirrorOf]),
    ]),
    ...protocol.stages.flatMap(({ enabledIf, screens }) => [
      ...(enabledIf?.bound ?? []),
      ...screens.flatMap(({ viewports }) => viewports.flatMap(({ layers }) => layers.map(({ selector }) => selector))),
    ]),
  ]);
  return Object.keys(protocol.selectors).filter((key) => !used.has(key));
}
