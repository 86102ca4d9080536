/** One picture as raw pixels, four bytes each: blue, green, red, alpha (what Electron takes on every system). */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** Two lenses and the bridge between them, from the front: a durbeen. In parts of the picture's side. */
const lenses = [
  { x: 0.28, y: 0.56, outer: 0.25, inner: 0.13 },
  { x: 0.72, y: 0.56, outer: 0.25, inner: 0.13 },
];
const bridge = { left: 0.34, right: 0.66, top: 0.3, bottom: 0.44 };
const samples = 4;

/** Draws the tray's picture, so that no file of pictures need be shipped. `shade`: 0 black to 255 white. */
export function drawTrayPicture(side: number, shade: number): Picture {
  const pixels = new Uint8Array(side * side * 4);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const at = (y * side + x) * 4;
      const alpha = Math.round(coverage(x, y, side) * 255);
      // Premultiplied, as bitmaps of the system are.
      pixels.fill(Math.round((shade * alpha) / 255), at, at + 3);
      pixels[at + 3] = alpha;
    }
  }
  return { width: side, height: side, pixels };
}

/** How much of a pixel is inside, by a few points of it. */
function coverage(x: number, y: number, side: number): number {
  let inside = 0;
  for (let row = 0; row < samples; row += 1) {
    for (let column = 0; column < samples; column += 1) {
      if (isInk((x + (column + 0.5) / samples) / side, (y + (row + 0.5) / samples) / side)) inside += 1;
    }
  }
  return inside / samples ** 2;
}

function isInk(x: number, y: number): boolean {
  const isRing = lenses.some((lens) => {
    const distance = Math.hypot(x - lens.x, y - lens.y);
    return distance <= lens.outer && distance >= lens.inner;
  });
  return isRing || (x >= bridge.left && x <= bridge.right && y >= bridge.top && y <= bridge.bottom);
}
