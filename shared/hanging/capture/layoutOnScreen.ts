import type { SeriesPlane } from '../../dicom/series/seriesFacets.ts';
import type { InitialLook, SyncGroup, Viewport } from '../protocol.ts';

/** What hangs in a box, the lowest layer first. */
export interface ShownLayer {
  /** `id` of the study to hang, or of one of its priors. */
  readonly study: string;
  /** `id` of the series. */
  readonly series: string;
  /** Place in the display set, where a box shows one image of many as a tile. */
  readonly index?: number | undefined;
  readonly colormap?: string | undefined;
  readonly opacity?: number | undefined;
}

/**
 * The window of a box. In HU and SUV a number means the same in every study; in the units of one scan (`data`) it means
 * nothing in the next, and is not kept.
 */
export type ShownWindow =
  | { readonly preset: string }
  | { readonly ww: number; readonly wc: number; readonly unit: 'HU' | 'SUV' | 'data' };

/** One box as it stands on the screen. */
export interface ShownBox {
  /** Row, column, rows, columns. */
  readonly at: readonly [number, number, number, number];
  readonly type: NonNullable<Viewport['type']>;
  /** None: nothing hangs in it. */
  readonly layers: readonly ShownLayer[];
  /** Where nothing hangs: the selector of the protocol in force that it waits for. */
  readonly awaits?: string | undefined;
  readonly plane?: SeriesPlane | undefined;
  readonly slab?: NonNullable<Viewport['slab']> | undefined;
  /** Undefined: as the image asks. */
  readonly window?: ShownWindow | undefined;
  /** Turned, mirrored, inverted, enlarged; undefined where it is as it came. */
  readonly look?: Omit<InitialLook, 'voi' | 'at'> | undefined;
  /** The keys act on it. */
  readonly isActive: boolean;
}

export interface ShownScreen {
  readonly role: 'primary' | 'secondary' | 'any';
  readonly rows: number;
  readonly columns: number;
  readonly boxes: readonly ShownBox[];
}

/** What boxes do together; a box by its screen and its place among the boxes of it. */
export interface ShownLink {
  readonly kind: SyncGroup['kind'];
  readonly by?: SyncGroup['by'];
  readonly boxes: readonly (readonly [screen: number, box: number])[];
}

/** What is on the screens now, as far as a hanging protocol can hold it. */
export interface LayoutOnScreen {
  readonly screens: readonly ShownScreen[];
  readonly links: readonly ShownLink[];
}
