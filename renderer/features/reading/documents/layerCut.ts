import { type CutPlane, cutWalls } from '#shared/dicom/documents/contourWalls.ts';
import type { Colour } from '#shared/dicom/documents/labColour.ts';
import type { SegmentVolume } from '#shared/dicom/documents/segmentVolume.ts';
import { dot, scaled, subtract, type Vector3 } from '#shared/dicom/vectors.ts';
import type { ShownPlane } from '../../../imaging/plane/shownPlane.ts';
import type { ShownLayer } from './documentDesk.ts';
import { type LayerDrawing, type LayerPath, withinReason } from './layerDrawing.ts';
import type { LayerSource } from './layerSource.ts';
import type { SegmentationSource } from './maskPicture.ts';

/** What a plane through a volume, which is no image, cuts of a layer. */
export type LayerCut =
  | {
      readonly kind: 'mask';
      readonly source: SegmentationSource;
      readonly body: SegmentVolume;
      readonly colours: ReadonlyMap<number, Colour>;
    }
  | {
      readonly kind: 'lines';
      readonly drawing: LayerDrawing;
      /** Regions that are no body, and are seen on their own slices only. */
      readonly notCut: number;
    };

/** What has to be known of a plane to say what it cuts. */
export type CutBy = Pick<ShownPlane, 'frameOfReferenceUID' | 'centre' | 'normal'>;

/**
 * What a plane cuts of a layer; undefined where it meets none of it, or lies in another space. 'notHere': there may be
 * something of it here that cannot be reckoned, because the layer is of single images, or is no body.
 */
export function cutOf(
  { source, hidden }: Pick<ShownLayer, 'source' | 'hidden'>,
  plane: CutBy,
): LayerCut | 'notHere' | undefined {
  switch (source.kind) {
    case 'keyImages':
      return undefined;
    case 'presentation':
    case 'findings':
      return 'notHere';
    case 'segmentation': {
      const { frameOfReferenceUID } = source.segmentation;
      if (frameOfReferenceUID !== undefined && frameOfReferenceUID !== plane.frameOfReferenceUID) return undefined;
      const body = source.body();
      if (!body) return 'notHere';
      if (!meets(body, plane)) return undefined;
      const shown = source.segmentation.segments.filter(({ number }) => !hidden.has(number));
      return { kind: 'mask', source, body, colours: new Map(shown.map(({ number, colour }) => [number, colour])) };
    }
    case 'structures':
      return cutOfStructures(source, hidden, plane);
  }
}

function cutOfStructures(
  { structures, walls }: Extract<LayerSource, { readonly kind: 'structures' }>,
  hidden: ReadonlySet<number>,
  plane: CutBy,
): LayerCut | 'notHere' | undefined {
  const isHere = ({
    number,
    frameOfReferenceUID,
  }: {
    readonly number: number;
    readonly frameOfReferenceUID: string | undefined;
  }) => !hidden.has(number) && frameOfReferenceUID === plane.frameOfReferenceUID;
  const regions = structures.regions.filter(isHere);
  const own = walls().filter(({ region }) => isHere(region));
  const cut: CutPlane = { point: plane.centre, normal: plane.normal };
  const paths = own.flatMap((body) =>
    cutWalls(body, cut).map(
      (points, index): LayerPath => ({
        points,
        closed: false,
        filled: false,
        isPoint: false,
        colour: body.region.colour,
        // Once: a region is cut in as many pieces as it has slices.
        label: index === 0 ? body.region.name : '',
      }),
    ),
  );
  const notCut = regions.filter(({ contours }) => contours.length > 0).length - own.length;
  if (paths.length > 0) return { kind: 'lines', drawing: withinReason(paths), notCut };
  return notCut > 0 ? 'notHere' : undefined;
}

/** Whether a plane goes through the box in which all frames lie. */
function meets({ origin, orientation, normal, spacing, rows, columns, slots, halfMm }: SegmentVolume, plane: CutBy) {
  const [first, last] = [slots[0]?.at ?? 0, slots.at(-1)?.at ?? 0];
  const middle = [columns / 2, rows / 2, (first + last) / 2] as const;
  const reach: readonly Vector3[] = [
    scaled(orientation.row, middle[0] * spacing.betweenColumns),
    scaled(orientation.column, middle[1] * spacing.betweenRows),
    scaled(normal, (last - first) / 2 + halfMm),
  ];
  const start = dot(subtract(origin, plane.centre), plane.normal);
  const centre =
    start +
    (middle[0] - 0.5) * spacing.betweenColumns * dot(orientation.row, plane.normal) +
    (middle[1] - 0.5) * spacing.betweenRows * dot(orientation.column, plane.normal) +
    middle[2] * dot(normal, plane.normal);
  const most = reach.reduce((sum, axis) => sum + Math.abs(dot(axis, plane.normal)), 0);
  return Math.abs(centre) <= most;
}
