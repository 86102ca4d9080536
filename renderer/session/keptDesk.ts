import { type KeptDesk, keptBox, keptLook, mostOfDesk } from '#shared/contract/desk.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { GreyState } from '../imaging/grey/grey.ts';
import type { Placement } from '../imaging/placement/placement.ts';
import { toolNamed } from '../imaging/placement/pointerTools.ts';
import { type Arrangement, type BoxContent, byHand, setIdsOf } from './arrangement.ts';
import type { HungByProtocol, LeftWindow, ReadingState } from './readingState.ts';
import type { LeftEntry } from './rememberedViews.ts';
import { hasSet, type StudyOnDesk } from './studyOnDesk.ts';
import { mainPart, partOf } from './windowBoxes.ts';

/** What a plane shows: its slice, the point of the patient in it, and how it lies. */
interface ShownOfPlane {
  readonly index: number;
  readonly point?: [number, number, number] | undefined;
  readonly placement?: Placement | undefined;
}

/** What a reading session adds to its state, to be kept: slices that planes show, and how display sets were left. */
interface Shown {
  readonly planeOf: (box: number) => ShownOfPlane;
  readonly left: readonly LeftEntry[];
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
    ...(arrangement.cells && { cells: cellsOf(mainPart(arrangement)) }),
    ...(state.byProtocol && { place: placeOf(state.byProtocol) }),
    boxes: shown.boxes
      .slice(0, arrangement.rows * arrangement.columns)
      .map((content, box) => (content ? boxThatFits(content, shown.planeOf(box)) : null)),
    ...(windows.length > 0 && { windows }),
    active,
    enlarged,
    tool,
    left: shown.left.flatMap(lookThatFits).slice(-mostOfDesk.sets),
    panels,
  };
}

/**
 * What the contract refuses in one entry is left out of that entry: a placement that nobody could have made by hand, a
 * number that is none. A desk that is refused as a whole is not kept at all.
 */
function boxThatFits(content: BoxContent, { index, point, placement }: ShownOfPlane): KeptDesk['boxes'][number] {
  const whole = { content, index, ...(point && { point }), ...(placement && { placement }) };
  const atPoint = { content, index, ...(point && { point }) };
  for (const each of [whole, atPoint, { content, index: 0 }, { content: byHand(content), index: 0 }]) {
    if (keptBox.safeParse(each).success) return each;
  }
  return null;
}

function lookThatFits({ setId, look, imageId, grey, placement, slab }: LeftEntry): KeptDesk['left'] {
  const at = { setId, ...(look !== '' && { look }), ...(imageId !== undefined && { imageId }), ...(slab && { slab }) };
  const inGrey = { ...at, ...(grey && isOurs(grey) && { grey: plainGrey(grey) }) };
  const whole = { ...inGrey, ...(placement && { placement }) };
  const found = [whole, inGrey, at, { setId }].find((each) => keptLook.safeParse(each).success);
  return found ? [found] : [];
}

function cellsOf({ cells = [], boxes }: Arrangement): NonNullable<KeptDesk['cells']> {
  return boxes.map((_, box) => cells[box] ?? null);
}

function placeOf({ hanging, stage, isPinned }: HungByProtocol): NonNullable<KeptDesk['place']> {
  return { protocolId: hanging.protocol.id, stage, isPinned };
}

/** What hangs in further windows, and what waits for one that nobody has opened again yet. */
function windowsOf(arrangement: Arrangement, waiting: readonly LeftWindow[]) {
  const open = (arrangement.windows ?? []).map(({ name }) => ({ name, ...partOf(arrangement, name) }));
  return [...open, ...waiting].map(({ name, rows = 1, columns = 1, boxes = [], cells }) => ({
    ...{ name, rows, columns },
    boxes: boxes.map((content) => content ?? null),
    ...(cells && { cells: boxes.map((_, box) => cells[box] ?? null) }),
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
  const leftWindows = (kept.windows ?? []).map(({ cells, ...each }) => ({
    ...each,
    boxes: each.boxes.map(asFarAsHere),
    ...knownCells(cells),
  }));
  if (!contents.some((content) => content && hasSet(study, content.setId))) return undefined;
  const { rows, columns } = kept;
  const boxes = Array.from({ length: rows * columns }, (_, box) => contents[box]);
  const arrangement = { rows, columns, boxes, ...knownCells(kept.cells) };
  return {
    arrangement,
    ...(leftWindows.length > 0 && { leftWindows }),
    active: Math.min(kept.active, arrangement.boxes.length - 1),
    enlarged: kept.enlarged,
    tool: toolNamed(kept.tool) ?? 'window',
    priorsAsked: kept.priors.map((prior) => ({ study: prior, hang: false })),
  };
}

/** A place of which nothing is known is left out again. */
function knownCells(cells: KeptDesk['cells']): Pick<Arrangement, 'cells'> {
  return cells ? { cells: cells.map((cell) => cell ?? undefined) } : {};
}

export function leftOf(kept: KeptDesk): readonly LeftEntry[] {
  return kept.left.map(({ setId, look = '', imageId, grey, placement, slab }) => ({
    ...{ setId, look, imageId, placement, slab },
    grey: grey && { ...grey, table: undefined },
  }));
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
