/** Linear from `low` (at z1) to `high` (at z2), level beyond. */
export function atHeight(z: number, z1: number, z2: number, low: number, high: number): number {
  const share = Math.min(1, Math.max(0, (z - z1) / (z2 - z1)));
  return low + (high - low) * share;
}

export interface Outline {
  readonly y: number;
  readonly rx: number;
  readonly ry: number;
}

/**
 * Heights, in mm: 0 lies in the upper abdomen, the domes of the diaphragm at about 80, the carina at 165, the tops
 * of the lungs at 262. The inside of the rib cage at a height.
 */
export function cavityAt(z: number): Outline {
  const up = Math.min(1, Math.max(0, (z - 70) / 195));
  const dome = Math.sqrt(Math.max(0, 1 - up ** 2.6));
  return {
    y: 16 + 10 * up,
    rx: Math.max(4, 121 * dome),
    ry: Math.max(4, 80 * (0.3 + 0.7 * dome) * (dome > 0 ? 1 : 0)),
  };
}

/** The skin at a height. */
export function skinAt(z: number, shoulders: boolean): Outline {
  const cavity = cavityAt(Math.min(z, 150));
  const neck = atHeight(z, 232, 292, 0, 1);
  const shoulder = shoulders ? Math.sin(Math.min(1, Math.max(0, (z - 175) / 60)) * (Math.PI / 2)) : 0;
  const rx = (cavity.rx + 28 + 38 * shoulder) * (1 - neck) + 62 * neck;
  return { y: 20 + 4 * neck, rx, ry: (cavity.ry + 26) * (1 - neck) + 58 * neck };
}

/** Whether a point lies in lung, well away from chest wall, mediastinum and diaphragm: where vessels may run. */
export function insideLung(x: number, y: number, z: number): boolean {
  const cavity = cavityAt(z);
  const lungX = Math.abs(x) - cavity.rx * 0.53;
  const across = lungX / (cavity.rx * 0.47);
  const along = (y - cavity.y) / cavity.ry;
  if (across * across + along * along > 0.9) return false;
  const dome = x < 0 ? { x: -45, y: 8, rx: 76, ry: 70, top: 88 } : { x: 52, y: 12, rx: 66, ry: 66, top: 74 };
  const inDome = ((x - dome.x) / dome.rx) ** 2 + ((y - dome.y) / dome.ry) ** 2 + ((z + 10) / (dome.top + 14)) ** 2;
  const inHeart = ((x - 26) / 60) ** 2 + ((y + 20) / 52) ** 2 + ((z - 92) / 60) ** 2;
  return inDome > 1 && inHeart > 1 && z < 255;
}
