import type { DicomDataset, DicomElement } from './dicomJson.ts';
import { bytesOfBase64 } from './inlineBinary.ts';

/**
 * The text of a private attribute, found by who made its block: the block may stand anywhere in the group
 * (PS3.5 section 7.8.1). Archives that do not know an attribute send its bytes; text is read out of those too.
 * `group`: four hexadecimal digits; `offset`: the last two of the element.
 */
export function privateTextOf(
  dataset: DicomDataset,
  group: string,
  creator: string,
  offset: string,
): string | undefined {
  for (let block = 0x10; block <= 0xff; block += 1) {
    const place = block.toString(16).toUpperCase().padStart(2, '0');
    const name = dataset[`${group}00${place}`]?.Value?.[0];
    if (typeof name !== 'string' || name.trim() !== creator) continue;
    const element = dataset[`${group}${place}${offset}`];
    const text = element && textIn(element);
    if (text !== undefined) return text;
  }
  return undefined;
}

function textIn(element: DicomElement): string | undefined {
  const value = element.Value?.[0];
  if (typeof value === 'string' || typeof value === 'number') return String(value).trim() || undefined;
  const bytes = element.InlineBinary === undefined ? undefined : bytesOfBase64(element.InlineBinary);
  if (!bytes) return undefined;
  const letters = [...bytes].filter((byte) => byte !== 0);
  const isText = letters.every((byte) => byte >= 0x20 && byte < 0x7f);
  return isText ? String.fromCharCode(...letters).trim() || undefined : undefined;
}
