import { spatialNoise } from '../paint/noise.ts';
import { newSlice, paintEllipse, paintTube, type Slice, type SliceGeometry } from '../paint/slice.ts';
import { type ChestContrast, paintMediastinum, paintUpperAbdomen, tissue } from './chestOrgans.ts';
import { atHeight, cavityAt, skinAt } from './chestShape.ts';
import { paintRibs, paintShoulders, paintSpine, paintSternum } from './chestSkeleton.ts';
import { growLungTree } from './lungVessels.ts';

export interface ChestOptions {
  /** Names the patient: vessels and grain follow from it. */
  readonly seed: string;
  readonly contrast: ChestContrast;
  readonly armsUp: boolean;
  /** Painted into the lungs before mediastinum and chest wall. */
  readonly lungFindings?: (slice: Slice) => void;
}

/** A painter of axial planes through one patient's chest, in Hounsfield units. */
export function chestPainter(options: ChestOptions): (geometry: SliceGeometry, z: number) => Slice {
  const { seed, contrast, armsUp } = options;
  const grain = spatialNoise(`${seed} parenchyma`, 9);
  const trabeculae = spatialNoise(`${seed} bone`, 2.2);
  const tree = growLungTree(`${seed} lungs`);
  return (geometry, z) => {
    const slice = newSlice(geometry, z, tissue.air);
    paintBodyWall(slice, armsUp);
    paintLungs(slice, grain);
    for (const tube of tree.airways) paintTube(slice, tube, -300);
    for (const tube of tree.airways) paintTube(slice, { ...tube, radius: tube.radius - 0.9 }, -960);
    for (const tube of tree.vessels) paintTube(slice, tube, contrast.vessel * 0.5);
    options.lungFindings?.(slice);
    if (z < 90) paintUpperAbdomen(slice, contrast);
    paintMediastinum(slice, contrast);
    paintSpine(slice, trabeculae);
    paintRibs(slice);
    paintSternum(slice);
    paintShoulders(slice, armsUp);
    return slice;
  };
}

function paintBodyWall(slice: Slice, armsUp: boolean): void {
  const { z } = slice;
  const skin = skinAt(z, true);
  paintEllipse(slice, { x: 0, ...skin, power: 2.35 }, 20);
  paintEllipse(slice, { x: 0, y: skin.y, rx: skin.rx - 1.8, ry: skin.ry - 1.8, power: 2.35 }, tissue.fat);
  if (!armsUp) {
    for (const side of [1, -1]) {
      paintTube(
        slice,
        { from: [side * 160, 18, 232], to: [side * 186, 20, -120], radius: 42, endRadius: 36 },
        tissue.fat,
      );
      paintTube(
        slice,
        { from: [side * 160, 18, 232], to: [side * 186, 20, -120], radius: 34, endRadius: 29 },
        tissue.muscle,
      );
    }
  }
  const cavity = cavityAt(Math.min(z, 235));
  const muscle = { x: 0, y: cavity.y + 3, rx: cavity.rx + 13, ry: cavity.ry + 13, power: 2.2 };
  paintEllipse(slice, muscle, tissue.muscle);
  // The back's long muscles, the pectorals in front, the shoulder's round them.
  for (const side of [1, -1]) {
    paintEllipse(
      slice,
      { x: side * 27, y: cavity.y + cavity.ry + 9, rx: 25, ry: 14, angle: side * 0.18 },
      tissue.muscle + 4,
    );
    paintEllipse(
      slice,
      { x: side * 66, y: cavity.y + cavity.ry + 1, rx: 42, ry: 9, angle: side * -0.5 },
      tissue.muscle,
    );
    if (z > 130) {
      const thick = atHeight(z, 130, 205, 3, 13);
      paintEllipse(
        slice,
        { x: side * 58, y: cavity.y - cavity.ry * 0.9, rx: 50, ry: thick, angle: side * 0.38 },
        tissue.muscle,
      );
    }
    if (z > 178) {
      const bulk = atHeight(z, 178, 228, 8, 42);
      paintEllipse(slice, { x: side * (118 - bulk * 0.1), y: 18, rx: bulk, ry: bulk * 1.1 }, tissue.muscle);
    }
  }
  if (z > 236) paintEllipse(slice, { x: 0, y: 26, rx: 54, ry: 50, power: 2.4 }, tissue.muscle);
}

function paintLungs(slice: Slice, grain: (x: number, y: number, z: number) => number): void {
  const { z } = slice;
  const cavity = cavityAt(z);
  if (z > 264) return;
  // Lungs are denser where they are lower: the patient lies on the back.
  const lung = (x: number, y: number) => -868 + 0.42 * (y - cavity.y) + 16 * grain(x, y, z);
  for (const side of [1, -1]) {
    const medial = z > 200 ? 0.5 : 0.46;
    const shape = {
      x: side * cavity.rx * (1 - medial),
      y: cavity.y,
      rx: cavity.rx * medial,
      ry: cavity.ry,
      power: 2.5,
    };
    paintEllipse(slice, { ...shape, rx: shape.rx + 1, ry: shape.ry + 1 }, 20);
    paintEllipse(slice, shape, lung);
  }
  paintFissures(slice, cavity.rx);
}

/** The oblique fissures as fine bright lines across each lung. */
function paintFissures(slice: Slice, halfWidth: number): void {
  const { z } = slice;
  for (const side of [1, -1]) {
    const y = 78 - (228 - z) * 0.62;
    if (z > 215 || y < -48) continue;
    const from = [side * halfWidth * 0.24, y - 6, z] as const;
    const middle = [side * halfWidth * 0.6, y + 5, z] as const;
    const to = [side * halfWidth * 0.9, y - 8, z] as const;
    paintTube(slice, { from, to: middle, radius: 0.35 }, -640);
    paintTube(slice, { from: middle, to, radius: 0.35 }, -640);
  }
}
