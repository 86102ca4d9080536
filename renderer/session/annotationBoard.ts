import type { Annotation, AnnotationKind } from '#shared/annotations/annotation.ts';
import { moved } from '#shared/annotations/flat.ts';
import { flatOf, type Ground, pixelOf, spaceOf } from '#shared/annotations/ground.ts';
import type { AnnotationSet } from '#shared/annotations/journal.ts';
import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { mayBeCalibrated, spacingByReader } from '#shared/dicom/scale.ts';
import { uidFromRandom } from '#shared/dicom/uids.ts';
import type { Vector3 } from '#shared/dicom/vectors.ts';
import { type Draft, DrawingHand, type Sheet } from '../imaging/drawing/drawingHand.ts';
import type { DrawingSurface } from '../imaging/drawing/drawingSurface.ts';
import { type DrawnKind, writtenKinds } from '../imaging/drawing/figures.ts';
import type { LabelBox } from '../imaging/drawing/hitTest.ts';
import { type FigureReading, measureOn } from '../imaging/drawing/measureOn.ts';
import { isOn } from '../imaging/drawing/onSurface.ts';
import { projectionOf } from '../imaging/drawing/projection.ts';
import { type Shape, shapeOf } from '../imaging/drawing/shapes.ts';
import { drawingSurfaceOf } from '../imaging/drawing/surfaceOf.ts';
import { imageIdOf } from '../imaging/frames/frameCatalogue.ts';
import type { ImageBoxView } from '../imaging/imageBoxView.ts';
import type { AnnotationDesk, AnnotationPlace } from './annotationDesk.ts';
import { isOfEarlierImage } from './earlierImage.ts';
import { SpineOffer } from './spineOffer.ts';

/** Everything that lies on what one box shows now. */
export interface BoardSheet extends Sheet {
  readonly surface: DrawingSurface;
}

interface Cached {
  readonly annotations: ReadonlyMap<string, Annotation>;
  readonly key: string;
  readonly shapes: readonly Shape[];
  readonly ofEach: WeakMap<Annotation, Shape>;
}

/** What is drawn on one image box: the hand over it, the sheet under it, and the way to the desk. */
export class AnnotationBoard {
  readonly view: ImageBoxView;
  readonly hand: DrawingHand;
  readonly #desk: AnnotationDesk;
  readonly #spine: SpineOffer;
  #labels: readonly LabelBox[] = [];
  #cached: Cached | undefined;

  /** `kind`: what the tool in the hand draws. */
  constructor(view: ImageBoxView, desk: AnnotationDesk, kind: () => DrawnKind | undefined) {
    this.view = view;
    this.#desk = desk;
    this.#spine = new SpineOffer(desk, () => this.view.state().set?.id);
    this.hand = new DrawingHand({
      kind,
      sheet: () => this.sheet(),
      selected: () => desk.state.selected,
      onDraft: (draft) => desk.setDraft(view.id, draft),
      onDrawn: (draft) => this.#keep(draft),
      onMoved: (draft, before) => this.#keepMoved(draft, before),
      onHover: (hit) => desk.hover(hit),
      onSelect: (id) => desk.select(id),
      onWrite: (id) => desk.write(id),
    });
  }

  /** `shown` and `kept`: what the box shows and what the desk holds, now if not given. */
  sheet(shown = this.view.state(), kept = this.#desk.state.set): BoardSheet | undefined {
    const { set } = shown;
    const surface = drawingSurfaceOf(this.view);
    if (!surface || !set) return undefined;
    const ground = surface.ground(calibrationIn(kept, surface));
    const projection = projectionOf(this.view, ground);
    const { key } = surface;
    return {
      key,
      surface,
      ground,
      projection,
      shapes: this.#shapesOn(kept, surface, set.id, ground),
      labels: this.#labels,
    };
  }

  /** Where the words were drawn last: the hand may take hold of them. */
  noteLabels(labels: readonly LabelBox[]): void {
    this.#labels = labels;
  }

  /** Where the words of a figure stand. */
  labelOf(id: string): LabelBox | undefined {
    return this.#labels.find((label) => label.id === id);
  }

  /** Whether a place lies on what this box shows now. */
  shows(place: AnnotationPlace): boolean {
    const { set } = this.view.state();
    const surface = drawingSurfaceOf(this.view);
    return surface !== undefined && set !== undefined && isOn(place, surface, set.id);
  }

  /** Whether the image has been replaced since by one that says otherwise of itself: what was measured is not of this one. */
  isOfEarlierImage(annotation: Annotation): boolean {
    return isOfEarlierImage(annotation, this.view.state().set);
  }

  /** What a figure tells on what is shown now. */
  read(kind: AnnotationKind, points: readonly Vector3[], surface: DrawingSurface): FigureReading {
    return measureOn(surface, kind, points, calibrationIn(this.#desk.state.set, surface));
  }

  /** Marks the image that is shown as a key image, or takes the mark away. False where no image is. */
  toggleKeyImage(): boolean {
    const sheet = this.sheet();
    if (!sheet?.surface.item) return false;
    const imageId = imageIdOf(sheet.surface.item);
    const marked = [...this.#desk.state.set.annotations.values()].find(
      ({ kind, surface }) => kind === 'keyImage' && surface.kind === 'frame' && surface.imageId === imageId,
    );
    if (marked) this.#desk.remove(marked.id);
    else this.#put(sheet, { kind: 'keyImage', points: [], surface: { kind: 'frame', imageId } });
    return true;
  }

  /** Moves the selected figure by so many pixels of the image. */
  nudge(columns: number, rows: number): void {
    const sheet = this.sheet();
    const shape = sheet?.shapes.find(({ annotation }) => annotation.id === this.#desk.state.selected);
    if (!sheet || !shape) return;
    const { betweenColumns, betweenRows } = sheet.ground.pixel;
    const points = shape.points.map((point) =>
      spaceOf(sheet.ground, moved(point, columns * betweenColumns, rows * betweenRows)),
    );
    this.#keepChanged(sheet, { ...shape.annotation, points });
  }

  /** The line on this image that its pixels may be calibrated by: the selected one, where the data do not know better. */
  calibrationLine(): Annotation | undefined {
    const sheet = this.sheet();
    const item = sheet?.surface.surface.kind === 'frame' ? sheet.surface.item : undefined;
    if (!item || !mayBeCalibrated(item.image, item.frame)) return undefined;
    const line = this.#desk.state.set.annotations.get(this.#desk.state.selected ?? '');
    const isHere = sheet?.shapes.some(({ annotation }) => annotation === line);
    return line?.kind === 'length' && isHere ? line : undefined;
  }

  /**
   * Sets the size of this image's pixels by the true length of a line on it, and measures everything on it anew;
   * undefined goes back to what the data say. False where the line cannot tell.
   */
  calibrate(line: Annotation, knownMm: number | undefined): boolean {
    const sheet = this.sheet();
    const study = this.#study();
    if (!sheet?.surface.item || !study) return false;
    const { surface, ground, shapes } = sheet;
    const imageId = imageIdOf(surface.item as FrameOfImage);
    const [from, to] = line.points.map((point) => pixelOf(ground, flatOf(ground, point)));
    const spacing = knownMm === undefined ? null : from && to && spacingByReader(ground.pixel, from, to, knownMm);
    if (spacing === undefined) return false;
    const anew = shapes.map(({ annotation }) =>
      withReading(annotation, surface, measureOn(surface, annotation.kind, annotation.points, spacing ?? undefined)),
    );
    this.#desk.calibrate(study, imageId, spacing, anew);
    return true;
  }

  /** Worked out once for each figure and image: neither the camera nor another figure makes it anew. */
  #shapesOn({ annotations }: AnnotationSet, surface: DrawingSurface, setId: string, ground: Ground): readonly Shape[] {
    const key = `${surface.key} ${surface.measuredOn}`;
    if (this.#cached?.annotations === annotations && this.#cached.key === key) return this.#cached.shapes;
    const known = this.#cached?.key === key ? this.#cached.ofEach : new WeakMap<Annotation, Shape>();
    const shapes: Shape[] = [];
    for (const annotation of annotations.values()) {
      if (!isOn(annotation, surface, setId)) continue;
      const shape = known.get(annotation) ?? shapeOf(annotation, ground);
      known.set(annotation, shape);
      shapes.push(shape);
    }
    this.#cached = { annotations, key, shapes, ofEach: known };
    return shapes;
  }

  #keep(draft: Draft): void {
    const sheet = this.sheet();
    if (!sheet || sheet.key !== draft.sheetKey) return;
    const { kind, points } = draft;
    const text = kind === 'spineLabel' ? this.#spine.textAt(points[0] as Vector3, sheet.surface) : '';
    const id = this.#put(sheet, { kind, points, surface: sheet.surface.surface, text });
    this.#desk.select(id);
    if (writtenKinds.has(kind) || (kind === 'spineLabel' && this.#spine.isFirst(id))) this.#desk.write(id);
  }

  #put(sheet: BoardSheet, part: Pick<Annotation, 'kind' | 'points' | 'surface'> & Partial<Annotation>): string {
    const { set, drawn, asked } = this.view.state();
    const id = crypto.randomUUID();
    const reading = this.read(part.kind, part.points, sheet.surface);
    const annotation = withReading(
      {
        id,
        trackingUID: uidFromRandom(crypto.getRandomValues(new Uint8Array(16))),
        setId: set?.id ?? '',
        // Of the image that is on the screen: while a slice is awaited, another has been asked for.
        imageNumber: (drawn?.index ?? asked) + 1,
        text: '',
        values: [],
        basis: undefined,
        ...part,
      },
      sheet.surface,
      reading,
    );
    const study = this.#study();
    if (study) this.#desk.put(study, annotation);
    return id;
  }

  #keepMoved(draft: Draft, before: Annotation): void {
    const sheet = this.sheet();
    if (!sheet || sheet.key !== draft.sheetKey) return;
    const { points, labelAt } = draft;
    const after = { ...before, points, ...(labelAt && { labelAt }) };
    const study = this.#desk.studyOf(before.id);
    // Words that were dragged measure nothing anew.
    if (points === before.points && study) this.#desk.put(study, after);
    else this.#keepChanged(sheet, after);
  }

  #keepChanged(sheet: BoardSheet, annotation: Annotation): void {
    const study = this.#desk.studyOf(annotation.id) ?? this.#study();
    const reading = this.read(annotation.kind, annotation.points, sheet.surface);
    if (study) this.#desk.put(study, withReading(annotation, sheet.surface, reading));
  }

  #study(): StudyRef | undefined {
    const image = this.view.state().set?.frames[0]?.image;
    return image?.archiveId && { archiveId: image.archiveId, studyInstanceUID: image.studyInstanceUID };
  }
}

function calibrationIn({ calibrations }: AnnotationSet, { item, surface }: DrawingSurface) {
  return item && surface.kind === 'frame' ? calibrations.get(imageIdOf(item)) : undefined;
}

function withReading(
  annotation: Annotation,
  { measuredOn }: DrawingSurface,
  { values, basis, factor }: FigureReading,
): Annotation {
  return { ...annotation, values, basis, factor, measuredOn };
}
