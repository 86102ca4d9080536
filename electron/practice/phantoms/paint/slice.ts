/**
 * One axial plane being painted, in patient coordinates (mm, DICOM's LPS: +x to the patient's left, +y to the back,
 * +z to the head). Later paint covers earlier paint; edges are soft over one pixel, as partial volume makes them.
 */
export interface Slice {
  readonly columns: number;
  readonly rows: number;
  /** Pixel size in mm. */
  readonly spacing: number;
  /** Patient coordinates of the centre of the first pixel. */
  readonly x0: number;
  readonly y0: number;
  readonly z: number;
  readonly values: Float32Array;
}

export interface SliceGeometry {
  readonly columns: number;
  readonly rows: number;
  readonly spacing: number;
  readonly x0: number;
  readonly y0: number;
}

export function newSlice(geometry: SliceGeometry, z: number, background: number): Slice {
  return { ...geometry, z, values: new Float32Array(geometry.columns * geometry.rows).fill(background) };
}

/** What lies at a place: one number, or a number that depends on where. */
export type Paint = number | ((x: number, y: number) => number);

export interface Ellipse {
  readonly x: number;
  readonly y: number;
  readonly rx: number;
  readonly ry: number;
  /** Turned clockwise on the image, radians. */
  readonly angle?: number;
  /** 2 is an ellipse, more is squarer. */
  readonly power?: number;
  /** Width of the edge in mm; one pixel when absent. */
  readonly edge?: number;
}

/** Paints an ellipse, or a rounder or squarer kind of it. */
export function paintEllipse(slice: Slice, ellipse: Ellipse, paint: Paint): void {
  const { x, y, rx, ry, angle = 0, power = 2 } = ellipse;
  if (!(rx > 0.05 && ry > 0.05)) return;
  const edge = Math.max(slice.spacing, ellipse.edge ?? 0);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const inner = Math.max(0, 1 - edge / Math.min(rx, ry)) ** 2;
  const reachX = power > 2 && angle !== 0 ? Math.hypot(rx, ry) : Math.hypot(rx * cos, ry * sin);
  const reachY = power > 2 && angle !== 0 ? Math.hypot(rx, ry) : Math.hypot(rx * sin, ry * cos);
  overBox(slice, x - reachX - edge, x + reachX + edge, y - reachY - edge, y + reachY + edge, paint, (px, py) => {
    const [dx, dy] = [px - x, py - y];
    const u = Math.abs((dx * cos + dy * sin) / rx);
    const v = Math.abs((dy * cos - dx * sin) / ry);
    const square = u * u + v * v;
    // Well inside whatever the power: most of a large shape, and powers are dear.
    if (square < inner) return 1;
    const k = power === 2 ? Math.sqrt(square) : (u ** power + v ** power) ** (1 / power);
    // Distance from the edge: exact on the axes, near enough between them.
    const radius = k > 1e-6 ? Math.sqrt(dx * dx + dy * dy) / k : Math.min(rx, ry);
    return 0.5 - ((k - 1) * radius) / edge;
  });
}

export interface Ellipsoid {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly rx: number;
  readonly ry: number;
  readonly rz: number;
  /** Turned about the z axis, radians. */
  readonly angle?: number;
  readonly edge?: number;
}

/** Paints the cut of this plane through an ellipsoid. */
export function paintEllipsoid(slice: Slice, body: Ellipsoid, paint: Paint): void {
  const height = (slice.z - body.z) / body.rz;
  const scale = 1 - height * height;
  if (scale <= 0) return;
  const shrink = Math.sqrt(scale);
  paintEllipse(slice, { ...body, rx: body.rx * shrink, ry: body.ry * shrink }, paint);
}

export interface Tube {
  readonly from: readonly [x: number, y: number, z: number];
  readonly to: readonly [x: number, y: number, z: number];
  readonly radius: number;
  readonly endRadius?: number;
}

/** Paints the cut through a tube with round ends: a vessel, an airway, a rib's piece. Exact distance in space. */
export function paintTube(slice: Slice, tube: Tube, paint: Paint): void {
  const { from, to, radius, endRadius = radius } = tube;
  const widest = Math.max(radius, endRadius);
  const reach = widest + slice.spacing;
  if (Math.min(from[2], to[2]) - reach > slice.z || Math.max(from[2], to[2]) + reach < slice.z) return;
  const axis = [to[0] - from[0], to[1] - from[1], to[2] - from[2]] as const;
  const lengthSquared = axis[0] ** 2 + axis[1] ** 2 + axis[2] ** 2 || 1e-9;
  const dz = slice.z - from[2];
  const [left, right] = [Math.min(from[0], to[0]) - reach, Math.max(from[0], to[0]) + reach];
  const [top, bottom] = [Math.min(from[1], to[1]) - reach, Math.max(from[1], to[1]) + reach];
  overBox(slice, left, right, top, bottom, paint, (px, py) => {
    const [dx, dy] = [px - from[0], py - from[1]];
    const along = Math.min(1, Math.max(0, (dx * axis[0] + dy * axis[1] + dz * axis[2]) / lengthSquared));
    const ox = dx - along * axis[0];
    const oy = dy - along * axis[1];
    const oz = dz - along * axis[2];
    const distance = Math.sqrt(ox * ox + oy * oy + oz * oz) - (radius + (endRadius - radius) * along);
    return 0.5 - distance / slice.spacing;
  });
}

/** Paints by a coverage function (0 none … 1 full) within a box. */
export function overBox(
  slice: Slice,
  left: number,
  right: number,
  top: number,
  bottom: number,
  paint: Paint,
  coverage: (x: number, y: number) => number,
): void {
  const { spacing, x0, y0, columns, rows, values } = slice;
  const fromColumn = Math.max(0, Math.ceil((left - x0) / spacing));
  const toColumn = Math.min(columns - 1, Math.floor((right - x0) / spacing));
  const fromRow = Math.max(0, Math.ceil((top - y0) / spacing));
  const toRow = Math.min(rows - 1, Math.floor((bottom - y0) / spacing));
  for (let row = fromRow; row <= toRow; row++) {
    const y = y0 + row * spacing;
    for (let column = fromColumn; column <= toColumn; column++) {
      const x = x0 + column * spacing;
      const share = coverage(x, y);
      if (share <= 0) continue;
      const at = row * columns + column;
      const value = typeof paint === 'number' ? paint : paint(x, y);
      values[at] = share >= 1 ? value : (values[at] ?? 0) * (1 - share) + value * share;
    }
  }
}

/** Three-by-three smoothing of a whole slice: the blur of a soft kernel. `weight` 0 none … 1 full box. */
export function blurSlice(slice: Slice, weight: number): Float32Array {
  const { columns, rows, values } = slice;
  const side = weight / 3;
  const centre = 1 - 2 * side;
  const across = new Float32Array(values.length);
  const out = new Float32Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const column = at % columns;
    const before = column > 0 ? (values[at - 1] ?? 0) : (values[at] ?? 0);
    const after = column < columns - 1 ? (values[at + 1] ?? 0) : (values[at] ?? 0);
    across[at] = centre * (values[at] ?? 0) + side * (before + after);
  }
  for (let at = 0; at < values.length; at++) {
    const above = at >= columns ? (across[at - columns] ?? 0) : (across[at] ?? 0);
    const below = at < columns * (rows - 1) ? (across[at + columns] ?? 0) : (across[at] ?? 0);
    out[at] = centre * (across[at] ?? 0) + side * (above + below);
  }
  return out;
}
