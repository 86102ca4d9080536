import type { LengthBasis, PixelPoint } from '../dicom/calibration.ts';
import { areaIn, lengthIn, type Scale } from '../dicom/scale.ts';
import type { Vector3 } from '../dicom/vectors.ts';
import { type AnnotationKind, type AnnotationValue, areaKinds, isWhole } from './annotation.ts';
import { angleOf, areaOfPolygon, ellipseOf, towards } from './flat.ts';
import { type FlatPoint, flatOf, type Ground, pixelOf } from './ground.ts';

/** What a figure measures, and what stands behind it. */
export interface Measured {
  readonly values: readonly AnnotationValue[];
  readonly basis: LengthBasis | undefined;
  readonly factor?: number | undefined;
}

type Ruler = (pixels: readonly PixelPoint[], scale: Scale) => readonly AnnotationValue[];

const lengthNamed = (name: string, scale: Scale, from: PixelPoint, to: PixelPoint): AnnotationValue => ({
  name,
  ...lengthIn(scale, from, to),
});
/** Degrees have no basis but need the true shape of the pixels; where the axes have units of their own there is no angle. */
const angleNamed = (name: string, { axes }: Scale, angle: number): readonly AnnotationValue[] =>
  axes ? [] : [{ name, value: angle, unit: '°' }];
const areaOf = (scale: Scale, squarePixels: number): readonly AnnotationValue[] => {
  const { value, unit } = areaIn(scale, squarePixels);
  return [{ name: 'area', value, unit }];
};

const rulers: Partial<Readonly<Record<AnnotationKind, Ruler>>> = {
  length: ([a, b], scale) => (a && b ? [lengthNamed('length', scale, a, b)] : []),
  // The longer is the long axis, whichever was drawn first (RECIST 1.1, WHO): the one across may turn out to be that.
  bidirectional([a, b, c, d], scale) {
    if (!a || !b) return [];
    const one = lengthNamed('longAxis', scale, a, b);
    if (!c || !d) return [one];
    const other = lengthNamed('shortAxis', scale, c, d);
    if (other.value <= one.value) return [one, other];
    return [
      { ...other, name: 'longAxis' },
      { ...one, name: 'shortAxis' },
    ];
  },
  angle(pixels, scale) {
    const [a, vertex, b] = scaled(pixels, scale);
    return a && vertex && b ? angleNamed('angle', scale, angleOf(towards(vertex, a), towards(vertex, b))) : [];
  },
  cobb(pixels, scale) {
    const [a, b, c, d] = scaled(pixels, scale);
    return a && b && c && d ? angleNamed('cobb', scale, cobbAngle(towards(a, b), towards(c, d))) : [];
  },
  // The determinant of the half axes: exact however the pixels are shaped, which a formula of two lengths is not.
  ellipse(pixels, scale) {
    const { one, other } = ellipseOf(pixels);
    return areaOf(scale, Math.PI * Math.abs(one.x * other.y - one.y * other.x));
  },
  rectangle: ([a, b], scale) => (a && b ? areaOf(scale, Math.abs((b.x - a.x) * (b.y - a.y))) : []),
  freehand: (pixels, scale) => areaOf(scale, areaOfPolygon(pixels)),
  cardiothoracicRatio([a, b, c, d], scale) {
    if (!a || !b || !c || !d) return [];
    const heart = lengthNamed('heart', scale, a, b);
    const thorax = lengthNamed('thorax', scale, c, d);
    if (scale.axes || thorax.value === 0) return [heart, thorax];
    return [{ name: 'ratio', value: (100 * heart.value) / thorax.value, unit: '%' }, heart, thorax];
  },
};

/** The values of a figure from its points alone; kinds that measure nothing, and figures of too few points, have none. */
export function measureFigure(kind: AnnotationKind, points: readonly Vector3[], ground: Ground): Measured {
  const ruler = rulers[kind];
  if (!ruler || (areaKinds.has(kind) && !isWhole(kind, points))) return { values: [], basis: undefined };
  const pixels = points.map((point) => pixelOf(ground, flatOf(ground, point)));
  const scale = ground.scaleFor(kind === 'rectangle' ? cornersOf(pixels) : pixels);
  const values = ruler(pixels, scale);
  const onlyAngles = values.every(({ unit }) => unit === '°');
  if (onlyAngles) return { values, basis: undefined };
  // An area over axes of different units stays in pixels, and so is outside what the region measures.
  const basis = values.every(({ unit }) => unit === 'px²') ? areaIn(scale, 1).basis : scale.basis;
  return { values, basis, factor: scale.factor };
}

/** No spine is bent further: what looks like more are two lines that run up and down, nearly side by side. */
const mostBent = 135;

/**
 * The angle between two end plates. Each line is taken from left to right, however it was drawn, so that a curve of more
 * than a right angle is told as what it is.
 */
function cobbAngle(a: FlatPoint, b: FlatPoint): number {
  const forward = (line: FlatPoint) => (line.x < 0 ? { x: -line.x, y: -line.y } : line);
  const angle = angleOf(forward(a), forward(b));
  return angle > mostBent ? 180 - angle : angle;
}

function scaled(pixels: readonly PixelPoint[], { spacing }: Scale): readonly FlatPoint[] {
  return pixels.map(({ x, y }) => ({ x: x * spacing.betweenColumns, y: y * spacing.betweenRows }));
}

function cornersOf(pixels: readonly PixelPoint[]): readonly PixelPoint[] {
  const [a, b] = pixels;
  return a && b ? [a, b, { x: a.x, y: b.y }, { x: b.x, y: a.y }] : pixels;
}
