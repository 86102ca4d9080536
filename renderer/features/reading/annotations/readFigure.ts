import type { Annotation } from '#shared/annotations/annotation.ts';
import { readingKey } from '../../../imaging/drawing/drawingSurface.ts';
import type { AnnotationBoard, BoardSheet } from '../../../session/annotationBoard.ts';
import type { Told } from './annotationWords.ts';

type Board = Pick<AnnotationBoard, 'read' | 'isOfEarlierImage'>;

/**
 * What a kept annotation tells on what is shown: measured anew once for each image, unit and slab that it is seen under,
 * then remembered. Where its image has been replaced, it tells what was measured then, and says so.
 */
export function createReader(board: Board): (annotation: Annotation, sheet: BoardSheet) => Told {
  const known = new WeakMap<Annotation, { readonly key: string; readonly told: Told }>();
  return (annotation, sheet) => {
    const key = readingKey(sheet.surface);
    const before = known.get(annotation);
    if (before?.key === key) return before.told;
    const told = board.isOfEarlierImage(annotation)
      ? { ...annotation, isOfEarlierImage: true }
      : readOn(board, annotation, sheet);
    // What has no value yet may have one as soon as something comes.
    if (!told.noValues) known.set(annotation, { key, told });
    return told;
  };
}

/** Measured now, and not remembered: a figure under the hand. */
export function readOn(board: Pick<Board, 'read'>, { kind, points, text }: Annotation, { surface }: BoardSheet): Told {
  return { kind, text, ...board.read(kind, points, surface) };
}
