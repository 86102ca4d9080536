import { hangWith } from '../hang.ts';
import type { Hanging, StudyToHang } from '../hanging.ts';
import { type PersonNamed, personalWords } from '../personalWords.ts';
import { mostOfProtocol, type Protocol, type Selector, type Stage } from '../protocol.ts';
import { captureMatch } from './captureMatch.ts';
import { capturePriors } from './capturePriors.ts';
import { captureSelectors, layerKey, type Remembered } from './captureSelectors.ts';
import { captureStages, type StageNames } from './captureStages.ts';
import { differingLayers } from './differingLayers.ts';
import { type KeptLook, keptLook } from './keptLook.ts';
import type { LayoutOnScreen, ShownBox } from './layoutOnScreen.ts';
import { keptWindow, type WindowPreset } from './windowKept.ts';
import { hasPersonalWords, withoutPersonal } from './withoutPersonal.ts';

export interface ToCapture {
  readonly layout: LayoutOnScreen;
  /** As it was hung, with the earlier studies that are on the screen read. */
  readonly study: StudyToHang;
  /** What the layout was made from by hand. */
  readonly inForce: Hanging | undefined;
  /** Place of the stage that the layout was made from, in `inForce.stages`. */
  readonly stage: number | undefined;
  readonly presets: readonly WindowPreset[];
  readonly names: StageNames & { readonly protocol: string; readonly notFor: (protocol: string) => string };
  /** Whose studies are on the screen: no word of theirs is remembered. */
  readonly persons?: readonly PersonNamed[];
  /** Of the new protocol; that of a protocol of the reader's own is replaced by its next version. */
  readonly id: string;
}

/** What of the screen a protocol cannot say, or says less surely than a reader may think. */
export type Reservation =
  /** These differ in nothing but their numbers: they are given out in their order. */
  | { readonly kind: 'alike'; readonly selector: string; readonly series: readonly string[] }
  /** The header says it, and it is not relied on. */
  | {
      readonly kind: 'unsure';
      readonly selector: string;
      readonly facet: string;
      readonly because: 'conflict' | 'lowConfidence';
    }
  /** A window in the units of one scan. */
  | { readonly kind: 'window'; readonly series: string }
  /** Mirrored or turned, or inverted, on this screen: of these images alone. */
  | { readonly kind: 'pose' | 'inverted'; readonly series: readonly string[] }
  /** Their names have words of the patient's, or of whoever referred them: none of these is kept. */
  | { readonly kind: 'personal'; readonly series: readonly string[] }
  /** An earlier study that no rule chooses again. */
  | { readonly kind: 'prior'; readonly study: string }
  /** The study names no part of the body: the protocol would be for all of its modality. */
  | { readonly kind: 'noPart' }
  /** Hung again, this study would not have these series where they are now. */
  | { readonly kind: 'differs'; readonly series: readonly string[] };

export interface CapturedHanging {
  readonly protocol: Protocol;
  /** So many of its stages, from the first, are of the screen; the others are kept. */
  readonly ownStages: number;
  /** Selectors of boxes that wait for a series that this study has not: it is wanted where there is one. */
  readonly awaited: readonly string[];
  /** In the order of the boxes. */
  readonly remembered: readonly Remembered[];
  readonly reservations: readonly Reservation[];
}

/**
 * A protocol of the reader's own that hangs what is on the screen now: the fewest facts that pick those series again,
 * the stages in force after it. The same screen gives the same protocol; nothing is learnt from what readers do.
 */
export function captureHanging(input: ToCapture): CapturedHanging {
  const first = build(input, new Set());
  // Where another series is known better, what was only preferred is asked for.
  const built = first.wrong.length > 0 ? build(input, new Set(first.wrong)) : first;
  const { protocol, lost, ownStages } = built;
  const remembered = asOnScreen(built.remembered, input.layout);
  return {
    protocol,
    ownStages,
    awaited: awaitedIn(input.layout, protocol),
    remembered,
    reservations: reservationsOf(input, protocol, remembered, lost),
  };
}

function awaitedIn({ screens }: LayoutOnScreen, { selectors }: Protocol): readonly string[] {
  const keys = screens.flatMap(({ boxes }) =>
    boxes.flatMap(({ layers, awaits }) => (layers.length > 0 ? [] : [awaits])),
  );
  return keys.filter((key) => key !== undefined && selectors[key] !== undefined) as string[];
}

/** In the order of the boxes, as a person reads the screen. */
function asOnScreen(remembered: readonly Remembered[], layout: LayoutOnScreen): readonly Remembered[] {
  const keys = layout.screens.flatMap(({ boxes }) => boxes.flatMap(({ layers }) => layers.map(layerKey)));
  return [...remembered].sort((one, other) => keys.indexOf(layerKey(one)) - keys.indexOf(layerKey(other)));
}

interface Built {
  readonly protocol: Protocol;
  readonly remembered: readonly Remembered[];
  readonly lost: readonly string[];
  readonly ownStages: number;
  /** `layerKey` of what would not hang where it is. */
  readonly wrong: readonly string[];
}

function build(input: ToCapture, stricter: ReadonlySet<string>): Built {
  const { layout, study, inForce, names, presets } = input;
  const isPersonal = personalWords(input.persons ?? []);
  // What hangs where nothing else does is of no kind of study: nothing of it is kept.
  const before = inForce?.protocol.tags.includes('fallback') ? undefined : inForce?.protocol;
  const isOwn = before?.id === input.id;
  const kept = (before?.stages ?? []).filter((_, place) => !(isOwn && place === input.stage));
  const priors = capturePriors(layout, study, before, (before && inForce?.priors) ?? []);
  const taken = new Set(Object.keys(before?.selectors ?? {}));
  const remembered = captureSelectors(layout, withoutPersonal(study, isPersonal), priors.ids, taken).map((each) =>
    stricter.has(layerKey(each)) ? { ...each, selector: asked(each.selector) } : each,
  );
  const keys = new Map(remembered.map((each) => [layerKey(each), each.key]));
  const isOfPrior = (box: { readonly layers: readonly { readonly study: string }[] }) =>
    box.layers.some((layer) => layer.study !== study.id);
  const awaited = new Set(Object.keys(before?.selectors ?? {}));
  const stages = captureStages(layout, {
    names,
    keys,
    isOfPrior,
    presets,
    awaited,
    lookOf: (box) => keptLook(box, study, inForce),
  });
  const match = captureMatch(study, before, inForce, names.notFor);
  const protocol = withinLimits({
    schemaVersion: 1,
    id: input.id,
    name: names.protocol,
    level: 'user',
    ...basedOn(before, isOwn),
    // The next version of one's own is made from the one that hung.
    version: isOwn ? before.version : 1,
    enabled: true,
    tags: [...(before?.tags ?? [])],
    match: {
      study: [...match],
      ...(before?.match.sites && { sites: before.match.sites }),
      ...(before?.match.requires && { requires: before.match.requires }),
    },
    priors: priors.wanted.slice(0, mostOfProtocol.priors),
    selectors: {
      ...Object.fromEntries(remembered.map(({ key, selector }) => [key, selector])),
      ...before?.selectors,
    },
    stages: [...stages, ...kept],
    ...(before?.reading && { reading: before.reading }),
  });
  return {
    protocol,
    remembered,
    lost: priors.lost,
    ownStages: stages.length,
    wrong: differingLayers(layout, hangWith(study, protocol)).map(layerKey),
  };
}

/** Where a protocol of the reader's own is made anew, it stays based on what it was. */
function basedOn(before: Protocol | undefined, isOwn: boolean): Pick<Protocol, 'basedOn' | 'basedOnVersion'> {
  if (!before) return {};
  if (!isOwn) return { basedOn: before.id, basedOnVersion: before.version };
  const { basedOn: id, basedOnVersion } = before;
  return { ...(id !== undefined && { basedOn: id }), ...(basedOnVersion !== undefined && { basedOnVersion }) };
}

/** What was preferred must be: also what an agent and a phase are known by. */
function asked(selector: Selector): Selector {
  const rules = selector.rules.map((rule) => ((rule.weight ?? 0) > 2 ? { ...rule, required: true } : rule));
  return { ...selector, rules };
}

/** Kept stages go before the limits of a protocol do; then the selectors that nothing names any more. */
function withinLimits(protocol: Protocol): Protocol {
  for (let stages = protocol.stages; ; stages = stages.slice(0, -1)) {
    const selectors = usedSelectors(protocol, stages);
    const isWithin =
      stages.length <= mostOfProtocol.stages && Object.keys(selectors).length <= mostOfProtocol.selectors;
    if (isWithin || stages.length <= 1) return { ...protocol, stages, selectors };
  }
}

function usedSelectors(protocol: Protocol, stages: readonly Stage[]): Protocol['selectors'] {
  const named = new Set<string>(protocol.match.requires);
  for (const { enabledIf, screens } of stages) {
    for (const key of enabledIf?.bound ?? []) named.add(key);
    for (const { viewports } of screens) {
      for (const { layers } of viewports) for (const { selector } of layers) named.add(selector);
    }
  }
  for (const key of named) {
    const selector = protocol.selectors[key];
    if (selector?.mirrorOf !== undefined) named.add(selector.mirrorOf);
    for (const other of selector?.fallback ?? []) named.add(other);
  }
  for (const key of protocol.reading?.prefetchOrder ?? []) named.add(key);
  return Object.fromEntries(Object.entries(protocol.selectors).filter(([key]) => named.has(key)));
}

function reservationsOf(
  { layout, study, presets, inForce, persons = [] }: ToCapture,
  protocol: Protocol,
  remembered: readonly Remembered[],
  lost: readonly string[],
): readonly Reservation[] {
  const boxes = layout.screens.flatMap((screen) => screen.boxes);
  const unkept = boxes.filter(({ window }) => window !== undefined && keptWindow(window, presets) === undefined);
  const notHung = differingLayers(layout, hangWith(study, protocol));
  return [
    ...(study.facets.bodyPart.value?.length ? [] : [{ kind: 'noPart' as const }]),
    ...remembered.flatMap((each): Reservation[] =>
      each.alike.length > 0 ? [{ kind: 'alike', selector: each.key, series: [each.series, ...each.alike] }] : [],
    ),
    ...remembered.flatMap(({ key, unsure }) =>
      unsure.map((each): Reservation => ({ kind: 'unsure', selector: key, ...each })),
    ),
    ...unkept.flatMap(({ layers }) => (layers[0] ? [{ kind: 'window' as const, series: layers[0].series }] : [])),
    ...looksLeft(boxes.map((box) => ({ box, kept: keptLook(box, study, inForce) }))),
    ...personalSeries(boxes, study, personalWords(persons)),
    ...lost.map((each): Reservation => ({ kind: 'prior', study: each })),
    ...(notHung.length > 0 ? [{ kind: 'differs' as const, series: notHung.map(({ series }) => series) }] : []),
  ];
}

function looksLeft(boxes: readonly { readonly box: ShownBox; readonly kept: KeptLook }[]): readonly Reservation[] {
  const seriesOf = (isLeft: (kept: KeptLook) => boolean) =>
    boxes.flatMap(({ box, kept }) => (box.layers[0] && isLeft(kept) ? [box.layers[0].series] : []));
  const left = [
    { kind: 'pose', series: seriesOf(({ isPoseLeft }) => isPoseLeft) },
    { kind: 'inverted', series: seriesOf(({ isInversionLeft }) => isInversionLeft) },
  ] as const;
  return left.filter(({ series }) => series.length > 0);
}

function personalSeries(
  boxes: readonly ShownBox[],
  { series, priors }: StudyToHang,
  isPersonal: (word: string) => boolean,
): readonly Reservation[] {
  const all = [...series, ...priors.flatMap((prior) => prior.series ?? [])];
  const shown = new Set(boxes.flatMap(({ layers }) => layers.map((layer) => layer.series)));
  const named = all.filter(({ id, facets }) => shown.has(id) && hasPersonalWords(facets, isPersonal));
  return named.length > 0 ? [{ kind: 'personal', series: named.map(({ id }) => id) }] : [];
}
