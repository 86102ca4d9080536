import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import type { ImageBoxView } from '../imaging/imageBoxView.ts';
import { planeOfFrame, type ShownPlane } from '../imaging/plane/shownPlane.ts';
import { type NearestSlice, pointToShow, sliceOfSetAt } from '../imaging/plane/syncedSlice.ts';
import { moved } from '../imaging/registration/rigidTransform.ts';
import type { VolumeModel } from '../imaging/volume/volumeModel.ts';
import { setIdsOf } from './arrangement.ts';
import { comparedFrameOf, comparedPlaneOf } from './comparedPlane.ts';
import { type Following, followingOf } from './following.ts';
import {
  type FrameLink,
  linkBetween,
  transformForPoint,
  transformForScroll,
  withLink,
  withoutLink,
} from './frameLinks.ts';
import { boxesApart, isParallel, linkOfSlices, type OtherBox } from './linkable.ts';
import { planeKey } from './planeKey.ts';
import type { ReadingSession } from './readingSession.ts';
import { SharedLook } from './sharedLook.ts';
import { type Relative, SharedScale, shareScale } from './sharedScale.ts';
import { type GoesAlong, goAlong, looksAlong, syncedWith, type WentTo } from './stageSync.ts';
import type { TogetherState } from './togetherState.ts';

interface Watched {
  readonly view: ImageBoxView;
  /** The plane that was shown when it was last looked at; an event that moved nothing drives nobody. */
  plane: string;
  setId: string | undefined;
  /** The image that was asked for, and whether it was playing, when it was last looked at. */
  asked: number;
  playing: boolean;
  /** Whether it was drawn, and has taken its scale from the planes of its fusion. */
  joined: boolean;
}

/**
 * What the boxes of a desk do together (H1). Only the active box drives the others, through one function, and what that
 * function moves drives nobody: there can be no loop. All boxes are told in the same turn, so they draw in one frame.
 */
export class Together {
  readonly store: StoreApi<TogetherState> = createStore<TogetherState>(() => ({
    scroll: true,
    look: false,
    lookOfStage: true,
    lines: true,
    links: [],
    atEnd: new Set(),
    point: undefined,
    refused: undefined,
    version: 0,
  }));
  readonly #session: Pick<ReadingSession, 'state'>;
  readonly #watched = new Map<number, Watched>();
  readonly #look = new SharedLook();
  readonly #scale = new SharedScale();
  /** Boxes that show an image in a look that is not the reader's. */
  readonly #lent = new Set<ImageBoxView>();
  #moving = false;
  /** The voxels of a series, from whoever draws; undefined where it is no volume. */
  openVolume: (set: DisplaySet) => VolumeModel | undefined = () => undefined;

  constructor(session: Pick<ReadingSession, 'state'>) {
    this.#session = session;
  }

  /** A view that draws in a box, while it is on the screen. */
  attach(box: number, view: ImageBoxView): () => void {
    const { set, asked, playing } = view.state();
    const watched: Watched = { view, plane: planeKey(view), setId: set?.id, asked, playing, joined: false };
    this.#watched.set(box, watched);
    // What was refused was about what hung before.
    if (this.store.getState().refused) this.store.setState({ refused: undefined });
    const stop = view.subscribe(() => this.#changed(box, watched));
    this.#tell();
    return () => {
      stop();
      if (this.#watched.get(box) === watched) this.#watched.delete(box);
      this.#look.forget(view);
      this.#lent.delete(view);
      this.#tell();
    };
  }

  /** Shown as a presentation state says, until `isLent` is false again: that is of one image, and no other box takes it on. */
  lend(view: ImageBoxView, isLent: boolean): void {
    if (isLent) this.#lent.add(view);
    else this.#lent.delete(view);
    this.#look.note(view);
  }

  viewAt(box: number): ImageBoxView | undefined {
    return this.#watched.get(box)?.view;
  }

  planeAt(box: number): ShownPlane | undefined {
    return this.planeOf(this.viewAt(box));
  }

  /** The plane that a view shows, in the space in which it may be compared with those of other boxes. */
  planeOf(view: ImageBoxView | undefined): ShownPlane | undefined {
    return comparedPlaneOf(this.#session.state, view);
  }

  /** Names the space of a display set, as links name it. */
  frameOf(set: DisplaySet): string | undefined {
    return comparedFrameOf(this.#session.state, set);
  }

  /** Whether a display set hangs in any box. */
  hangs({ id }: DisplaySet): boolean {
    return this.#session.state.arrangement.boxes.some((content) => setIdsOf(content).includes(id));
  }

  /** A display set that lies in a space: what stands at the other end of a link. */
  setIn(frame: string): DisplaySet | undefined {
    const found = [...this.#watched.values()].find(({ view }) => this.planeOf(view)?.frameOfReferenceUID === frame);
    return found?.view.state().set;
  }

  /** Boxes that are to scroll together again come together at once. */
  toggle(name: 'scroll' | 'look' | 'lines'): void {
    this.store.setState((state) => ({
      ...{ [name]: !state[name], atEnd: new Set() },
      ...(name === 'look' && { lookOfStage: !state.look }),
    }));
    if (name === 'scroll') this.#follow(this.#session.state.active);
  }

  /** How a box stands to the active one; undefined where neither could follow the other, and for the active one itself. */
  followingAt(box: number): Following | undefined {
    const { active } = this.#session.state;
    const [origin, own] = [this.planeAt(active), this.planeAt(box)];
    if (box === active || !origin || !own) return undefined;
    const { scroll, links } = this.store.getState();
    const isSamePatient = this.#apart().find((other) => other.box === box)?.isSamePatient ?? true;
    return followingOf(origin, own, { scroll, links, isSamePatient });
  }

  /** What of switching scrolling together off has to be said in the active box: some other box would follow it. */
  get isOff(): boolean {
    return [...this.#watched.keys()].some((box) => ['off', 'alignedOff'].includes(this.followingAt(box) ?? ''));
  }

  /** Boxes with a frame of reference of their own and slices parallel to the active one's: what a link would join. */
  linkable(): readonly OtherBox[] {
    const origin = this.planeAt(this.#session.state.active);
    return origin ? this.#apart().filter(({ plane }) => isParallel(plane, origin)) : [];
  }

  /** The series of the active box, and that of the first other box, by its place, that has a frame of reference of its own. */
  alignable():
    | { readonly first: DisplaySet; readonly second: DisplaySet; readonly isSamePatient: boolean }
    | undefined {
    const first = this.viewAt(this.#session.state.active)?.state().set;
    const apart = this.#apart();
    const other = apart.find(({ isSamePatient }) => isSamePatient) ?? apart[0];
    const second = other?.view.state().set;
    return first && second ? { first, second, isSamePatient: other.isSamePatient } : undefined;
  }

  /**
   * Declares the slices shown in the active box and in others to be the same place. Where they are linked already, the
   * links go: one key both ways. What may be another patient's is never linked, and that is said (T22). Answers whether
   * anything was linked.
   */
  linkHere(): boolean {
    const origin = this.planeAt(this.#session.state.active);
    const found = this.linkable();
    const others = found.filter(({ isSamePatient }) => isSamePatient);
    if (!origin || others.length === 0) {
      if (found.length > 0) this.refusePatient();
      return false;
    }
    const { links } = this.store.getState();
    const isLinked = others.some(({ plane }) =>
      linkBetween(links, origin.frameOfReferenceUID, plane.frameOfReferenceUID),
    );
    const next = others.reduce(
      (kept, { plane }) =>
        isLinked
          ? withoutLink(kept, origin.frameOfReferenceUID, plane.frameOfReferenceUID)
          : withLink(kept, linkOfSlices(origin, plane)),
      links,
    );
    this.store.setState({ links: next, atEnd: new Set(), refused: undefined, ...(isLinked ? {} : { scroll: true }) });
    return !isLinked;
  }

  /** Says that two boxes are not joined because they may show two patients. */
  refusePatient(): void {
    this.store.setState({ refused: 'otherPatient' });
  }

  setLinks(links: readonly FrameLink[]): void {
    this.store.setState({ links, atEnd: new Set(), refused: undefined });
    this.#follow(this.#session.state.active);
  }

  /** What has just been joined is shown so at once, also where boxes do not scroll together. */
  join(link: FrameLink): void {
    this.setLinks(withLink(this.store.getState().links, link));
    const origin = this.planeAt(this.#session.state.active);
    if (!origin || this.store.getState().scroll) return;
    const isJoined = (view: ImageBoxView) => {
      const own = this.planeOf(view)?.frameOfReferenceUID;
      return own !== undefined && linkBetween([link], origin.frameOfReferenceUID, own) !== undefined;
    };
    const atEnd = new Set<number>();
    this.#move(() => {
      for (const [box, { view }] of this.#watched) {
        const isBeyond = isJoined(view) && this.#bring(view, origin, this.viewAt(this.#session.state.active), [link]);
        if (isBeyond) atEnd.add(box);
      }
    });
    this.store.setState({ atEnd });
  }

  /** Marks a point of the patient in every box that can show it, and brings it there. */
  markPoint(world: Vector3, from: ShownPlane): void {
    this.store.setState({ point: { world, frameOfReferenceUID: from.frameOfReferenceUID } });
    this.#move(() => {
      for (const [box, { view }] of this.#watched) {
        if (box === this.#session.state.active) continue;
        const own = this.pointIn(view);
        if (!own) continue;
        if (view.showPoint) view.showPoint(own);
        else view.showSliceAt?.(own);
      }
    });
  }

  clearPoint(): void {
    if (this.store.getState().point) this.store.setState({ point: undefined });
  }

  /** The marked point in the frame of reference of a view; undefined where nothing joins the two (Q8). */
  pointIn(view: ImageBoxView): Vector3 | undefined {
    const { point, links } = this.store.getState();
    const own = this.planeOf(view)?.frameOfReferenceUID;
    const transform = point && own ? transformForPoint(links, point.frameOfReferenceUID, own) : undefined;
    return point && transform && moved(transform, point.world);
  }

  /**
   * The image of another series that lies where a view is: in the frame of reference that both share, or by what the
   * reader has joined theirs with. Undefined where nothing says so.
   */
  matchingSlice(view: ImageBoxView, other: DisplaySet): NearestSlice | undefined {
    const [first] = other.frames;
    const origin = this.planeOf(view);
    const target = first && planeOfFrame(first, this.frameOf(other));
    if (!origin || !target) return undefined;
    const { links } = this.store.getState();
    const frames = [origin.frameOfReferenceUID, target.frameOfReferenceUID] as const;
    const [point, ofPoint] = [view.pointShown?.(), transformForPoint(links, ...frames)];
    if (point && ofPoint) return sliceOfSetAt(other, moved(ofPoint, point));
    const transform = transformForScroll(links, ...frames, origin.normal);
    const wanted = transform && pointToShow(origin, target, transform);
    return wanted && sliceOfSetAt(other, wanted);
  }

  #changed(box: number, watched: Watched): void {
    const plane = planeKey(watched.view);
    const { set, asked, playing } = watched.view.state();
    const setId = set?.id;
    const isNew = setId !== watched.setId || watched.plane === '';
    const hasMoved = plane !== watched.plane;
    const before = { asked: watched.asked, playing: watched.playing, isSame: setId === watched.setId };
    Object.assign(watched, { plane, setId, asked, playing });
    const drives = box === this.#session.state.active && !this.#moving;
    // What opens takes its own window first: only what is done to an image that stands is handed on.
    const isStanding = before.isSame && watched.view.state().drawnVersion > 0 && !this.#lent.has(watched.view);
    const others =
      drives && isStanding ? looksAlong(this.#session.state, box, this.#viewsByBox(), this.store.getState()) : [];
    if (others.length > 0) this.#move(() => this.#look.share(watched.view, others));
    else this.#look.note(watched.view);
    if (drives && before.isSame) this.#goAlong(box, watched, before);
    if (!this.#moving) this.#shareScale(box, watched);
    if (!hasMoved) return;
    // What has just been hung is where it opens; it does not drag the others there.
    if (drives && !isNew) this.#follow(box);
    this.#tell();
  }

  /** The planes of a fusion have one scale and one place (LN5): side by side, a lesion has one size. */
  #shareScale(box: number, watched: Watched): void {
    const { view, joined } = watched;
    if (view.state().drawnVersion === 0) return;
    watched.joined = true;
    const joins = !joined || this.#scale.wasResized(view);
    if (!joins && box !== this.#session.state.active) return;
    const family = this.#familyOf(box, view);
    if (family.length === 0) return;
    this.#move(() => (joins ? this.#scale.join(view, family) : this.#scale.share(view, family)));
  }

  #familyOf(box: number, view: ImageBoxView): readonly Relative[] {
    const { arrangement } = this.#session.state;
    const own = this.planeOf(view)?.frameOfReferenceUID;
    return [...this.#watched].flatMap(([each, other]) => {
      if (each === box || !other.joined || !shareScale(arrangement, box, each)) return [];
      const there = this.planeOf(other.view)?.frameOfReferenceUID;
      const transform = own && there ? transformForPoint(this.store.getState().links, own, there) : undefined;
      return [{ view: other.view, transform }];
    });
  }

  #apart(): readonly OtherBox[] {
    return boxesApart(this.#session.state, [...this.#viewsByBox()], this.#session.state.active);
  }

  #viewsByBox(): ReadonlyMap<number, ImageBoxView> {
    return new Map([...this.#watched].map(([box, { view }]) => [box, view]));
  }

  /** Boxes that their stage lets go along where nothing joins them in space: by number, and in playing. */
  #goAlong(box: number, { view }: Watched, before: WentTo): void {
    const { links, scroll } = this.store.getState();
    const origin = this.planeAt(box);
    const isJoined = (other: ImageBoxView) => {
      const own = this.planeOf(other)?.frameOfReferenceUID;
      if (!origin || own === undefined) return false;
      return transformForScroll(links, origin.frameOfReferenceUID, own, origin.normal) !== undefined;
    };
    const views = [...syncedWith(this.#session.state, box)].flatMap(([each, sync]): readonly GoesAlong[] => {
      const other = this.viewAt(each);
      return other && other !== view ? [{ sync, view: other, mayStep: scroll && !isJoined(other) }] : [];
    });
    if (views.length > 0) this.#move(() => goAlong(view.state(), before, views));
  }

  /** The one way in which one box moves another. */
  #follow(origin: number): void {
    const { scroll, links } = this.store.getState();
    const plane = this.planeAt(origin);
    if (!scroll || !plane || this.#moving) return;
    const atEnd = new Set<number>();
    this.#move(() => {
      for (const [box, { view }] of this.#watched) {
        if (box !== origin && this.#bring(view, plane, this.viewAt(origin), links)) atEnd.add(box);
      }
    });
    this.store.setState({ atEnd });
  }

  /** Brings one box to where another is; answers whether it stays at its end. */
  #bring(
    view: ImageBoxView,
    origin: ShownPlane,
    driver: ImageBoxView | undefined,
    links: readonly FrameLink[],
  ): boolean {
    const target = this.planeOf(view);
    if (!target) return false;
    const frames = [origin.frameOfReferenceUID, target.frameOfReferenceUID] as const;
    const point = driver?.pointShown?.();
    const ofPoint = transformForPoint(links, ...frames);
    if (point && view.showPoint && ofPoint) {
      view.showPoint(moved(ofPoint, point));
      return false;
    }
    const transform = transformForScroll(links, ...frames, origin.normal);
    const wanted = transform && pointToShow(origin, target, transform);
    return wanted ? (view.showSliceAt?.(wanted)?.beyond ?? false) : false;
  }

  #move(act: () => void): void {
    this.#moving = true;
    try {
      act();
    } finally {
      this.#moving = false;
    }
    for (const watched of this.#watched.values()) {
      const { asked, playing } = watched.view.state();
      Object.assign(watched, { plane: planeKey(watched.view), asked, playing });
    }
  }

  #tell(): void {
    this.store.setState((state) => ({ version: state.version + 1 }));
  }
}

const known = new WeakMap<ReadingSession, Together>();

/** What the boxes of this desk do together; one for each desk. */
export function togetherOf(session: ReadingSession): Together {
  const before = known.get(session);
  if (before) return before;
  const made = new Together(session);
  known.set(session, made);
  return made;
}
