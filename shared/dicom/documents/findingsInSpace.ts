import { along, subtract, type Vector3 } from '../vectors.ts';
import { type ContentItem, type ContentShape, walkContent } from './contentTree.ts';
import { wordsOf } from './findings.ts';
import { type ImagePlace, liesOn } from './imagePlaces.ts';

/** A figure that a report points at in the patient, with its words. */
export interface FindingInSpace {
  readonly points: readonly Vector3[];
  readonly closed: boolean;
  readonly isPoint: boolean;
  readonly label: string;
}

const mostFindings = 2_000;
const ellipseSteps = 64;

/**
 * What a report marks in the patient (SCOORD3D, PS3.3 C.18.9) that lies on an image: in the part of the patient that the
 * image stands for, in the frame of reference that the report names. Figures that cross the image, and ellipsoids, are
 * not drawn as if they lay in it.
 */
export function findingsInSpaceOn(root: ContentItem, place: ImagePlace): readonly FindingInSpace[] {
  const { image } = place.item;
  const found: FindingInSpace[] = [];
  for (const parent of walkContent(root)) {
    for (const item of parent.children) {
      const { shape } = item;
      if (!shape?.inPatient || found.length >= mostFindings) continue;
      if (shape.frameOfReferenceUID === undefined || shape.frameOfReferenceUID !== image.frameOfReferenceUID) continue;
      const label = wordsOf(parent, item);
      const figures = figuresOf(shape).filter(({ points }) => liesOn(place, points));
      found.push(...figures.map((figure) => ({ ...figure, label })));
    }
  }
  return found;
}

function figuresOf({ graphicType, numbers }: ContentShape): readonly Omit<FindingInSpace, 'label'>[] {
  const points: Vector3[] = [];
  for (let at = 0; at + 2 < numbers.length; at += 3) {
    points.push([numbers[at] ?? 0, numbers[at + 1] ?? 0, numbers[at + 2] ?? 0]);
  }
  switch (graphicType) {
    case 'POINT':
    case 'MULTIPOINT':
      return points.map((point) => ({ points: [point], closed: false, isPoint: true }));
    case 'POLYLINE':
    case 'POLYGON':
      return points.length > 1 ? [{ points, closed: graphicType === 'POLYGON', isPoint: false }] : [];
    case 'ELLIPSE':
      return points.length === 4 ? [{ points: ellipseOf(points), closed: true, isPoint: false }] : [];
    default:
      return [];
  }
}

/** Ends of the major axis, then of the minor one. */
function ellipseOf([a, b, c, d]: readonly Vector3[]): readonly Vector3[] {
  if (!a || !b || !c || !d) return [];
  const middle = along(a, subtract(b, a), 0.5);
  const [major, minor] = [subtract(b, middle), subtract(d, along(c, subtract(d, c), 0.5))];
  return Array.from({ length: ellipseSteps }, (_, step) => {
    const angle = (2 * Math.PI * step) / ellipseSteps;
    return along(along(middle, major, Math.cos(angle)), minor, Math.sin(angle));
  });
}
