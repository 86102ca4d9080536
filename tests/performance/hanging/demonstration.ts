import { captureHanging } from '#shared/hanging/capture/captureHanging.ts';
import type { ShownBox } from '#shared/hanging/capture/layoutOnScreen.ts';
import { hang } from '#shared/hanging/hang.ts';
import type { Hanging } from '#shared/hanging/hanging.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { type KeyedStudy, keyOf, toHang } from './studyFile.ts';

/** Boxes of the study itself that a reader wants; what is compared with is not shown in these trials. */
export function boxesOf(study: KeyedStudy): readonly string[] {
  const there = new Set(study.series.map(({ box }) => box));
  return study.wanted.filter((box) => there.has(box));
}

export interface Demonstrated {
  /** Of the reader's own; none yet: the shipped ones alone. */
  readonly protocol: Protocol | undefined;
  /** Boxes in the order in which they were shown. */
  readonly boxes: readonly string[];
  readonly demonstrations: number;
}

export const nothingShown: Demonstrated = { protocol: undefined, boxes: [], demonstrations: 0 };

/** The reader hangs a study by hand, box by box, and has it remembered; only where it did not hang so by itself. */
export function demonstrate(study: KeyedStudy, before: Demonstrated): Demonstrated {
  const boxes = boxesOf(study);
  if (before.protocol && rightBoxes(study, before).every(({ state }) => state === 'right')) return before;
  const hung = toHang(study);
  const key = keyOf(study);
  const inForce = hangAfter(study, before);
  const shown = boxes.map((box, column): ShownBox => {
    const series = hung.series.find(({ id }) => key.get(id) === box);
    return {
      at: [0, column, 1, 1],
      type: 'stack',
      layers: [{ study: hung.id, series: series?.id ?? '' }],
      isActive: column === 0,
    };
  });
  const { protocol } = captureHanging({
    study: hung,
    layout: { screens: [{ role: 'primary', rows: 1, columns: boxes.length, boxes: shown }], links: [] },
    inForce,
    stage: inForce.first,
    presets: [],
    names: {
      whole: 'whole',
      withoutPrior: 'withoutPrior',
      oneScreen: 'oneScreen',
      protocol: study.kind,
      notFor: (name) => `not ${name}`,
    },
    id: `user.shown.${study.kind}`,
  });
  return {
    protocol: { ...protocol, version: before.demonstrations + 1 },
    boxes,
    demonstrations: before.demonstrations + 1,
  };
}

export function hangAfter(study: KeyedStudy, { protocol }: Demonstrated): Hanging {
  return hang(toHang(study), protocol ? [...shippedProtocols, protocol] : shippedProtocols);
}

export interface BoxState {
  readonly box: string;
  readonly state: 'right' | 'wrong' | 'empty';
}

/**
 * Each box that was shown and that this study has a series for: whether the right one hangs where it was shown. Where
 * nothing was shown, or another protocol won: whether it hangs anywhere at first sight.
 */
export function rightBoxes(study: KeyedStudy, shown: Demonstrated): readonly BoxState[] {
  const hanging = hangAfter(study, shown);
  const key = keyOf(study);
  const viewports = hanging.stages[hanging.first]?.screens.flatMap((screen) => screen.viewports) ?? [];
  const hungIn = (viewport: (typeof viewports)[number] | undefined) =>
    hanging.bindings[viewport?.layers[0]?.selector ?? '']?.series;
  const isShown = shown.protocol !== undefined && hanging.protocol.id === shown.protocol.id;
  const asked = shown.protocol ? shown.boxes.filter((box) => boxesOf(study).includes(box)) : boxesOf(study);
  return asked.map((box) => {
    if (!isShown)
      return { box, state: viewports.some((each) => key.get(hungIn(each) ?? '') === box) ? 'right' : 'empty' };
    const series = hungIn(viewports.find(({ at }) => at[1] === shown.boxes.indexOf(box)));
    return { box, state: series === undefined ? 'empty' : key.get(series) === box ? 'right' : 'wrong' };
  });
}
