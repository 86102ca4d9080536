import type { DragAct, MousePress, WheelAct } from '#shared/hands/mouseGesture.ts';
import type { BoxPoint, ImageBoxView, LineInSpace } from './imageBoxView.ts';

export const pointerToolNames = [
  'window',
  'zoom',
  'pan',
  'scroll',
  'rotate',
  'magnifier',
  'length',
  'crosshair',
] as const;
export type PointerTool = (typeof pointerToolNames)[number];

/** What the pointer needs to know and whom it tells; answered anew at each event. */
export interface PointerHost {
  /** The tool of the tool bar. */
  readonly tool: () => PointerTool;
  /** What these buttons and modifiers do, as the reader has set the mouse; undefined: nothing. */
  readonly dragAct: (press: MousePress) => DragAct | undefined;
  readonly wheelAct: (press: MousePress) => WheelAct | undefined;
  /** What the wheel turns beside images and zoom: `steps` notches, down is positive. */
  readonly onWheel: (act: WheelAct, steps: number) => void;
  /** The lens stands here while it is held; undefined: it is put away. */
  readonly onLens: (at: BoxPoint | undefined) => void;
  readonly view: () => ImageBoxView | undefined;
  /** The box was touched. */
  readonly onActivate: () => void;
  /** A line is being drawn on a surface (`surfaceKey`), or, when `finished`, was. */
  readonly onLine: (surfaceKey: string, line: LineInSpace, finished: boolean) => void;
  readonly onCrosshair: (at: BoxPoint) => void;
  /** A double click: the box fills the screen, or goes back. */
  readonly onEnlarge: () => void;
}

interface Drag {
  readonly tool: PointerTool;
  readonly buttons: number;
  readonly start: BoxPoint;
  readonly surfaceKey: string | undefined;
  last: BoxPoint;
  /** Pixels of the drag that have not made an image yet. */
  travelled: number;
}

/** A shorter line was a click. */
const shortestLine = 3;
/** Wheel travel, in pixels, that is one image. */
const wheelStep = 40;
/** A drag that scrolls: so many pixels are one image. */
const scrollStep = 8;

/**
 * The mouse, pen or finger on one image box: what each button and the wheel do is the reader's own (`shared/hands`).
 * A second button that goes down makes another gesture of the drag. Fractions of a pixel are kept: a length is as fine
 * as the pointer. Answers a detacher.
 */
export function attachPointer(element: HTMLElement, host: PointerHost): () => void {
  const gone = new AbortController();
  let drag: Drag | undefined;
  const on = <Name extends keyof HTMLElementEventMap>(name: Name, act: (event: HTMLElementEventMap[Name]) => void) =>
    element.addEventListener(name, act, { signal: gone.signal, passive: false });

  const begin = (event: PointerEvent): void => {
    const view = host.view();
    const act = host.dragAct(event);
    if (!view || act === undefined || act === 'nothing') return;
    const start = pointOf(event, element);
    const tool = act === 'chosenTool' ? host.tool() : act;
    drag = { tool, buttons: event.buttons, start, last: start, surfaceKey: view.surfaceKey(), travelled: 0 };
    if (tool === 'crosshair') host.onCrosshair(start);
    if (tool === 'magnifier') host.onLens(start);
  };
  const end = (): void => {
    if (drag?.tool === 'magnifier') host.onLens(undefined);
    drag = undefined;
  };

  on('pointerdown', (event) => {
    host.onActivate();
    if (drag) return;
    element.setPointerCapture(event.pointerId);
    begin(event);
  });
  on('pointermove', (event) => {
    const view = host.view();
    if (!drag || !view) return;
    // The first button's event is a press; those of the others come as moves (Pointer Events, chorded buttons).
    if (event.buttons !== 0 && event.buttons !== drag.buttons) {
      end();
      begin(event);
      return;
    }
    const point = pointOf(event, element);
    applyDrag(host, view, drag, point);
    drag.last = point;
  });
  on('pointerup', (event) => {
    const view = host.view();
    if (drag && view) finishLine(host, view, drag, pointOf(event, element));
    end();
  });
  on('pointercancel', end);
  on('dblclick', () => host.onEnlarge());
  on('contextmenu', (event) => event.preventDefault());
  listenToWheel(element, host, gone.signal);
  return () => gone.abort();
}

function listenToWheel(element: HTMLElement, host: PointerHost, signal: AbortSignal): void {
  let travelled = 0;
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      host.onActivate();
      const view = host.view();
      const act = host.wheelAct(event);
      if (act === undefined || act === 'nothing') return;
      if (act === 'zoom') {
        view?.zoomBy(event.deltaY < 0 ? 1.1 : 1 / 1.1);
        return;
      }
      // A mouse wheel's notch is one image; a touchpad's small steps add up.
      // With Shift held, browsers turn the wheel sideways.
      const turned = event.deltaY === 0 ? event.deltaX : event.deltaY;
      travelled += Math.abs(turned) >= wheelStep ? Math.sign(turned) * wheelStep : turned;
      const steps = Math.trunc(travelled / wheelStep);
      travelled -= steps * wheelStep;
      if (steps === 0) return;
      if (act === 'scroll') view?.scrollBy(steps);
      else if (act === 'scrollTen') view?.scrollBy(steps * 10);
      else host.onWheel(act, steps);
    },
    { signal, passive: false },
  );
}

function applyDrag(host: PointerHost, view: ImageBoxView, drag: Drag, point: BoxPoint): void {
  const [dx, dy] = [point.x - drag.last.x, point.y - drag.last.y];
  switch (drag.tool) {
    case 'window':
      view.dragWindow(dx, dy);
      break;
    case 'zoom':
      view.zoomBy(1.01 ** -dy);
      break;
    case 'pan':
      view.panBy(drag.last, point);
      break;
    case 'scroll': {
      drag.travelled += dy;
      const steps = Math.trunc(drag.travelled / scrollStep);
      drag.travelled -= steps * scrollStep;
      if (steps !== 0) view.scrollBy(steps);
      break;
    }
    case 'rotate':
      view.rotateBy?.(dx / 2);
      break;
    case 'magnifier':
      host.onLens(point);
      break;
    case 'crosshair':
      host.onCrosshair(point);
      break;
    case 'length': {
      const line = { from: view.worldAt(drag.start), to: view.worldAt(point) };
      if (drag.surfaceKey !== undefined && isLine(drag.start, point)) host.onLine(drag.surfaceKey, line, false);
      break;
    }
  }
}

function finishLine(host: PointerHost, view: ImageBoxView, drag: Drag, point: BoxPoint): void {
  if (drag.tool !== 'length' || drag.surfaceKey === undefined || !isLine(drag.start, point)) return;
  // The image under the line changed while it was drawn: a line across two images measures neither.
  if (view.surfaceKey() !== drag.surfaceKey) return;
  host.onLine(drag.surfaceKey, { from: view.worldAt(drag.start), to: view.worldAt(point) }, true);
}

function isLine(from: BoxPoint, to: BoxPoint): boolean {
  return Math.hypot(to.x - from.x, to.y - from.y) >= shortestLine;
}

function pointOf(event: PointerEvent, element: HTMLElement): BoxPoint {
  const box = element.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}
