import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { volumeGridOf } from '#shared/dicom/volumeGate.ts';
import {
  type Arrangement,
  arrangementOf,
  type BoxContent,
  isOfPlanes,
  isPlanesAndBody,
  isThreePlanes,
  planesAndBodyOf,
  renamedContent,
  stackOf,
  threePlanesOf,
} from './arrangement.ts';
import type { BoxViews } from './boxViews.ts';
import type { HeldSwap } from './heldSwap.ts';
import type { History } from './history.ts';
import { LargerBefore } from './largerBefore.ts';
import type { HungPlace, ReadingState, ReadingStore } from './readingState.ts';
import { rearranged } from './rearranged.ts';
import type { RememberedViews } from './rememberedViews.ts';
import { inOpenWindows, mainPart, partOf, windowOf, withPart } from './windowBoxes.ts';

/** What hangs, and which box and tool the hands have with it. */
export type Hung = Pick<ReadingState, 'arrangement' | 'active'> &
  Partial<Pick<ReadingState, 'tool' | 'enlarged'>> & {
    /** Where in its protocol the study then is; left out: where it was, with something hung by hand. */
    readonly place?: HungPlace | undefined;
  };

interface Parts {
  readonly store: ReadingStore;
  readonly history: History;
  readonly swap: HeldSwap;
  readonly views: BoxViews;
  readonly remembered: RememberedViews;
  readonly setOf: (setId: string | undefined) => DisplaySet | undefined;
  /** Where in its protocol the study is now, and puts it there again; undefined where none hangs it. */
  readonly place: () => HungPlace | undefined;
  readonly toPlace: (place: HungPlace) => void;
  /** Something was hung by hand. */
  readonly onManual: (kind: string) => void;
}

/**
 * What hangs in the boxes, changed so that it can be taken back. Whatever is swapped while a key is held comes back
 * before anything else is hung: an earlier study never comes to rest in the place of the one that is read.
 */
export class Hanging {
  readonly #parts: Parts;
  #beforePlanes: Hung | undefined;
  readonly #larger = new LargerBefore();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** So many boxes: what hangs stays, and what hung before in so many comes back; else series that do not hang fill what is new. */
  arrange(rows: number, columns: number): void {
    const { arrangement, active, images } = this.#atRest();
    const ids = images.sets.map(({ set }) => set.id);
    const name = windowOf(arrangement, active);
    const part = partOf(arrangement, name) ?? { ...mainPart(arrangement), first: 0 };
    const [window, at, wanted] = [name, active - part.first, { rows, columns }];
    const before = isOfPlanes(part) ? undefined : this.#larger.back(window, part, at, wanted);
    const hung = before ?? rearranged(part, at, rows, columns, ids);
    this.#larger.note(window, part, at, wanted);
    const next = { arrangement: withPart(arrangement, name, hung.arrangement), active: part.first + hung.active };
    this.#put(next, 'desk.changes.boxes');
  }

  /** Three planes of the active display set, or back to what was hung before. */
  toggleThreePlanes(): void {
    if (!isOfPlanes(this.#atRest().arrangement)) this.#toThreePlanes();
    else if (this.#beforePlanes) this.all(this.#beforePlanes, 'desk.changes.planes');
    else this.arrange(1, 1);
  }

  /**
   * The body of the active display set in space, or back to its images. Beside three planes it has a box of its own; they
   * stay in theirs, as they are.
   */
  toggleBody(): void {
    const { arrangement, active, tool } = this.#atRest();
    const content = arrangement.boxes[active];
    if (isOfPlanes(arrangement)) {
      const setId = content?.setId ?? arrangement.boxes[0]?.setId ?? '';
      // The hands are on the body that they asked for; without it, on a plane.
      const next = isThreePlanes(arrangement)
        ? { arrangement: planesAndBodyOf(setId), active: 3 }
        : { arrangement: threePlanesOf(setId), active: Math.min(active, 2) };
      this.all(next, inSpace);
    } else if (content) {
      const isShown = content.kind === 'rendering';
      const next = isShown ? stackOf(content.setId) : { kind: 'rendering' as const, setId: content.setId };
      const boxes = arrangement.boxes.map((hung, place) => (place === active ? next : hung));
      this.all({ arrangement: { ...arrangement, boxes }, active, tool: isShown ? tool : 'crosshair' }, inSpace);
    }
  }

  /** Hangs a display set as a stack; where three planes hang, as three planes, if it may be a volume. */
  hang(setId: string, box: number): void {
    const set = this.#parts.setOf(setId);
    const { arrangement } = this.#atRest();
    const planes = isPlanesAndBody(arrangement) ? planesAndBodyOf(setId) : threePlanesOf(setId);
    if (!isOfPlanes(arrangement)) this.hangContent(stackOf(setId), box);
    else if (set && volumeGridOf(set).ok) this.#change({ arrangement: planes }, series);
    else this.all({ arrangement: arrangementOf(1, 1, [stackOf(setId)]), active: 0 }, series);
  }

  /** Hangs anything in one box, and makes it the active one. */
  hangContent(content: BoxContent | undefined, box: number): void {
    const { arrangement } = this.#atRest();
    const boxes = arrangement.boxes.map((hung, place) => (place === box ? content : hung));
    this.#change({ arrangement: { ...arrangement, boxes }, active: box }, series);
  }

  /** Hangs everything anew. The crosshair is of planes, and turns a body in space: with them goes the tool. */
  all(hung: Hung, label: string): void {
    this.#larger.forget();
    this.#put(hung, label);
  }

  #put({ arrangement, active, tool = this.#parts.store.getState().tool, place }: Hung, label: string): void {
    const isIdle =
      tool === 'crosshair' &&
      !arrangement.boxes.some((content) => content?.kind === 'plane' || content?.kind === 'rendering');
    this.#change({ arrangement, active, enlarged: false, tool: isIdle ? 'window' : tool, place }, label);
  }

  /** The study is another than it was, and hangs as if it had just been opened: nothing to take back. */
  anew(arrangement: Arrangement): void {
    this.#larger.forget();
    const now = this.#atRest().arrangement;
    this.#parts.store.setState({ arrangement: inOpenWindows(arrangement, now), active: 0 });
  }

  #atRest(): ReadingState {
    const { swap, store } = this.#parts;
    swap.end();
    return store.getState();
  }

  #toThreePlanes(): void {
    const { arrangement, active } = this.#atRest();
    const set = this.#parts.setOf(arrangement.boxes[active]?.setId);
    if (!set || !volumeGridOf(set).ok) return;
    this.#beforePlanes = { arrangement, active };
    this.#parts.views.dropWaiting();
    this.all({ arrangement: threePlanesOf(set.id), active: 0, tool: 'crosshair' }, 'desk.changes.planes');
  }

  /** Changes what is hung, so that it can be taken back. */
  #change(change: Partial<Hung>, label: string): void {
    const { arrangement, active, tool, enlarged } = this.#atRest();
    const { place, toPlace, onManual } = this.#parts;
    const before = { arrangement, active, tool, enlarged, place: place() };
    const put =
      ({ place: there, ...hung }: Partial<Hung>) =>
      () => {
        const now = this.#atRest();
        this.#parts.store.setState(this.#withNamesNow(hung, now.arrangement));
        if (there) toPlace(there);
      };
    const isByHand = change.place === undefined;
    const after = isByHand && before.place ? { ...change, place: { ...before.place, isPinned: true } } : change;
    this.#parts.history.perform({ label, undo: put(before), redo: put(after) });
    if (isByHand) onManual(kindOf[label] ?? 'boxes');
  }

  /** A newer answer may have given display sets other names since. */
  #withNamesNow(hung: Omit<Partial<Hung>, 'place'>, now: Arrangement): Omit<Partial<Hung>, 'place'> {
    if (!hung.arrangement) return hung;
    const arrangement = inOpenWindows(hung.arrangement, now);
    const nameNow = (setId: string) => this.#parts.remembered.nameNow(setId);
    const boxes = arrangement.boxes.map((content) => renamedContent(content, nameNow));
    const active = hung.active === undefined ? {} : { active: Math.min(hung.active, boxes.length - 1) };
    return { ...hung, ...active, arrangement: { ...arrangement, boxes } };
  }
}

const series = 'desk.changes.series';
const inSpace = 'volumes.inSpace';

/** What a change by hand is counted as, by the words for it. */
const kindOf: Readonly<Record<string, string>> = {
  [series]: 'series',
  [inSpace]: 'planes',
  'desk.changes.planes': 'planes',
  'desk.changes.prior': 'prior',
};
