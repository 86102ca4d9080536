import type { ImageBoxView } from '../imaging/imageBoxView.ts';
import { isSameLook, lookOf, type ViewLook } from './viewLook.ts';

/** One change of how an image is looked at. */
export interface LookChange {
  /** Key of the words that say what was done. */
  readonly label: string;
  readonly setId: string;
  readonly before: ViewLook;
  readonly after: ViewLook;
}

/** Which acts of a view change how it is looked at, by the words for it. An act that is not named here is not noted. */
const noted: Readonly<Record<string, string>> = {
  setWindow: 'desk.changes.window',
  dragWindow: 'desk.changes.window',
  showGrey: 'desk.changes.window',
  toggleInversion: 'desk.changes.invert',
  zoomBy: 'desk.changes.zoom',
  fit: 'desk.changes.zoom',
  oneToOne: 'desk.changes.zoom',
  panBy: 'desk.changes.pan',
  rotateBy: 'desk.changes.rotate',
  flip: 'desk.changes.flip',
  place: 'desk.changes.zoom',
  reset: 'desk.changes.reset',
};

/** The view as commands and pointer are given it: what changes its look is told, once it has been done. */
export function notedView(view: ImageBoxView, onChanged: (change: LookChange) => void): ImageBoxView {
  const acts = new Map<PropertyKey, unknown>();
  const actOf = (name: PropertyKey, act: (...given: unknown[]) => unknown) => {
    const label = typeof name === 'string' ? noted[name] : undefined;
    if (label === undefined) return act.bind(view);
    return (...given: unknown[]) => {
      const before = lookOf(view);
      const answer = act.apply(view, given);
      const after = lookOf(view);
      const { set } = view.state();
      if (set && !isSameLook(before, after)) onChanged({ label, setId: set.id, before, after });
      return answer;
    };
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
