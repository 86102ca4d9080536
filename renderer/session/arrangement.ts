import type { Plane } from '#shared/dicom/orientation.ts';
import { type HungAs, lookKey } from './hungAs.ts';

/** What a protocol says of what it hung; it goes with the content, and not with the box. */
interface ByProtocol {
  readonly hung?: HungAs | undefined;
}

/** What one image box shows. Display sets are of the study on the desk or of a prior beside it; their ids differ. */
export type BoxContent = ByProtocol &
  (
    | {
        readonly kind: 'stack';
        readonly setId: string;
        /** One image of it stands for itself, as in tiles of ultrasound: where this box begins, by its image id. */
        readonly imageId?: string | undefined;
      }
    /** A plane through the volume of a display set; turned when its volume's axes are. */
    | { readonly kind: 'plane'; readonly setId: string; readonly plane: Plane }
    /** A plane through one volume with another laid over it in colour: PET over CT. */
    | { readonly kind: 'fusion'; readonly setId: string; readonly overSetId: string; readonly plane: Plane }
    /** The volume seen in space. */
    | { readonly kind: 'rendering'; readonly setId: string }
  );

/** What is known of a place of the grid, whatever hangs in it. */
export interface BoxCell {
  /** Id of the viewport of the stage that hung here: what its linked boxes are named by. */
  readonly viewport?: string | undefined;
  /** Rows and columns that the box reaches over, from its own place; one of each unless said. */
  readonly span?: { readonly rows: number; readonly columns: number } | undefined;
  /** Another box reaches over this place: nothing is here. */
  readonly covered?: true | undefined;
  /** The selector of the protocol that this box waits for, or shows. */
  readonly selector?: string | undefined;
}

/** Boxes in rows and columns, filled row by row; undefined is a box in which nothing hangs. */
export interface Arrangement {
  readonly rows: number;
  readonly columns: number;
  readonly boxes: readonly (BoxContent | undefined)[];
  /** What is known of the places, one for each of `boxes`; left out where every box is as large as its place. */
  readonly cells?: readonly (BoxCell | undefined)[] | undefined;
  /** Further windows, whose boxes come after those of the page's own rows and columns, in this order. */
  readonly windows?: readonly WindowGrid[];
}

/** Rows and columns of a further window. */
export interface WindowGrid {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
}

/** More would be smaller than a thumbnail. */
export const mostRows = 6;
export const mostColumns = 8;

const planesInOrder: readonly Plane[] = ['axial', 'coronal', 'sagittal'];

/** So many boxes, filled row by row with what there is. */
export function arrangementOf(
  rows: number,
  columns: number,
  contents: readonly (BoxContent | undefined)[],
): Arrangement {
  const [high, wide] = [within(rows, mostRows), within(columns, mostColumns)];
  return { rows: high, columns: wide, boxes: Array.from({ length: high * wide }, (_, box) => contents[box]) };
}

export function stackOf(setId: string): BoxContent {
  return { kind: 'stack', setId };
}

/** The axial, coronal and sagittal plane of one display set, side by side. */
export function threePlanesOf(setId: string): Arrangement {
  return arrangementOf(
    1,
    3,
    planesInOrder.map((plane) => ({ kind: 'plane', setId, plane })),
  );
}

/** Whether this is what `threePlanesOf` makes: three linked planes, hung and taken down together. */
export function isThreePlanes({ rows, columns, boxes }: Arrangement): boolean {
  const first = boxes[0];
  if (rows !== 1 || columns !== 3 || first?.kind !== 'plane') return false;
  return planesInOrder.every((plane, box) => isSameContent(boxes[box], { ...first, plane }));
}

/** The three planes of one display set with the body itself, two by two: what the planes show stays in their boxes. */
export function planesAndBodyOf(setId: string): Arrangement {
  return arrangementOf(2, 2, [...threePlanesOf(setId).boxes, { kind: 'rendering', setId }]);
}

/** Whether this is what `planesAndBodyOf` makes. */
export function isPlanesAndBody({ rows, columns, boxes }: Arrangement): boolean {
  const body = boxes[3];
  if (rows !== 2 || columns !== 2 || body?.kind !== 'rendering') return false;
  return planesInOrder.every((plane, box) => isSameContent(boxes[box], { kind: 'plane', setId: body.setId, plane }));
}

/** Whether the three planes of one display set hang together, alone or with the body. */
export function isOfPlanes(arrangement: Arrangement): boolean {
  return isThreePlanes(arrangement) || isPlanesAndBody(arrangement);
}

/** Its name in few letters, for whoever checks what is shown: "2x3", or "mpr" for three planes. */
export function layoutName(arrangement: Arrangement): string {
  return isThreePlanes(arrangement) ? 'mpr' : `${arrangement.rows}x${arrangement.columns}`;
}

/** Every display set that a box needs. */
export function setIdsOf(content: BoxContent | undefined): readonly string[] {
  if (!content) return [];
  return content.kind === 'fusion' ? [content.setId, content.overSetId] : [content.setId];
}

export function isSameContent(one: BoxContent | undefined, other: BoxContent | undefined): boolean {
  if (!one || !other) return one === other;
  return contentKey(one) === contentKey(other);
}

/** One text for one content: two boxes with the same text show the same, and look at it in the same way. */
export function contentKey(content: BoxContent): string {
  const plane = 'plane' in content ? content.plane : '';
  const image = content.kind === 'stack' ? (content.imageId ?? '') : '';
  return [content.kind, plane, ...setIdsOf(content), image, lookKey(content.hung)].join(' ').trimEnd();
}

/**
 * One text for one way of looking at a display set: what the reader makes of it is remembered by this. Two boxes of one
 * series in two windows, or at two of its images, are remembered apart; what nobody but the reader hung has none.
 */
export function wayOf(content: BoxContent | undefined): string {
  if (!content) return '';
  const image = content.kind === 'stack' ? (content.imageId ?? '') : '';
  return `${lookKey(content.hung)}${image}`;
}

/** Whether a box is to be seen at a place: none is where another reaches over it. */
export function isPlace({ cells }: Pick<Arrangement, 'cells'>, box: number): boolean {
  return cells?.[box]?.covered !== true;
}

/** Which box it is to a reader who counts them, from 1: places that another reaches over are no boxes. */
export function numberOfBox({ cells, boxes }: Pick<Arrangement, 'cells' | 'boxes'>, box: number): number {
  return boxes.slice(0, box + 1).filter((_, place) => isPlace({ cells }, place)).length;
}

/** The same way of looking, at something else: what was said of the one is not true of the other. */
export function lookedAtAlike(content: BoxContent | undefined): BoxContent | undefined {
  if (!content?.hung) return content;
  const { look, slab, over } = content.hung;
  return { ...content, hung: { look, ...(slab && { slab }), ...(over && { over }) } };
}

/** The same content, as somebody hangs it who knows nothing of a protocol. */
export function byHand(content: BoxContent): BoxContent {
  const { hung: _, ...rest } = content;
  return rest;
}

/** The content with its display sets under their newer names; undefined where one of them is no more. */
export function renamedContent(
  content: BoxContent | undefined,
  nameOf: (setId: string) => string | undefined,
): BoxContent | undefined {
  if (!content) return undefined;
  const setId = nameOf(content.setId);
  if (setId === undefined) return undefined;
  if (content.kind !== 'fusion') return { ...content, setId };
  const overSetId = nameOf(content.overSetId);
  return overSetId === undefined ? undefined : { ...content, setId, overSetId };
}

function within(count: number, most: number): number {
  return Math.max(1, Math.min(most, Math.trunc(count) || 1));
}
