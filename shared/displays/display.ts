/** What the computer says of a monitor. Its pixels are those of the panel as it stands: turned when it is turned. */
export interface DisplayFacts {
  /** Stays the same while the same monitor is plugged in the same place. */
  readonly displayId: string;
  /** The name that the system or its maker gave it; empty where nobody says. */
  readonly label: string;
  /** Pixels of the panel, not of the page. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Panel pixels for each pixel of the page at no page zoom. */
  readonly scale: number;
  readonly rotation: 0 | 90 | 180 | 270;
  /** Bits for each channel. */
  readonly depthBits: number;
  readonly refreshHz?: number | undefined;
  readonly internal?: boolean | undefined;
  /** Who said so. `screen`: only the page's own numbers; two equal monitors are then one. */
  readonly source: 'shell' | 'windowManagement' | 'screen';
}

/** Megapixels of the panel. */
export function megapixelsOf({ widthPx, heightPx }: Pick<DisplayFacts, 'widthPx' | 'heightPx'>): number {
  return (widthPx * heightPx) / 1e6;
}

/** Millimetres from pixel to pixel, from the width of the picture that a person measured. */
export function pitchOf({ widthPx }: Pick<DisplayFacts, 'widthPx'>, widthMm: number | undefined): number | undefined {
  return widthMm !== undefined && widthMm > 0 ? widthMm / widthPx : undefined;
}

/** ISO/IEC 7810 ID-1: every bank card is so wide, millimetres. */
export const cardWidthMm = 85.6;

/** The width of the picture in mm, when a card is as wide as so many pixels of the panel. */
export function widthFromCard({ widthPx }: Pick<DisplayFacts, 'widthPx'>, cardPx: number): number {
  return (cardWidthMm / cardPx) * widthPx;
}
