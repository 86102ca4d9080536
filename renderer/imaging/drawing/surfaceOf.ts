import { measuredImage } from '#shared/annotations/measuredImage.ts';
import { fail } from '#shared/base/result.ts';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { normalOf } from '#shared/dicom/orientation.ts';
import { unitOfSet } from '#shared/dicom/uptake.ts';
import { dot, type Vector3 } from '#shared/dicom/vectors.ts';
import { FusionView } from '../fusion/fusionView.ts';
import type { ImageBoxView } from '../imageBoxView.ts';
import { PlaneView } from '../plane/planeView.ts';
import type { RigidTransform } from '../registration/rigidTransform.ts';
import type { VolumeModel } from '../volume/volumeModel.ts';
import {
  type DrawingSurface,
  groundOfPlane,
  planeNamed,
  surfaceOfFrame,
  unitKey,
  type ValueLayer,
} from './drawingSurface.ts';
import { sampledVolume } from './volumeSamples.ts';

/**
 * What may be drawn on in a box now: the frame that is on the screen, or the plane. Undefined where nothing is drawn or
 * something stands over it (SF5), and where the box shows no plane at all, as a rendering in space does.
 */
export function drawingSurfaceOf(view: ImageBoxView): DrawingSurface | undefined {
  const { cover, drawn, drawnVersion, set } = view.state();
  if (cover || drawnVersion === 0 || !set || view.surfaceKey() === undefined) return undefined;
  if (view instanceof PlaneView) return surfaceOfPlane(view);
  return drawn && surfaceOfFrame(set, drawn, depthAt(set, drawn.index));
}

function surfaceOfPlane(view: PlaneView): DrawingSurface | undefined {
  const named = view.surface();
  if (named.kind !== 'plane') return undefined;
  const { model } = view;
  const { normal, distanceMm } = planeNamed(named.normal, model.crosshair());
  const { drawn } = view.state();
  const [first] = model.set.frames;
  return {
    surface: { kind: 'plane', setId: named.setId, normal, distanceMm },
    key: `${named.setId} ${[...normal, distanceMm].map((part) => part.toFixed(4)).join(' ')}`,
    measuredOn: first ? measuredImage(first, true) : '',
    ground: () => groundOfPlane(normal, distanceMm),
    item: drawn?.item,
    unmeasured: model.isDecimated ? 'decimated' : undefined,
    depthMm: stepAlong(model, normal),
    layers: layersOf(view, normal),
  };
}

function layersOf(view: PlaneView, normal: Vector3): readonly ValueLayer[] {
  const { model } = view;
  const over = view instanceof FusionView ? view.over : undefined;
  const layer = (of: VolumeModel, to?: RigidTransform): ValueLayer => ({
    name: over && of.set.modality,
    key: [unitKey(unitOfSet(of.set)), JSON.stringify(view.slab()), JSON.stringify(to)].join(' '),
    sampled: () => (view.slab() ? fail('slab') : sampledVolume(of, normal, model.crosshair(), to)),
  });
  return over && view instanceof FusionView ? [layer(model), layer(over, view.toOver)] : [layer(model)];
}

/** How far apart the voxels of a volume lie along a direction. */
function stepAlong({ grid }: VolumeModel, direction: Vector3): number {
  const { orientation, normal, spacing, sliceSpacingMm } = grid;
  const share = (axis: Vector3, size: number) => Math.abs(dot(axis, direction)) * size;
  return (
    share(orientation.row, spacing.betweenColumns) +
    share(orientation.column, spacing.betweenRows) +
    share(normal, sliceSpacingMm)
  );
}

/** The distance to the nearest neighbour in the stack, along its normal; undefined where frames have no place. */
function depthAt({ frames }: DisplaySet, index: number): number | undefined {
  const own = frames[index]?.frame;
  if (!own?.position || !own.orientation) return undefined;
  const normal = normalOf(own.orientation);
  const at = dot(own.position, normal);
  const apart = [frames[index - 1], frames[index + 1]].flatMap((other) =>
    other?.frame.position ? [Math.abs(dot(other.frame.position, normal) - at)] : [],
  );
  return apart.length > 0 ? Math.min(...apart) : own.sliceThicknessMm;
}
