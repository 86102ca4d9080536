import { drawWord } from './patternLetters.ts';

/** Grey levels, row by row, one byte for each pixel of the panel. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly levels: Uint8ClampedArray;
}

/** Where the parts of the pattern stand, in pixels of the panel; the test and the words beside it use the same. */
export interface PatternPart {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Pattern extends GreyPicture {
  readonly patches: readonly (PatternPart & { readonly level: number })[];
  readonly darkSquare: PatternPart;
  readonly brightSquare: PatternPart;
}

const ground = 128;
export const patchLevels: readonly number[] = Array.from({ length: 16 }, (_, index) => 8 + index * 16);
/** 5 % of 255 in black, 95 % in white. */
export const squareLevels = { dark: 13, bright: 242 } as const;

/**
 * A pattern after TG18-QC, drawn anew by its description: sixteen patches, 5 % in black and 95 % in white, ramps, line
 * pairs of one and two pixels, words that fade, marks in the corners. One value is one pixel of the panel.
 */
export function drawPattern(width: number, height: number): Pattern {
  const levels = new Uint8ClampedArray(width * height).fill(ground);
  const picture = { width, height, levels };
  const unit = Math.max(8, Math.floor(Math.min(width / 16, height / 12)));
  const [centreX, centreY] = [Math.floor(width / 2), Math.floor(height / 2)];
  drawGrid(picture, unit);
  const patches = patchLevels.map((level, index) => {
    const x = centreX + (index % 8) * unit - 4 * unit;
    const y = centreY - 3 * unit + (index < 8 ? 0 : unit);
    // In two rows that run against one another, so that neighbours below differ as well.
    const place = { x: index < 8 ? x : 2 * centreX - x - unit, y, width: unit, height: unit };
    fill(picture, place, level);
    return { ...place, level };
  });
  const square = (x: number, base: number, level: number): PatternPart => {
    fill(picture, { x, y: centreY, width: 2 * unit, height: 2 * unit }, base);
    const side = Math.floor(unit * 0.7);
    const offset = Math.floor(unit - side / 2);
    const inner = { x: x + offset, y: centreY + offset, width: side, height: side };
    fill(picture, inner, level);
    return inner;
  };
  const darkSquare = square(centreX - 3 * unit, 0, squareLevels.dark);
  const brightSquare = square(centreX + unit, 255, squareLevels.bright);
  drawRamps(picture, unit);
  drawLinePairs(picture, { x: centreX - unit, y: centreY, width: 2 * unit, height: 2 * unit });
  drawWords(picture, unit, centreX, centreY + 3 * unit);
  drawCorners(picture, unit);
  return { ...picture, patches, darkSquare, brightSquare };
}

function fill({ width, height, levels }: GreyPicture, part: PatternPart, level: number): void {
  const [x0, x1] = [Math.max(0, part.x), Math.min(width, part.x + part.width)];
  for (let y = Math.max(0, part.y); y < Math.min(height, part.y + part.height); y += 1) {
    if (x1 > x0) levels.fill(level, y * width + x0, y * width + x1);
  }
}

function drawGrid(picture: GreyPicture, unit: number): void {
  const { width, height } = picture;
  for (let x = Math.floor(width / 2) % unit; x < width; x += unit) fill(picture, { x, y: 0, width: 1, height }, 145);
  for (let y = Math.floor(height / 2) % unit; y < height; y += unit) fill(picture, { x: 0, y, width, height: 1 }, 145);
  for (const inset of [0, 2]) {
    fill(picture, { x: inset, y: inset, width: width - 2 * inset, height: 1 }, 255);
    fill(picture, { x: inset, y: height - 1 - inset, width: width - 2 * inset, height: 1 }, 255);
    fill(picture, { x: inset, y: inset, width: 1, height: height - 2 * inset }, 255);
    fill(picture, { x: width - 1 - inset, y: inset, width: 1, height: height - 2 * inset }, 255);
  }
}

/** Upwards at the left, downwards at the right: all 256 levels, evenly. */
function drawRamps(picture: GreyPicture, unit: number): void {
  const [top, length] = [2 * unit, picture.height - 4 * unit];
  for (let step = 0; step < length; step += 1) {
    const level = Math.floor((step * 256) / length);
    fill(picture, { x: unit, y: top + length - 1 - step, width: unit, height: 1 }, level);
    fill(picture, { x: picture.width - 2 * unit, y: top + step, width: unit, height: 1 }, level);
  }
}

/** Four fields: lines of one pixel upright and across, lines of two pixels upright and across. */
function drawLinePairs(picture: GreyPicture, part: PatternPart): void {
  const [halfWidth, halfHeight] = [Math.floor(part.width / 2), Math.floor(part.height / 2)];
  for (let y = 0; y < halfHeight * 2; y += 1) {
    for (let x = 0; x < halfWidth * 2; x += 1) {
      const thickness = y < halfHeight ? 1 : 2;
      const along = x < halfWidth ? x : y;
      const at = (part.y + y) * picture.width + part.x + x;
      if (at >= 0 && at < picture.levels.length) {
        picture.levels[at] = Math.floor(along / thickness) % 2 === 0 ? 255 : 0;
      }
    }
  }
}

/** The same word on black, grey and white, each letter fainter than the one before. */
function drawWords(picture: GreyPicture, unit: number, centreX: number, y: number): void {
  const scale = Math.max(1, Math.floor(unit / 12));
  for (const [index, level] of [12, ground, 235].entries()) {
    const part = { x: centreX - 6 * unit + index * 4 * unit, y, width: 4 * unit - 2, height: unit };
    fill(picture, part, level);
    drawWord(part, scale, (letter, x, pixelY, size) => {
      const faintness = Math.max(2, 14 - letter * 2);
      fill(picture, { x, y: pixelY, width: size, height: size }, level < 200 ? level + faintness : level - faintness);
    });
  }
}

/** In each corner line pairs and, beside them, discs of little contrast. */
function drawCorners(picture: GreyPicture, unit: number): void {
  const { width, height } = picture;
  for (const x of [4, width - unit - 4]) {
    for (const y of [4, height - unit - 4]) {
      drawLinePairs(picture, { x, y, width: unit, height: unit });
      const side = Math.max(4, Math.floor(unit / 4));
      for (const [index, contrast] of [8, 4, 3, 2].entries()) {
        const across = x < width / 2 ? x + unit + (index + 1) * 2 * side : x - (index + 1) * 2 * side - side;
        fill(picture, { x: across, y: y + Math.floor(unit / 2), width: side, height: side }, ground + contrast);
      }
    }
  }
}
