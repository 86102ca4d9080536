import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const declared = new Map(
  [...css.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
);

function colourOf(name: string): string {
  const value = declared.get(name) ?? '';
  const alias = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
  return alias === undefined ? value : colourOf(alias);
}

/** Relative luminance of "#rrggbb" (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const grounds = ['grey-0', 'ground', 'panel', 'raised', 'selected', 'hover'];
const words = ['text-muted', 'text', 'text-strong', 'accent', 'amber', 'red', 'green'];

describe('contrast of text on its ground is at least 4.5:1', () => {
  test.each(words.flatMap((word) => grounds.map((ground) => [word, ground] as const)))('%s on %s', (word, ground) => {
    const [dark, light] = [luminance(colourOf(ground)), luminance(colourOf(word))];
    expect((light + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(4.5);
  });
});

describe('words over an image have 4.5:1 on white, on mid-grey and on black pixels', () => {
  const onPlate = ['text', 'text-strong', 'accent', 'amber', 'red', 'annotation'];
  const planes = ['plane-axial', 'plane-coronal', 'plane-sagittal'];
  const pixels = [255, 128, 0];
  const plate = Number(/rgb\(0 0 0 \/ (\d+)%\)/.exec(declared.get('over-image') ?? '')?.[1]) / 100;
  test.each([...onPlate, ...planes].flatMap((word) => pixels.map((pixel) => [word, pixel] as const)))(
    '%s on pixels of %i',
    (word, pixel) => {
      const level = Math.round(pixel * (1 - plate))
        .toString(16)
        .padStart(2, '0');
      const [dark, light] = [luminance(`#${level}${level}${level}`), luminance(colourOf(word))];
      expect((light + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(4.5);
    },
  );
});

test('greys are neutral: no cast that shifts perceived grey', () => {
  for (const name of ['ground', 'panel', 'raised', 'line']) {
    const parts = [1, 3, 5].map((at) => Number.parseInt(colourOf(name).slice(at, at + 2), 16));
    expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(5);
  }
});
