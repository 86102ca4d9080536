import { type KeptDesk, keptBox, keptLook, mostOfDesk } from '#shared/contract/desk.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { GreyState } from '../imaging/grey/grey.ts';
import type { Placement } from '../imaging/placement/placement.ts';
import { toolNamed } from '../imaging/placement/pointerTools.ts';
import { type Arrangement, arrangementOf, type BoxContent, setIdsOf } from './arrangement.ts';
import type { LeftWindow, ReadingState } from './readingState.ts';
import type { LeftAs } from './rememberedViews.ts';
import { hasSet, type StudyOnDesk } from './studyOnDesk.ts';
import { partOf } from './windowBoxes.ts';

/** What a plane shows: its slice, the point of the patient in it, and how it lies. */
interface ShownOfPlane {
  readonly index: number;
  readonly point?: [number, number, number] | undefined;
  readonly placement?: Placement | undefined;
}

/** What a reading session adds to its state, to be kept: slices that planes show, and how display sets were left. */
interface Shown {
  readonly planeOf: (box: number) => ShownOfPlane;
  readonly left: ReadonlyMap<string, LeftAs>;
  /** What hangs when no key is held. */
  readonly boxes: Arrangement['boxes'];
}

/** All of the desk that is to come back after a crash; an equal desk is an equal text. */
export function keptDeskOf(state: ReadingState, shown: Shown, panels: KeptDesk['panels']): KeptDesk {
  const { snapshot, priorsAsked, arrangement, active, enlarged, tool } = state;
  const windows = windowsOf({ ...arrangement, boxes: shown.boxes }, state.leftWindows ?? []);
  return {
    version: 1,
    study: snapshot.item.study,
    priors: priorsAsked.map(({ study }) => study).slice(0, mostOfDesk.priors),
    rows: arrangement.rows,
    columns: arrangement.columns,
    boxes: shown.boxes
      .slice(0, arrangement.rows * arrangement.columns)
      .map((content, box) => (content ? boxThatFits(content, shown.planeOf(box)) : null)),
    ...(windows.length > 0 && { windows }),
    active,
    enlarged,
    tool,
    left: [...shown.left].flatMap(lookThatFits).slice(-mostOfDesk.sets),
    panels,
  };
}

/**
 * What the contract refuses in one entry is left out of that entry: a placement that nobody could have made by hand, a
 * number that is none. A desk that is refused as a whole is not kept at all.
 */
function boxThatFits(content: BoxContent, { index, point, placement }: ShownOfPlane): KeptDesk['boxes'][number] {
  const whole = { content, index, ...(point && { point }), ...(placement && { placement }) };
  for (const each of [whole, { content, index, ...(point && { point }) }, { content, index: 0 }]) {
    if (keptBox.safeParse(each).success) return each;
  }
  return null;
}

function lookThatFits([setId, { imageId, grey, placement }]: [string, LeftAs]): KeptDesk['left'] {
  const at = { setId, ...(imageId !== undefined && { imageId }) };
  const inGrey = { ...at, ...(grey && isOurs(grey) && { grey: plainGrey(grey) }) };
  const whole = { ...inGrey, ...(placement && { placement }) };
  const found = [whole, inGrey, at, { setId }].find((each) => keptLook.safeParse(each).success);
  return found ? [found] : [];
}

/** What hangs in further windows, and what waits for one that nobody has opened again yet. */
function windowsOf(arrangement: Arrangement, waiting: readonly LeftWindow[]) {
  const open = (arrangement.windows ?? []).map(({ name }) => ({ name, ...partOf(arrangement, name) }));
  return [...open, ...waiting].map(({ name, rows = 1, columns = 1, boxes = [] }) => ({
    ...{ name, rows, columns },
    boxes: boxes.map((content) => content ?? null),
  }));
}

/** A table of the data comes with the data again. */
function isOurs(grey: GreyState): boolean {
  return grey.table === undefined && Number.isFinite(grey.window.center) && grey.window.width > 0;
}

function plainGrey({ window, voiFunction, inverted }: GreyState) {
  return { window: { center: window.center, width: window.width }, voiFunction, inverted };
}

/** What hung, as far as the study still has it; undefined where nothing of it is left, and the study is hung anew. */
export function restoredState(
  kept: KeptDesk,
  study: StudyOnDesk,
): Pick<ReadingState, 'arrangement' | 'leftWindows' | 'active' | 'enlarged' | 'tool' | 'priorsAsked'> | undefined {
  const beside = kept.priors.map((prior) => `${studyKey(prior)}|`);
  // What an earlier study had cannot be known before it is here.
  const mayShow = (setId: string) => hasSet(study, setId) || beside.some((prefix) => setId.startsWith(prefix));
  const asFarAsHere = (content: BoxContent | null | undefined) =>
    content && setIdsOf(content).every(mayShow) ? content : undefined;
  const contents = kept.boxes.map((box) => asFarAsHere(box?.content));
  const leftWindows = (kept.windows ?? []).map((each) => ({ ...each, boxes: each.boxes.map(asFarAsHere) }));
  if (!contents.some((content) => content && hasSet(study, content.setId))) return undefined;
  const arrangement = arrangementOf(kept.rows, kept.columns, contents);
  return {
    arrangement,
    ...(leftWindows.length > 0 && { leftWindows }),
    active: Math.min(kept.active, arrangement.boxes.length - 1),
    enlarged: kept.enlarged,
    tool: toolNamed(kept.tool) ?? 'window',
    priorsAsked: kept.priors.map((prior) => ({ study: prior, hang: false })),
  };
}

export function leftOf(kept: KeptDesk): ReadonlyMap<string, LeftAs> {
  return new Map(
    kept.left.map(({ setId, imageId, grey, placement }) => [
      setId,
      { imageId, grey: grey && { ...grey, table: undefined }, placement },
    ]),
  );
}

let waiting: KeptDesk | undefined;

/** The desk that is to come back when its study is opened next. */
export function bringBack(kept: KeptDesk | undefined): void {
  waiting = kept;
}

/** The desk of a study that is to come back, once: whoever opens the study again later begins anew. */
export function takeKept(study: StudyRef): KeptDesk | undefined {
  if (!waiting || studyKey(waiting.study) !== studyKey(study)) return undefined;
  const kept = waiting;
  waiting = undefined;
  return kept;
}
