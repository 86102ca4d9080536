import type { Window } from '#shared/dicom/presentationValues.ts';

/** Three figures are enough to find a window again, and small ones keep theirs: a map of diffusion ends at 0.003. */
export function rounded(value: number): string {
  const size = Math.abs(value);
  if (size >= 10 || size === 0) return value.toFixed(0);
  return size >= 1 ? value.toFixed(1) : value.toPrecision(2);
}

const number = '([+-]?(?:\\d+(?:[.,]\\d+)?|[.,]\\d+))';
const bothNumbers = new RegExp(`^${number}(?:\\s*/\\s*|\\s*[;|]\\s*|\\s+)${number}$`);
const named = new RegExp(`([WLC])\\s*:?\\s*${number}`, 'gi');

/**
 * A window as people write it: "W 1500 L -600", "1500 -600", "1500/-600", or one of the two, "L 40", with the other as it
 * is. Undefined for what is none: other words, a width that is not above zero.
 */
export function readTypedWindow(text: string, { center, width }: Window): Window | undefined {
  const trimmed = text.trim();
  const both = bothNumbers.exec(trimmed);
  if (both) return windowOf(value(both[1]), value(both[2]));
  const parts = [...trimmed.matchAll(named)];
  if (parts.length === 0 || trimmed.replace(named, '').trim() !== '') return undefined;
  const last = (letters: string) =>
    parts.filter(([, letter = '']) => letters.includes(letter.toUpperCase())).at(-1)?.[2];
  const [typedWidth, typedCenter] = [last('W'), last('LC')];
  return windowOf(
    typedWidth === undefined ? width : value(typedWidth),
    typedCenter === undefined ? center : value(typedCenter),
  );
}

function value(text: string | undefined): number {
  return Number((text ?? '').replace(',', '.'));
}

function windowOf(width: number, center: number): Window | undefined {
  const isWindow =
    Number.isFinite(width) && Number.isFinite(center) && width > 0 && width <= 1e9 && Math.abs(center) <= 1e9;
  return isWindow ? { center, width } : undefined;
}
