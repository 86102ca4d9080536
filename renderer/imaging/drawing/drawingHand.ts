import { type Annotation, annotationLimits, isFreeLine, leastPoints } from '#shared/annotations/annotation.ts';
import { moved } from '#shared/annotations/flat.ts';
import { type FlatPoint, type Ground, spaceOf } from '#shared/annotations/ground.ts';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import type { BoxPoint } from '../imageBoxView.ts';
import { handlesOf, withHandleAt } from './editing.ts';
import { constrained, type DrawnKind, figureOf, isTooSmall, placesOf } from './figures.ts';
import { type Hit, hitAt, type LabelBox, reach } from './hitTest.ts';
import type { Projection } from './projection.ts';
import type { Shape } from './shapes.ts';
import { thinLine } from './thinLine.ts';

/** What the hand does, of what the pointer is, at one event. */
export interface Touch {
  readonly shift: boolean;
  readonly coarse: boolean;
}

/** The surface under the hand with everything on it, asked for anew at each event; undefined where nothing may be drawn. */
export interface Sheet {
  readonly key: string;
  readonly ground: Ground;
  readonly projection: Projection;
  readonly shapes: readonly Shape[];
  readonly labels: readonly LabelBox[];
}

/** A figure that is being drawn or moved, as it stands now. */
export interface Draft {
  readonly kind: Annotation['kind'];
  /** The one that is moved; undefined while a new one is drawn. */
  readonly id: string | undefined;
  readonly points: readonly Vector3[];
  readonly labelAt?: Vector3 | undefined;
  readonly sheetKey: string;
}

export interface DrawingHost {
  /** The drawing tool in the hand; undefined: another tool. */
  readonly kind: () => DrawnKind | undefined;
  readonly sheet: () => Sheet | undefined;
  readonly selected: () => string | undefined;
  readonly onDraft: (draft: Draft | undefined) => void;
  readonly onDrawn: (draft: Draft) => void;
  readonly onMoved: (draft: Draft, before: Annotation) => void;
  readonly onHover: (hit: Hit | undefined) => void;
  readonly onSelect: (id: string | undefined) => void;
  /** Its words are to be typed anew. */
  readonly onWrite: (id: string) => void;
}

interface Drawing {
  readonly doing: 'drawing';
  readonly kind: DrawnKind;
  readonly sheetKey: string;
  places: FlatPoint[];
  /** The pointer is down, and went down here. */
  pressedAt: BoxPoint | undefined;
  /** It has been away from there since; a line may end where it began. */
  dragged: boolean;
  /** It began on another figure: a mere click there selects that one. */
  readonly over: string | undefined;
}

interface Moving {
  readonly doing: 'moving';
  readonly hit: Hit;
  readonly shape: Shape;
  readonly sheetKey: string;
  readonly from: FlatPoint;
  readonly pressedAt: BoxPoint;
  draft: Draft | undefined;
}

/** A shorter way was a click, in CSS pixels. */
const clickWithin = 3;
/** A freehand line has a point every so many CSS pixels. */
const freehandEvery = 2;
const mostPoints = annotationLimits.freehandPoints - 1_000;

/**
 * Draws, moves and selects figures on one image box: by dragging, or click by click. Knows no events of a browser and no
 * library, so that a keyboard's cursor can be its pointer as well.
 */
export class DrawingHand {
  readonly #host: DrawingHost;
  #task: Drawing | Moving | undefined;
  #hovered: string | undefined;

  constructor(host: DrawingHost) {
    this.#host = host;
  }

  /** Something is being drawn or moved: keys and double clicks are meant for it. */
  get busy(): boolean {
    return this.#task !== undefined;
  }

  /**
   * The pointer goes down, to draw a figure of `kind` where one is given. Answers whether that was for a figure; if not,
   * the tool in the hand has it. Only what is selected is moved: a window that is dragged across a line moves no line.
   */
  press(point: BoxPoint, touch: Touch, kind: DrawnKind | undefined): boolean {
    const sheet = this.#host.sheet();
    if (!sheet || this.#lostSheet(sheet)) return this.#giveUp();
    if (this.#task?.doing === 'drawing') {
      this.#task.pressedAt = point;
      this.#task.dragged = false;
      this.#place(sheet, this.#task, point, touch);
      return true;
    }
    const hit = this.#hit(sheet, point, touch);
    // Words are moved when nothing is to be drawn: a figure may begin under those of another.
    const isMeant = hit !== undefined && !(kind && hit.part.kind === 'label');
    if (isMeant && this.#takeHold(sheet, hit, point)) return true;
    if (!kind) {
      this.#host.onSelect(hit?.id);
      return false;
    }
    this.#host.onSelect(undefined);
    const over = isMeant && placesOf[kind] > 1 ? hit.id : undefined;
    this.#task = { doing: 'drawing', kind, sheetKey: sheet.key, places: [], pressedAt: point, dragged: false, over };
    this.#place(sheet, this.#task, point, touch);
    return true;
  }

  #takeHold(sheet: Sheet, hit: Hit, point: BoxPoint): boolean {
    const shape = sheet.shapes.find(({ annotation }) => annotation.id === hit.id);
    const isHeld = hit.id === this.#host.selected() || hit.part.kind === 'label';
    if (!shape || !isHeld) return false;
    const from = sheet.projection.toFlat(point);
    this.#host.onSelect(hit.id);
    this.#task = { doing: 'moving', hit, shape, sheetKey: sheet.key, from, pressedAt: point, draft: undefined };
    return true;
  }

  /** The pointer moves, down or not. */
  move(point: BoxPoint, touch: Touch): void {
    const sheet = this.#host.sheet();
    if (!sheet || this.#lostSheet(sheet)) {
      this.#giveUp();
      return;
    }
    const task = this.#task;
    if (!task) this.#hover(sheet, point, touch);
    else if (task.doing === 'moving') this.#drag(sheet, task, point);
    else this.#draw(sheet, task, point, touch);
  }

  /** The pointer goes up. */
  release(point: BoxPoint, touch: Touch): void {
    const task = this.#task;
    const sheet = this.#host.sheet();
    if (!task || !sheet || this.#lostSheet(sheet)) {
      this.#giveUp();
      return;
    }
    if (task.doing === 'moving') {
      this.#task = undefined;
      if (task.draft) this.#host.onMoved(task.draft, task.shape.annotation);
      this.#host.onDraft(undefined);
      return;
    }
    const dragged = task.pressedAt !== undefined && (task.dragged || farFrom(task.pressedAt, point));
    task.pressedAt = undefined;
    if (!dragged && task.over !== undefined && task.places.length === 1) {
      this.#giveUp();
      this.#host.onSelect(task.over);
      return;
    }
    if (task.places.length >= placesOf[task.kind]) this.#finish(sheet, task);
    else if (dragged && isFreeLine(task.kind)) this.#finish(sheet, task);
    else if (dragged) this.#place(sheet, task, point, touch);
    if (this.#task === task && task.places.length >= placesOf[task.kind]) this.#finish(sheet, task);
  }

  /** The second click of two: ends a freehand line, or opens the words of a figure. Answers whether it was for one. */
  pressAgain(point: BoxPoint, touch: Touch): boolean {
    if (this.end()) return true;
    const sheet = this.#host.sheet();
    const hit = sheet && this.#hit(sheet, point, touch);
    if (hit) this.#host.onWrite(hit.id);
    return hit !== undefined || this.#host.kind() !== undefined;
  }

  /** Ends a freehand line that is set point by point. Answers whether there was one. */
  end(): boolean {
    const sheet = this.#host.sheet();
    if (this.#task?.doing !== 'drawing' || !isFreeLine(this.#task.kind) || !sheet) return false;
    this.#finish(sheet, this.#task);
    return true;
  }

  /**
   * Another tool comes into the hand: a freehand line that encloses something is kept, and of any other figure nothing is
   * left that the next click would finish.
   */
  changeTool(): void {
    if (this.#task?.doing !== 'drawing') return;
    const isLine = isFreeLine(this.#task.kind) && this.#task.places.length >= leastPoints(this.#task.kind);
    if (!isLine || !this.end()) this.#giveUp();
  }

  /** Leaves everything as it was before. Answers whether there was something to leave. */
  cancel(): boolean {
    const was = this.busy;
    this.#giveUp();
    return was;
  }

  leave(): void {
    this.#setHovered(undefined);
  }

  #place(sheet: Sheet, task: Drawing, point: BoxPoint, touch: Touch): void {
    const first = task.places[0];
    if (isFreeLine(task.kind) && first && task.places.length >= leastPoints(task.kind)) {
      const start = sheet.projection.toBox(first);
      if (Math.hypot(point.x - start.x, point.y - start.y) <= reach.fine) {
        this.#finish(sheet, task);
        return;
      }
    }
    task.places = [...task.places, this.#meant(sheet, task, point, touch)];
    this.#show(sheet, task, task.places);
  }

  #draw(sheet: Sheet, task: Drawing, point: BoxPoint, touch: Touch): void {
    const to = this.#meant(sheet, task, point, touch);
    if (task.pressedAt && farFrom(task.pressedAt, point)) task.dragged = true;
    if (isFreeLine(task.kind) && task.pressedAt) {
      const last = task.places.at(-1);
      const step = last && Math.hypot(to.x - last.x, to.y - last.y) * sheet.projection.perUnit;
      if (step === undefined || step >= freehandEvery) task.places.push(to);
      // The journal takes no longer line: it becomes coarser while it is drawn, never refused when it is done.
      if (task.places.length > mostPoints)
        task.places = [...thinLine(task.places, mostPoints / 2, 0.5 / sheet.projection.perUnit)];
      this.#show(sheet, task, task.places);
    } else if (placesOf[task.kind] === 1) {
      task.places = [to];
      this.#show(sheet, task, task.places);
    } else {
      this.#show(sheet, task, [...task.places, to]);
    }
  }

  #drag(sheet: Sheet, task: Moving, point: BoxPoint): void {
    if (!task.draft && !farFrom(task.pressedAt, point)) return;
    const to = sheet.projection.toFlat(point);
    const { annotation } = task.shape;
    const label = task.shape.label ?? this.#labelPlace(sheet, annotation.id);
    const dragged = draggedFigure(task, label, to);
    task.draft = {
      kind: annotation.kind,
      id: annotation.id,
      points: dragged.points ? dragged.points.map((each) => spaceOf(sheet.ground, each)) : annotation.points,
      labelAt: dragged.label && spaceOf(sheet.ground, dragged.label),
      sheetKey: sheet.key,
    };
    this.#host.onDraft(task.draft);
  }

  /** Where the words were placed by themselves: a drag begins there. */
  #labelPlace(sheet: Sheet, id: string): FlatPoint | undefined {
    const box = sheet.labels.find((each) => each.id === id);
    return box && sheet.projection.toFlat({ x: box.left, y: box.top });
  }

  #meant(sheet: Sheet, task: Drawing, point: BoxPoint, touch: Touch): FlatPoint {
    const to = sheet.projection.toFlat(point);
    return touch.shift ? constrained(task.kind, task.places, to) : to;
  }

  #show(sheet: Sheet, task: Drawing, places: readonly FlatPoint[]): void {
    this.#host.onDraft(this.#draftOf(sheet, task, places));
  }

  #draftOf(sheet: Sheet, { kind, sheetKey }: Drawing, places: readonly FlatPoint[]): Draft {
    const points = figureOf(kind, places).map((each) => spaceOf(sheet.ground, each));
    return { kind, id: undefined, points, sheetKey };
  }

  #finish(sheet: Sheet, task: Drawing): void {
    this.#task = undefined;
    const draft = this.#draftOf(sheet, task, task.places);
    const least = clickWithin / sheet.projection.perUnit;
    const meant =
      !isTooSmall(task.places, least) && (!isFreeLine(task.kind) || task.places.length >= leastPoints(task.kind));
    if (meant) this.#host.onDrawn(draft);
    this.#host.onDraft(undefined);
  }

  #hover(sheet: Sheet, point: BoxPoint, touch: Touch): void {
    this.#setHovered(this.#hit(sheet, point, touch));
  }

  #setHovered(hit: Hit | undefined): void {
    const name = hit && `${hit.id} ${hit.part.kind}`;
    if (name === this.#hovered) return;
    this.#hovered = name;
    this.#host.onHover(hit);
  }

  #hit({ shapes, labels, projection }: Sheet, point: BoxPoint, { coarse }: Touch): Hit | undefined {
    const tolerance = coarse ? reach.coarse : reach.fine;
    return hitAt(point, shapes, labels, projection, { tolerance, selected: this.#host.selected() });
  }

  /** The image under the figure changed while it was drawn: a line across two images measures neither. */
  #lostSheet(sheet: Sheet): boolean {
    return this.#task !== undefined && this.#task.sheetKey !== sheet.key;
  }

  #giveUp(): false {
    if (this.#task) {
      this.#task = undefined;
      this.#host.onDraft(undefined);
    }
    return false;
  }
}

/** A figure whose handle, body or words have been dragged; its points are undefined where they are as they were. */
function draggedFigure(
  { shape, hit: { part }, from }: Moving,
  label: FlatPoint | undefined,
  to: FlatPoint,
): { readonly points: readonly FlatPoint[] | undefined; readonly label: FlatPoint | undefined } {
  const { annotation, points, label: placed } = shape;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  switch (part.kind) {
    case 'label':
      return { points: undefined, label: label && moved(label, dx, dy) };
    case 'body':
      return { points: points.map((each) => moved(each, dx, dy)), label: placed && moved(placed, dx, dy) };
    case 'handle': {
      const handle = handlesOf(annotation.kind, points)[part.handle] ?? to;
      return { points: withHandleAt(annotation.kind, points, part.handle, moved(handle, dx, dy)), label: placed };
    }
  }
}

function farFrom(from: BoxPoint, to: BoxPoint): boolean {
  return Math.hypot(to.x - from.x, to.y - from.y) > clickWithin;
}
