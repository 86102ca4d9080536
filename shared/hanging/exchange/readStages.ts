import { type DicomDataset, itemsOf, numbersOf } from '../../dicom/dicomJson.ts';
import {
  mostOfProtocol,
  type PriorWanted,
  type Screen,
  type Selector,
  type Stage,
  type Viewport,
} from '../protocol.ts';
import type { LossList } from './exchangeProblem.ts';
import { gridOf, type Rectangle } from './gridPlaces.ts';
import type { ReadDisplaySet } from './readDisplaySets.ts';
import { screenOf } from './readScreens.ts';

/** The parts of a protocol that its display sets make. */
export interface ReadStages {
  readonly stages: readonly Stage[];
  readonly selectors: Readonly<Record<string, Selector>>;
  readonly priors: readonly PriorWanted[];
}

interface Box {
  readonly id: string;
  readonly set: ReadDisplaySet;
  readonly screen: number;
  layers: Viewport['layers'];
}

/** Stages in the order of their presentation groups; images and priors that are asked for alike are one. */
export function readStages(
  dataset: DicomDataset,
  sets: readonly ReadDisplaySet[],
  screens: readonly Rectangle[],
  losses: LossList,
): ReadStages {
  const asked = new AskedFor();
  const groups = [...new Set(sets.map(({ group }) => group))].sort((one, other) => one - other);
  const stages = groups.slice(0, mostOfProtocol.stages).flatMap((group) => {
    const boxes = boxesOf(
      sets.filter((set) => set.group === group),
      screens,
      asked,
      losses,
    );
    const stage = stageOf(group, boxes, screens.length, losses);
    return stage ? [withScrolling(stage, boxes, dataset)] : [];
  });
  const scrolling = itemsOf(dataset, 'SynchronizedScrollingSequence').length;
  const taken = stages.reduce((sum, { sync = [] }) => sum + sync.length, 0);
  if (taken < scrolling) losses.add('syncNotTaken');
  return { stages, selectors: asked.selectors, priors: asked.priors };
}

/** Selectors and priors, each once. */
class AskedFor {
  readonly selectors: Record<string, Selector> = {};
  readonly priors: PriorWanted[] = [];
  readonly #keys = new Map<string, string>();

  /** Key of the selector of a display set; undefined where there are more than a protocol holds. */
  keyOf({ images, rules, label }: ReadDisplaySet): string | undefined {
    const from = images.prior ? this.#priorOf(images.prior) : 'current';
    if (from === undefined) return undefined;
    const all = [{ facet: 'kind', op: 'eq', value: 'image', required: true } as const, ...images.rules, ...rules];
    const text = JSON.stringify([from, all]);
    const known = this.#keys.get(text);
    if (known !== undefined) return known;
    if (this.#keys.size >= mostOfProtocol.selectors || all.length > mostOfProtocol.rules) return undefined;
    const key = `s${this.#keys.size + 1}`;
    this.#keys.set(text, key);
    const words = images.label ?? label;
    this.selectors[key] = {
      rules: all,
      ...(words !== undefined && { label: words.slice(0, 200) }),
      ...(from !== 'current' && { from }),
    };
    return key;
  }

  /** Sets of an earlier study that differ in their modality alone are of one: PET and the CT below it. */
  #priorOf(wanted: Omit<PriorWanted, 'id'>): string | undefined {
    const text = JSON.stringify({ ...wanted, modalities: wanted.modalities && [] });
    const known = this.priors.find(
      ({ id: _, ...each }) => JSON.stringify({ ...each, modalities: each.modalities && [] }) === text,
    );
    if (known) {
      const { modalities } = known;
      if (modalities) known.modalities = [...new Set([...modalities, ...(wanted.modalities ?? [])])].slice(0, 20);
      return known.id;
    }
    if (this.priors.length >= mostOfProtocol.priors) return undefined;
    const id = `p${this.priors.length + 1}`;
    this.priors.push({ id, ...wanted });
    return id;
  }
}

function boxesOf(
  sets: readonly ReadDisplaySet[],
  screens: readonly Rectangle[],
  asked: AskedFor,
  losses: LossList,
): readonly Box[] {
  const boxes: Box[] = [];
  for (const set of sets) {
    const where = `display set ${set.number ?? '?'}`;
    const selector = boxes.length < mostOfProtocol.viewports ? asked.keyOf(set) : undefined;
    const screen = screenOf(set.box, screens);
    const below = boxes.find((box) => isSame(box.set.box, set.box));
    const covered = boxes.some((box) => box.screen === screen && overlap(box.set.box, set.box));
    if (selector === undefined) losses.add('boxOutside', where);
    else if (below && set.isOverlay && below.layers.length === 1)
      below.layers = [...below.layers, { selector, opacity: 0.5 }];
    else if (covered) losses.add('boxOverlaps', where);
    else boxes.push({ id: `box${boxes.length + 1}`, set, screen, layers: [{ selector }] });
  }
  return boxes;
}

function isSame(one: Rectangle, other: Rectangle): boolean {
  return one.every((edge, index) => Math.abs(edge - (other[index] ?? Number.NaN)) < 0.01);
}

function overlap(one: Rectangle, other: Rectangle): boolean {
  const slack = 0.01;
  return (
    one[0] < other[2] - slack && other[0] < one[2] - slack && one[3] < other[1] - slack && other[3] < one[1] - slack
  );
}

function stageOf(group: number, boxes: readonly Box[], screenCount: number, losses: LossList): Stage | undefined {
  const used = [...new Set(boxes.map(({ screen }) => screen))].sort((one, other) => one - other);
  const screens = used.flatMap(
    (screen, index) =>
      screenWith(
        boxes.filter((box) => box.screen === screen),
        index,
        used.length,
        losses,
      ) ?? [],
  );
  if (screens.length === 0) return undefined;
  const name = boxes.find(({ set }) => set.groupName !== undefined)?.set.groupName ?? `Stage ${group}`;
  return {
    name: name.slice(0, 200),
    ...(screens.length > 1 && screenCount > 1 && { enabledIf: { minScreens: screens.length } }),
    screens,
  };
}

function screenWith(boxes: readonly Box[], index: number, count: number, losses: LossList): Screen | undefined {
  const found = gridOf(boxes.map(({ set }) => set.box));
  if (!found) {
    for (const { set } of boxes) losses.add('boxUneven', `display set ${set.number ?? '?'}`);
    return undefined;
  }
  if (!found.even) losses.add('boxUneven', boxes[0]?.set.groupName);
  return {
    role: count === 1 ? 'any' : index === 0 ? 'primary' : 'secondary',
    grid: found.grid,
    viewports: boxes.map(({ id, layers, set }, place) => {
      const [row = 0, column = 0, rows = 1, columns = 1] = found.places[place] ?? [];
      return { id, at: [row, column, rows, columns], layers, ...set.look };
    }),
  };
}

function withScrolling(stage: Stage, boxes: readonly Box[], dataset: DicomDataset): Stage {
  const sync = itemsOf(dataset, 'SynchronizedScrollingSequence')
    .slice(0, 200)
    .flatMap((item) => {
      const numbers = numbersOf(item, 'DisplaySetScrollingGroup') ?? [];
      const viewports = boxes
        .filter(({ set }) => set.number !== undefined && numbers.includes(set.number))
        .map(({ id }) => id);
      return viewports.length > 1 ? [{ kind: 'scroll' as const, by: 'position' as const, viewports }] : [];
    });
  return sync.length > 0 ? { ...stage, sync: sync.slice(0, 16) } : stage;
}
