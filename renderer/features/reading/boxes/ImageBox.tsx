import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import type { Plane } from '#shared/dicom/orientation.ts';
import { dragActOf, wheelActOf } from '#shared/hands/mouseGesture.ts';
import type { BoxPoint, ImageBoxView } from '../../../imaging/imageBoxView.ts';
import type { Imaging } from '../../../imaging/imaging.ts';
import { attachPointer } from '../../../imaging/placement/pointerTools.ts';
import { PlaneView } from '../../../imaging/plane/planeView.ts';
import { RenderingView } from '../../../imaging/rendering/renderingView.ts';
import type { StackView } from '../../../imaging/stack/stackView.ts';
import { watchSize } from '../../../imaging/watchSize.ts';
import type { AnnotationBoard } from '../../../session/annotationBoard.ts';
import { type BoxContent, contentKey } from '../../../session/arrangement.ts';
import { mouseBindings } from '../../../session/hands.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import type { NamedDisplaySet } from '../../../session/studyImages.ts';
import { AnnotationLayer } from '../annotations/AnnotationLayer.tsx';
import { useBoard } from '../annotations/useBoard.ts';
import { Overlay } from '../corners/Overlay.tsx';
import { VolumeWords } from '../corners/VolumeWords.tsx';
import { StudyLayers } from '../documents/StudyLayers.tsx';
import { HandsLayer } from '../hands/HandsLayer.tsx';
import { Crosshair } from '../overImage/Crosshair.tsx';
import { PictureLayers } from '../overImage/PictureLayers.tsx';
import { TogetherLayer } from '../overImage/TogetherLayer.tsx';
import { useBoxState, useReading, useReadingState } from '../readingContext.ts';
import { ScrollBar } from '../scrolling/ScrollBar.tsx';
import { stepSlab } from '../scrolling/stepSlab.ts';
import { HungWords } from '../stages/HungWords.tsx';
import type { BoxProps } from './boxProps.ts';
import { CineBar } from './CineBar.tsx';
import { beginningOf, lookFirst } from './firstLook.ts';
import { useGreyCurve } from './GreyCurve.tsx';
import styles from './ImageBox.module.css';
import { type Refusal, VolumeRefused } from './VolumeRefused.tsx';

/** An image box that shows one display set as a stack. */
export function StackBox({ box, content: given, named, hidden }: BoxProps<'stack'>) {
  const { imaging, session } = useReading();
  const lent = useRef<HTMLDivElement>(null);
  const view = useView<StackView>(lent, imaging, (element) => imaging.openStack(element));
  const content = useSameContent(given);
  const { set } = named;
  useEffect(() => {
    if (!view) return undefined;
    const begin = beginningOf(session, box, set, content);
    view.show(set, begin.index, begin.grey, begin.placement);
    const stop = begin.first && lookFirst(session, { view, set, element: lent.current }, begin.first);
    return () => {
      stop?.();
      session.remember(view.state(), view.placement(), content);
    };
  }, [view, set, session, box, content]);
  return <BoxFrame box={box} named={named} hidden={hidden} lent={lent} view={view} plane={undefined} />;
}

/** The same object for as long as it is the same content, looked at in the same way: a box is not shown anew for nothing. */
function useSameContent<Content extends BoxContent>(content: Content): Content {
  const [same, setSame] = useState(content);
  if (contentKey(same) === contentKey(content)) return same;
  setSame(content);
  return content;
}

/** An image box that shows one plane of a display set's volume. */
export function PlaneBox({ box, named, hidden, content }: BoxProps<'plane'>) {
  const { imaging, session } = useReading();
  const lent = useRef<HTMLDivElement>(null);
  const { plane } = content;
  const { set } = named;
  const [refusal, setRefusal] = useState<Refusal>();
  const view = useView<PlaneView>(lent, imaging, (element) => {
    const opened = imaging.openPlane(element, set, plane, beginningOf(session, box, set, content));
    const grid = opened ? undefined : imaging.gridFor(set);
    setRefusal(grid && !grid.ok ? grid.failure : undefined);
    return opened;
  });
  usePlaneLook(box, view, named, content);
  return <BoxFrame box={box} named={named} hidden={hidden} lent={lent} view={view} plane={plane} refusal={refusal} />;
}

/** What a plane begins with, and how it was left; the box is another where its content is another. */
export function usePlaneLook(
  box: number,
  view: PlaneView | undefined,
  { set }: NamedDisplaySet,
  given: BoxContent,
): void {
  const { session } = useReading();
  const content = useSameContent(given);
  useEffect(() => {
    if (!view) return undefined;
    const begin = beginningOf(session, box, set, content);
    if (begin.slab) view.setSlab(begin.slab === 'none' ? undefined : begin.slab);
    const stop = begin.first && lookFirst(session, { view, set, element: null }, begin.first);
    return () => {
      stop?.();
      const slab = view.slabRefusal() === undefined ? (view.slab() ?? ('none' as const)) : undefined;
      const shown = { grey: view.state().grey, slab };
      session.rememberPlanes(set.id, shown, view.model.imageAtCrosshair(), content);
    };
  }, [view, set, session, box, content]);
}

/** Lends an element to a view for as long as the component stands; the view itself lives outside React (SF15). */
export function useView<View extends ImageBoxView>(
  lent: RefObject<HTMLDivElement | null>,
  imaging: Imaging,
  open: (element: HTMLDivElement) => View | undefined,
): View | undefined {
  const [view, setView] = useState<View>();
  const opener = useRef(open);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another engine needs another view.
  useEffect(() => {
    const element = lent.current;
    const opened = element ? opener.current(element) : undefined;
    setView(opened);
    return () => {
      setView(undefined);
      opened?.close();
    };
  }, [lent, imaging]);
  return view;
}

/**
 * An axilla, an apex, a corner of a bone may lie at any edge of these, and a machine has written its own words into the
 * edges of the others: the words stand above and below the image.
 */
const wordsBeside = new Set(['MG', 'CR', 'DX', 'DR', 'RG', 'IO', 'PX', 'US', 'IVUS', 'ES', 'XC', 'GM', 'OT', 'SC']);

interface FrameProps extends Pick<BoxProps, 'box' | 'named' | 'hidden'> {
  readonly lent: RefObject<HTMLDivElement | null>;
  readonly view: ImageBoxView | undefined;
  readonly plane: Plane | undefined;
  /** Why there is no view, where there can be none. */
  readonly refusal?: Refusal | undefined;
  /** What else must be known of what it shows. */
  readonly words?: ReactNode;
}

/** One image box around the element it lends: who it is, whether the hands are on it, and what they do to its view. */
export function BoxFrame({ box, named, hidden, lent, view, plane, refusal, words }: FrameProps) {
  const { session, imaging } = useReading();
  const active = useReadingState((state) => state.active === box);
  const banded = wordsBeside.has(named.set.modality);
  useFollowedSize(lent, imaging);
  const [lens, setLens] = useState<BoxPoint>();
  const board = useBoard(view, session);
  const curve = useGreyCurve(named.set, view);
  useEffect(() => (view ? session.attachView(box, view) : undefined), [session, box, view]);
  useEffect(() => {
    const element = lent.current;
    if (!element || !view || !board) return undefined;
    return attachPointer(element, {
      tool: () => toolFor(session, view),
      dragAct: (press) => dragActOf(press, mouseBindings.getState()),
      wheelAct: (press) => wheelActOf(press, mouseBindings.getState()),
      onWheel: (act, steps) => {
        if (act === 'series') session.stepSet(steps > 0 ? 1 : -1);
        const noted = session.viewAt(box);
        if (act === 'slabThickness' && noted instanceof PlaneView) stepSlab(noted, -steps);
      },
      onLens: setLens,
      onHold: (isHeld) => session.history.hold(isHeld),
      // What the hands do to its look can be taken back.
      view: () => session.viewAt(box),
      onActivate: () => session.activate(box),
      hand: board.hand,
      onEnlarge: () => session.toggleEnlarged(),
      onCrosshair: (point) => view instanceof PlaneView && view.model.setCrosshair(view.worldAt(point)),
    });
  }, [session, view, board, lent, box]);
  return (
    <article
      className={styles.box}
      data-active={active}
      data-banded={banded}
      data-scrolls={plane !== undefined || named.set.frames.length > 1}
      data-cine={named.set.cine}
      hidden={hidden}
      aria-label={named.description}
    >
      <div ref={lent} className={styles.pixels} style={curve} />
      {refusal && <VolumeRefused refusal={refusal} />}
      {view && <Around box={box} view={view} named={named} plane={plane} board={board} words={words} />}
      {view && <HandsLayer box={box} view={view} lent={lent} lens={lens} style={curve} />}
    </article>
  );
}

/** Bands, the bar beside and the size of the words take their room from the image: it is fitted to what is left. */
function useFollowedSize(lent: RefObject<HTMLDivElement | null>, imaging: Imaging): void {
  useEffect(() => {
    const element = lent.current;
    return element ? watchSize(element, () => imaging.resize()) : undefined;
  }, [lent, imaging]);
}

/** The crosshair is of planes; a body in space is turned by it. */
function toolFor(session: ReadingSession, view: ImageBoxView) {
  const { tool } = session.state;
  if (tool !== 'crosshair' || view instanceof PlaneView) return tool;
  return view instanceof RenderingView ? 'rotate' : 'window';
}

interface AroundProps {
  readonly box: number;
  readonly view: ImageBoxView;
  readonly named: NamedDisplaySet;
  readonly plane: Plane | undefined;
  readonly board: AnnotationBoard | undefined;
  readonly words: ReactNode;
}

/** What stands over and around the pixels. Its data attributes say what was drawn, for whoever checks. */
function Around({ box, view, named, plane, board, words }: AroundProps) {
  const state = useBoxState(view);
  const { drawn, cover, asked, count } = state;
  const condition = cover ? cover.kind : state.drawnVersion > 0 ? 'drawn' : 'empty';
  return (
    <div
      className={styles.around}
      data-testid="image-box"
      data-state={condition}
      data-plane={plane}
      data-sop-instance-uid={drawn?.item.image.sopInstanceUID}
      data-frame={drawn?.item.frame.frameNumber}
      data-index={asked + 1}
      data-count={count}
      data-drawn-index={drawn && drawn.index + 1}
      data-zoom={state.zoom.toFixed(3)}
    >
      <div className={styles.layers}>
        <PictureLayers view={view} state={state} />
        <StudyLayers view={view} state={state} />
        {view instanceof PlaneView && <Crosshair box={box} view={view} state={state} />}
        {board && <AnnotationLayer board={board} state={state} />}
        <TogetherLayer box={box} view={view} state={state} />
      </div>
      <Overlay
        view={view}
        box={box}
        state={state}
        named={named}
        plane={plane}
        volumeWords={
          <>
            <HungWords box={box} />
            <VolumeWords view={view} />
            {words}
          </>
        }
      />
      {state.count > 1 && named.set.cine && <CineBar view={view} state={state} />}
      <ScrollBar view={view} state={state} />
    </div>
  );
}
