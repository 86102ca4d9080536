import type { TFunction } from 'i18next';
import type { Annotation } from '#shared/annotations/annotation.ts';

const planes = ['sagittal', 'coronal', 'axial'] as const;
/** Of a plane along the body the other parts of the normal are rounding. */
const straight = Math.cos((1 * Math.PI) / 180);

/** Where something is drawn, in words: on an image by its number, or in a plane through the volume, which is no image. */
export function annotationPlace({ surface, imageNumber }: Pick<Annotation, 'surface' | 'imageNumber'>, t: TFunction) {
  if (surface.kind === 'frame') return t('annotations.onImage', { number: imageNumber });
  const parts = surface.normal.map(Math.abs);
  const most = Math.max(...parts);
  const plane = t(`reading.planes.${planes[parts.indexOf(most)] ?? 'axial'}`);
  return most >= straight ? plane : t('annotations.obliquePlane', { plane });
}
