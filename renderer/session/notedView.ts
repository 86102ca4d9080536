import type { ImageBoxView } from '../imaging/imageBoxView.ts';
import { changedLook, lookOf, type ViewLook } from './viewLook.ts';

/** One change of how an image is looked at. */
export interface LookChange {
  /** Key of the words that say what was done. */
  readonly label: string;
  /** Whether it is one of the many small ones of a drag, a wheel or a key held down. */
  readonly isPartOfMany: boolean;
  readonly setId: string;
  /** Only what has changed. */
  readonly before: ViewLook;
  readonly after: ViewLook;
}

/** Which acts of a view change how it is looked at, by the words for it. An act that is not named here is not noted. */
const noted: Readonly<Record<string, string>> = {
  setWindow: 'desk.changes.window',
  dragWindow: 'desk.changes.window',
  showGrey: 'desk.changes.window',
  nextGreyOfData: 'desk.changes.window',
  toggleGreyPerImage: 'desk.changes.window',
  toggleInversion: 'desk.changes.invert',
  zoomBy: 'desk.changes.zoom',
  fit: 'desk.changes.zoom',
  oneToOne: 'desk.changes.zoom',
  panBy: 'desk.changes.pan',
  rotateBy: 'desk.changes.rotate',
  flip: 'desk.changes.flip',
  place: 'desk.changes.zoom',
  reset: 'desk.changes.reset',
  setSlab: 'desk.changes.slab',
  turnCrosshair: 'desk.changes.turnPlanes',
  setAxes: 'desk.changes.turnPlanes',
};

const many = new Set(['dragWindow', 'zoomBy', 'panBy', 'turnCrosshair', 'setSlab']);
/** A free turn comes in small steps; a quarter is one of its own. */
const smallTurn = 30;

function isPartOfMany(name: string, [first]: readonly unknown[]): boolean {
  if (name === 'rotateBy') return typeof first === 'number' && Math.abs(first) < smallTurn;
  return many.has(name);
}

/** Whom a noted view tells. */
export interface LookNotes {
  /** Whatever is noted while it acts is taken back together: boxes that share a look follow at once. */
  readonly asOne: <Answer>(act: () => Answer) => Answer;
  readonly onChanged: (change: LookChange) => void;
}

/** The view as commands and pointer are given it: what changes its look is told, once it has been done. */
export function notedView(view: ImageBoxView, { asOne, onChanged }: LookNotes): ImageBoxView {
  const acts = new Map<PropertyKey, unknown>();
  const actOf = (name: PropertyKey, act: (...given: unknown[]) => unknown) => {
    const label = typeof name === 'string' ? noted[name] : undefined;
    if (label === undefined) return act.bind(view);
    return (...given: unknown[]) =>
      asOne(() => {
        const before = lookOf(view);
        const answer = act.apply(view, given);
        const changed = changedLook(before, lookOf(view));
        const { set } = view.state();
        if (set && changed)
          onChanged({ label, isPartOfMany: isPartOfMany(String(name), given), setId: set.id, ...changed });
        return answer;
      });
  };
  return new Proxy(view, {
    // Views keep private fields, which only they themselves can reach.
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      const known = acts.get(name);
      if (known) return known;
      const act = actOf(name, value as (...given: unknown[]) => unknown);
      acts.set(name, act);
      return act;
    },
  });
}
