import type { BoxContent } from '../../../session/arrangement.ts';
import type { NamedDisplaySet } from '../../../session/studyImages.ts';

type ContentOf<Kind extends BoxContent['kind']> = Extract<BoxContent, { readonly kind: Kind }>;

/** What every image box is given, whatever it shows. */
export interface BoxProps<Kind extends BoxContent['kind'] = BoxContent['kind']> {
  /** Its place in the arrangement. */
  readonly box: number;
  readonly content: ContentOf<Kind>;
  /** The display set that `content.setId` names. */
  readonly named: NamedDisplaySet;
  /** Another box fills the grid: it stays made, and is not seen. */
  readonly hidden: boolean;
}
