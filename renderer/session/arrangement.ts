import type { Plane } from '#shared/dicom/orientation.ts';

/** What one image box shows. Display sets are of the study on the desk or of a prior beside it; their ids differ. */
export type BoxContent =
  | { readonly kind: 'stack'; readonly setId: string }
  /** A plane through the volume of a display set; turned when its volume's axes are. */
  | { readonly kind: 'plane'; readonly setId: string; readonly plane: Plane }
  /** A plane through one volume with another laid over it in colour: PET over CT. */
  | { readonly kind: 'fusion'; readonly setId: string; readonly overSetId: string; readonly plane: Plane }
  /** The volume seen in space. */
  | { readonly kind: 'rendering'; readonly setId: string };

/** Boxes in rows and columns, filled row by row; undefined is a box in which nothing hangs. */
export interface Arrangement {
  readonly rows: number;
  readonly columns: number;
  readonly boxes: readonly (BoxContent | undefined)[];
}

/** More would be smaller than a thumbnail. */
export const mostRows = 6;
export const mostColumns = 8;
