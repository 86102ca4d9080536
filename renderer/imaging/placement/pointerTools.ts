import type { DragAct, MousePress, WheelAct } from '#shared/hands/mouseGesture.ts';
import type { DrawingHand, Touch } from '../drawing/drawingHand.ts';
import { type DrawnKind, placesOf } from '../drawing/figures.ts';
import type { BoxPoint, ImageBoxView } from '../imageBoxView.ts';

/** Tools that look; those that draw are called as what they draw. */
const lookingTools = ['window', 'zoom', 'pan', 'scroll', 'rotate', 'magnifier', 'crosshair'] as const;
type LookingTool = (typeof lookingTools)[number];
export type PointerTool = LookingTool | DrawnKind;

/** A tool by its name, as it was kept; undefined where there is none of that name. */
export function toolNamed(name: string): PointerTool | undefined {
  return [...lookingTools, ...(Object.keys(placesOf) as DrawnKind[])].find((tool) => tool === name);
}

/** What a tool draws; undefined for those that look. */
export function drawnBy(tool: PointerTool): DrawnKind | undefined {
  return isDrawnKind(tool) ? tool : undefined;
}

function isDrawnKind(tool: PointerTool): tool is DrawnKind {
  return tool in placesOf;
}

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
  /** What is drawn and moved on the image has the pointer before the tools that look. */
  readonly hand: DrawingHand;
  readonly onCrosshair: (at: BoxPoint) => void;
  /** A button is held down for a tool that looks, or was let go. */
  readonly onHold?: (isHeld: boolean) => void;
  /** A double click: the box fills the screen, or goes back. */
  readonly onEnlarge: () => void;
}

interface Drag {
  readonly tool: LookingTool;
  readonly buttons: number;
  last: BoxPoint;
  /** Pixels of the drag that have not made an image yet. */
  travelled: number;
}

/** Wheel travel, in pixels, that is one image. */
const wheelStep = 40;
/** A drag that scrolls: so many pixels are one image. */
const scrollStep = 8;

/**
 * The mouse, pen or finger on one image box: what each button and the wheel do is the reader's own (`shared/hands`).
 * A second button that goes down makes another gesture of the drag. Fractions of a pixel are kept: a length is as fine
 * as the pointer. A keyboard's cursor may send the same events. Answers a detacher, which gives up what is held.
 */
export function attachPointer(element: HTMLElement, host: PointerHost): () => void {
  const gone = new AbortController();
  let drag: Drag | undefined;
  const on = <Name extends keyof HTMLElementEventMap>(name: Name, act: (event: HTMLElementEventMap[Name]) => void) =>
    element.addEventListener(name, act, { signal: gone.signal, passive: false });

  const { hand } = host;
  /** The hand has the pointer: from a press that was for a figure until it is let go. */
  let isDrawing = false;

  const begin = (event: PointerEvent): void => {
    const view = host.view();
    const act = actOf(host, event);
    if (!view || act === undefined || act === 'nothing') return;
    const start = pointOf(event, element);
    const tool = act === 'chosenTool' ? host.tool() : act;
    const kind = drawnBy(tool);
    isDrawing = (act === 'chosenTool' || kind !== undefined) && hand.press(start, touchOf(event), kind);
    if (isDrawing || isDrawnKind(tool)) return;
    drag = { tool, buttons: event.buttons, last: start, travelled: 0 };
    host.onHold?.(true);
    if (tool === 'crosshair') host.onCrosshair(start);
    if (tool === 'magnifier') host.onLens(start);
  };
  const end = (): void => {
    if (drag?.tool === 'magnifier') host.onLens(undefined);
    if (drag) host.onHold?.(false);
    drag = undefined;
  };

  on('pointerdown', (event) => {
    host.onActivate();
    if (drag || isDrawing) return;
    // A pointer that a program moves is none that could be captured.
    if (event.isTrusted) element.setPointerCapture(event.pointerId);
    begin(event);
  });
  on('pointermove', (event) => {
    const view = host.view();
    const point = pointOf(event, element);
    if (isDrawing || !drag || !view) {
      hand.move(point, touchOf(event));
      return;
    }
    // The first button's event is a press; those of the others come as moves (Pointer Events, chorded buttons).
    if (event.buttons !== 0 && event.buttons !== drag.buttons) {
      end();
      begin(event);
      return;
    }
    applyDrag(host, view, drag, point);
    drag.last = point;
  });
  on('pointerup', (event) => {
    if (isDrawing) hand.release(pointOf(event, element), touchOf(event));
    isDrawing = false;
    end();
  });
  on('pointercancel', (event) => {
    // A cursor of the keys learns from it whether there was something to give up.
    if (hand.cancel()) event.preventDefault();
    isDrawing = false;
    end();
  });
  on('pointerleave', () => hand.leave());
  on('dblclick', (event) => {
    if (!hand.pressAgain(pointOf(event, element), touchOf(event))) host.onEnlarge();
  });
  on('contextmenu', (event) => event.preventDefault());
  listenToWheel(element, host, gone.signal);
  return () => {
    // The box may be made anew under the hand, by slices that came: nobody would ever hear that it let go.
    if (isDrawing) hand.cancel();
    isDrawing = false;
    end();
    gone.abort();
  };
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
      // With Shift held, browsers turn the wheel sideways.
      const turned = event.deltaY === 0 ? event.deltaX : event.deltaY;
      if (act === 'zoom') {
        view?.zoomBy(turned < 0 ? 1.1 : 1 / 1.1);
        return;
      }
      // A mouse wheel's notch is one image; a touchpad's small steps add up.
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
      view.rotateBy?.(dx / 2, dy / 2);
      break;
    case 'magnifier':
      host.onLens(point);
      break;
    case 'crosshair':
      host.onCrosshair(point);
      break;
  }
}

/** While something is drawn, Shift holds it straight, whatever else Shift and the left button do. */
function actOf(host: PointerHost, press: MousePress): DragAct | undefined {
  const draws = drawnBy(host.tool()) !== undefined || host.hand.busy;
  if (draws && press.buttons === 1 && !press.ctrlKey && !press.metaKey && !press.altKey) return 'chosenTool';
  return host.dragAct(press);
}

function touchOf(event: MouseEvent): Touch {
  return { shift: event.shiftKey, coarse: 'pointerType' in event && event.pointerType === 'touch' };
}

function pointOf(event: MouseEvent, element: HTMLElement): BoxPoint {
  const box = element.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}
