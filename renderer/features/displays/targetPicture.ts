import type { BlindTarget } from '#shared/displays/blindTargets.ts';
import type { GreyPicture } from './pattern.ts';

/**
 * An even ground with small crosses where nine fields meet, and the disc of one question in the middle of its field.
 * `discPx`: its diameter in pixels of the panel.
 */
export function drawTarget(
  { ground, target, place }: Pick<BlindTarget, 'ground' | 'target' | 'place'>,
  width: number,
  height: number,
  discPx: number,
): GreyPicture {
  const levels = new Uint8ClampedArray(width * height).fill(ground);
  const [cellWidth, cellHeight] = [width / 3, height / 3];
  const mark = ground < 128 ? ground + 40 : ground - 40;
  for (const column of [1, 2]) {
    for (const row of [1, 2]) cross(levels, width, Math.round(column * cellWidth), Math.round(row * cellHeight), mark);
  }
  if (place !== null) {
    const centreX = (((place - 1) % 3) + 0.5) * cellWidth;
    const centreY = (Math.floor((place - 1) / 3) + 0.5) * cellHeight;
    const radius = Math.min(discPx / 2, cellWidth / 3, cellHeight / 3);
    for (let y = Math.ceil(centreY - radius); y <= centreY + radius; y += 1) {
      const half = Math.sqrt(radius ** 2 - (y - centreY) ** 2);
      levels.fill(target, y * width + Math.ceil(centreX - half), y * width + Math.floor(centreX + half) + 1);
    }
  }
  return { width, height, levels };
}

function cross(levels: Uint8ClampedArray, width: number, x: number, y: number, level: number): void {
  for (let step = -4; step <= 4; step += 1) {
    levels[y * width + x + step] = level;
    levels[(y + step) * width + x] = level;
  }
}

/** The field that a point of the picture lies in: 1 at the top left, 9 at the bottom right. */
export function fieldAt(x: number, y: number, width: number, height: number): number {
  const part = (value: number, size: number) => Math.min(2, Math.max(0, Math.floor((value / size) * 3)));
  return part(y, height) * 3 + part(x, width) + 1;
}
