/** Letters of 5 × 7 dots, rows from the top, the leftmost dot the highest bit: the system's fonts smooth, these do not. */
const letters: readonly (readonly number[])[] = [
  [0x1e, 0x11, 0x11, 0x11, 0x11, 0x11, 0x1e],
  [0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x0e],
  [0x1e, 0x11, 0x11, 0x1e, 0x14, 0x12, 0x11],
  [0x1e, 0x11, 0x11, 0x1e, 0x11, 0x11, 0x1e],
  [0x1f, 0x10, 0x10, 0x1e, 0x10, 0x10, 0x1f],
  [0x1f, 0x10, 0x10, 0x1e, 0x10, 0x10, 0x1f],
  [0x11, 0x19, 0x15, 0x13, 0x11, 0x11, 0x11],
];

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Writes the word in the middle of a place, dot by dot; `dot` is told which letter it belongs to, from 0. */
export function drawWord(
  place: Place,
  scale: number,
  dot: (letter: number, x: number, y: number, size: number) => void,
): void {
  const wide = (letters.length * 6 - 1) * scale;
  const left = place.x + Math.floor((place.width - wide) / 2);
  const top = place.y + Math.floor((place.height - 7 * scale) / 2);
  for (const [index, rows] of letters.entries()) {
    for (const [row, bits] of rows.entries()) {
      for (let column = 0; column < 5; column += 1) {
        if ((bits & (0x10 >> column)) !== 0) {
          dot(index, left + (index * 6 + column) * scale, top + row * scale, scale);
        }
      }
    }
  }
}
