import type { BoxPoint, ImageBoxView, LineInSpace } from './imageBoxView.ts';

export const pointerToolNames = ['window', 'zoom', 'pan', 'length', 'crosshair'] as const;
export type PointerTool = (typeof pointerToolNames)[number];

/** What the pointer needs to know and whom it tells; answered anew at each event. */
export interface PointerHost {
  readonly tool: () => PointerTool;
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
  readonly start: BoxPoint;
  readonly surfaceKey: string | undefined;
  last: BoxPoint;
}

/** A shorter line was a click. */
const shortestLine = 3;
/** Wheel travel, in pixels, that is one image. */
const wheelStep = 40;

/**
 * The mouse, pen or finger on one image box: left draws with the chosen tool, middle pans, right zooms, the wheel
 * scrolls (with Ctrl it zooms). Fractions of a pixel are kept: a length is as fine as the pointer. Answers a detacher.
 */
export function attachPointer(element: HTMLElement, host: PointerHost): () => void {
  const gone = new AbortController();
  let drag: Drag | undefined;
  const on = <Name extends keyof HTMLElementEventMap>(name: Name, act: (event: HTMLElementEventMap[Name]) => void) =>
    element.addEventListener(name, act, { signal: gone.signal, passive: false });

  on('pointerdown', (event) => {
    host.onActivate();
    const view = host.view();
    if (!view || drag) return;
    const start = pointOf(event, element);
    const tool = event.button === 1 ? 'pan' : event.button === 2 ? 'zoom' : host.tool();
    drag = { tool, start, last: start, surfaceKey: view.surfaceKey() };
    element.setPointerCapture(event.pointerId);
    if (tool === 'crosshair') host.onCrosshair(start);
  });
  on('pointermove', (event) => {
    const view = host.view();
    if (!drag || !view) return;
    const point = pointOf(event, element);
    applyDrag(host, view, drag, point);
    drag.last = point;
  });
  on('pointerup', (event) => {
    const view = host.view();
    if (drag && view) finishLine(host, view, drag, pointOf(event, element));
    drag = undefined;
  });
  on('pointercancel', () => {
    drag = undefined;
  });
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
      if (event.ctrlKey) {
        view?.zoomBy(event.deltaY < 0 ? 1.1 : 1 / 1.1);
        return;
      }
      // A mouse wheel's notch is one image; a touchpad's small steps add up.
      travelled += Math.abs(event.deltaY) >= wheelStep ? Math.sign(event.deltaY) * wheelStep : event.deltaY;
      const steps = Math.trunc(travelled / wheelStep);
      travelled -= steps * wheelStep;
      if (steps !== 0) view?.scrollBy(steps);
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
