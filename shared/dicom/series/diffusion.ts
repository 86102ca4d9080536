import { numberOf } from '../dicomJson.ts';
import { privateNumberOf } from '../privateAttribute.ts';
import { type Facet, known, unknown } from './facet.ts';
import type { SeriesHeader } from './seriesHeader.ts';

/** No scanner weights stronger; a larger number is something else. s/mm². */
const largest = 5_000;

/**
 * Where makers keep the b-value besides (0018,9087): group, maker of the block, element, and how the number is stored
 * where an archive sends its bytes only. Siemens: "B_value" of the MR header block; GE: the first of "Slop_int_6..9",
 * above 10,000 with a flag in front; Philips: "Diffusion B-Factor"; United Imaging: of its image header.
 */
const privateValues = [
  ['0019', 'SIEMENS MR HEADER', '0C', 'text'],
  ['0043', 'GEMS_PARM_01', '39', 'text'],
  ['2001', 'Philips Imaging DD 001', '03', 'float'],
  ['0065', 'Image Private Header', '09', 'double'],
] as const;

/** How strongly diffusion is weighted, by the standard attribute, the maker's own, or the largest number after a "b". */
export function bValueOf(header: SeriesHeader, fromFrames: number | undefined): Facet<number> {
  if (header.modality !== 'MR') return unknown;
  const standard = inRange(fromFrames) ?? inRange(numberOf(header.dataset, 'DiffusionBValue'));
  if (standard !== undefined) return known(standard, 'DiffusionBValue', 1);
  for (const [group, creator, offset, form] of privateValues) {
    const found = privateNumberOf(header.dataset, group, creator, offset, form);
    const value = inRange(found !== undefined && found > 10_000 ? found % 100_000 : found);
    if (value !== undefined) return known(value, `private ${creator}`, 0.95);
  }
  const written = bValueInWords(header.description) ?? bValueInWords(header.sequence);
  return written === undefined ? unknown : known(written, 'text', 0.8);
}

function inRange(value: number | undefined): number | undefined {
  return value !== undefined && value >= 0 && value <= largest ? value : undefined;
}

/** GE writes the b behind the number: "1000b". */
const trailing = /(?<![A-Z0-9])(\d{2,4}) ?B(?![A-Z0-9])/;

/** "b1000", "b=1400", "b50_400_800": the largest of the numbers that follow a b of its own. "ep_b800t" names it too. */
function bValueInWords(text: string): number | undefined {
  const run =
    /(?<![A-Z0-9])B ?(?:VAL\w* ?)?(\d{1,4}(?: B? ?\d{2,4})*)(?=T?(?![A-Z0-9]))/.exec(text)?.[1] ??
    trailing.exec(text)?.[1];
  const values = (run?.match(/\d+/g) ?? []).map(Number).filter((value) => value <= largest);
  const most = Math.max(0, ...values);
  // A lone B0 is a map of the field more often than a weighting.
  return most === 0 ? undefined : most;
}
