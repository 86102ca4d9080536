import { along, dot, scaled, subtract, type Vector3 } from '#shared/dicom/vectors.ts';
import { type ComparedPoint, gridOf, isOneGrey, readBack } from '../engine/blackBox.ts';
import { type SampledVolume, sampleLinear } from '../fusion/overlaidVolume.ts';
import { brightnessThrough } from '../grey/drawnGrey.ts';
import type { GreyState } from '../grey/grey.ts';
import type { BoxPoint, ImageBoxView } from '../imageBoxView.ts';
import { scrollAxisOf } from '../plane/planeAxes.ts';
import { cornersOf } from '../plane/planes.ts';
import type { PlaneView } from '../plane/planeView.ts';
import type { Slab } from '../plane/slab.ts';
import type { RenderingView, SeenBody } from '../rendering/renderingView.ts';
import type { VolumeModel } from '../volume/volumeModel.ts';

/** So many samples are taken through a slab, and along a ray through a body. */
const mostSamples = 96;
/** A canvas of a large monitor takes ten milliseconds to come back; whether it has one grey is seen in a small one too. */
const acrossRead = 128;

type Sampled = Pick<VolumeModel, 'sampled' | 'voxelOfWorld' | 'grid' | 'worldOfVoxel'>;

/** The points of a plane's box beside what its voxels have there; undefined where it cannot be told. */
export function comparePlane(view: PlaneView, element: HTMLElement): readonly ComparedPoint[] | undefined {
  const { grey } = view.state();
  if (!grey) return undefined;
  const expectedAt = greyOfPlane(view.model, grey, view.slab(), scrollAxisOf(view.model.axes(), view.plane));
  return compare(view, element, expectedAt);
}

/** The points of a box that shows a body in space beside what a ray through its voxels would show there. */
export function compareRendering(view: RenderingView, element: HTMLElement): readonly ComparedPoint[] | undefined {
  const towards = view.lineOfSight();
  return towards && compare(view, element, lightOfSpace(view.seen(), towards));
}

/** Only a canvas of one grey can be wrong here; what it should be is reckoned for no other. */
function compare(
  view: ImageBoxView,
  element: HTMLElement,
  expectedAt: (world: Vector3) => number,
): readonly ComparedPoint[] | undefined {
  const drawnAt = readBack(element, acrossRead);
  if (!drawnAt) return undefined;
  const drawn = gridOf(element).map((point: BoxPoint) => ({ point, drawn: drawnAt(point) }));
  if (!isOneGrey(drawn)) return [];
  return drawn.map(({ point, drawn: grey }) => ({ drawn: grey, expected: expectedAt(view.worldAt(point)) }));
}

/** The grey, 0 to 255, of a plane through a volume at a point of it; 0 where there is no image. */
export function greyOfPlane(
  model: Sampled,
  grey: GreyState,
  slab: Slab | undefined,
  normal: Vector3,
): (world: Vector3) => number {
  const brightness = brightnessThrough(grey);
  const { sampled } = model;
  return (world) => {
    const values = slab ? valuesAcross(model, sampled, world, normal, slab.thicknessMm) : [at(model, sampled, world)];
    const there = values.filter((value) => !Number.isNaN(value));
    if (there.length === 0) return 0;
    if (slab?.mode === 'maximum') return 255 * brightness(Math.max(...there));
    if (slab?.mode === 'minimum') return 255 * brightness(Math.min(...there));
    return 255 * brightness(there.reduce((sum, value) => sum + value, 0) / there.length);
  };
}

/**
 * The light, 0 to 255, that comes of a ray through the volume. A lower bound: what a light from the viewer adds by the
 * slope of a surface is left out but for a part that every lit surface has.
 */
export function lightOfSpace(
  model: Sampled & Pick<SeenBody, 'preset' | 'opacity' | 'colour'>,
  towardsViewer: Vector3,
): (world: Vector3) => number {
  const { preset, opacity, colour } = model;
  const opacityOf = straightThrough(opacity);
  const lightOf = straightThrough(colour.map(([value, ...rgb]) => [value, Math.max(...rgb)] as const));
  const { sampled } = model;
  const { spacing, sliceSpacingMm } = model.grid;
  const unitMm = (spacing.betweenColumns + spacing.betweenRows + sliceSpacingMm) / 3;
  const reach = cornersOf(model);
  const shade = preset.shading.ambient + preset.shading.diffuse / 3;
  return (world) => {
    const depths = reach.map((corner) => dot(subtract(corner, world), towardsViewer));
    const lengthMm = Math.max(...depths) - Math.min(...depths);
    const values = valuesAcross(
      model,
      sampled,
      along(world, towardsViewer, (Math.max(...depths) + Math.min(...depths)) / 2),
      scaled(towardsViewer, -1),
      lengthMm,
    ).filter((value) => !Number.isNaN(value));
    if (preset.blend === 'maximum') {
      const highest = Math.max(Number.NEGATIVE_INFINITY, ...values);
      return Number.isFinite(highest) ? 255 * lightOf(highest) * Math.min(1, opacityOf(highest)) : 0;
    }
    let [light, clear] = [0, 1];
    for (const value of values) {
      const share = 1 - (1 - Math.min(1, opacityOf(value))) ** (lengthMm / mostSamples / unitMm);
      light += clear * share * lightOf(value) * shade;
      clear *= 1 - share;
    }
    return 255 * light;
  };
}

/** The values along a line of so many mm about a point; NaN where there is none. */
function valuesAcross(
  model: Sampled,
  sampled: SampledVolume,
  world: Vector3,
  direction: Vector3,
  thicknessMm: number,
): readonly number[] {
  return Array.from({ length: mostSamples }, (_, index) =>
    at(model, sampled, along(world, direction, ((index + 0.5) / mostSamples - 0.5) * thicknessMm)),
  );
}

function at(model: Sampled, sampled: SampledVolume, world: Vector3): number {
  return sampleLinear(sampled, ...model.voxelOfWorld(world));
}

/** Straight between points of rising value, level beyond them. */
function straightThrough(points: readonly (readonly [value: number, level: number])[]): (value: number) => number {
  return (value) => {
    const above = points.findIndex(([at]) => at >= value);
    const [high, highLevel] = points[above < 0 ? points.length - 1 : above] ?? [0, 0];
    if (above <= 0) return highLevel;
    const [low, lowLevel] = points[above - 1] ?? [0, 0];
    return high === low ? highLevel : lowLevel + ((value - low) / (high - low)) * (highLevel - lowLevel);
  };
}
