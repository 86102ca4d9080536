import { useEffect, useRef } from 'react';
import { readMaskValues } from '#shared/dicom/documents/segmentValues.ts';
import { type CutGrid, paintCut } from '#shared/dicom/documents/segmentVolume.ts';
import { scaled, subtract } from '#shared/dicom/vectors.ts';
import type { BoxState, ImageBoxView } from '../../../imaging/imageBoxView.ts';
import styles from './Layers.module.css';
import type { LayerCut } from './layerCut.ts';

/** So many samples are looked up for one picture: three planes follow the hand at once. A larger box has coarser ones. */
const mostSamples = 200_000;

interface CutMaskProps {
  readonly cut: Extract<LayerCut, { readonly kind: 'mask' }>;
  readonly view: ImageBoxView;
  readonly state: BoxState;
  readonly opacity: number;
}

/** What a plane cuts of a segmentation: looked up in its own voxels, sample by sample of the box. */
export function CutMask({ cut: { source, body, colours }, view, state, opacity }: CutMaskProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { cameraVersion, drawnVersion, asked } = state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the versions say that the plane lies elsewhere now.
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const grid = gridOf(view, element.clientWidth, element.clientHeight);
    if (!grid) return;
    const { width, height } = grid;
    const picture = paintCut(body, readMaskValues(source.segmentation, source.pixels), colours, grid);
    Object.assign(element, { width, height });
    context.putImageData(new ImageData(picture, width, height), 0, 0);
  }, [view, source, body, colours, cameraVersion, drawnVersion, asked]);
  return <canvas ref={canvas} className={styles.cut} style={{ opacity }} data-testid="mask-cut" />;
}

/** Where the samples of a box lie; undefined of one that has no size. */
function gridOf(view: ImageBoxView, boxWidth: number, boxHeight: number): CutGrid | undefined {
  if (boxWidth <= 0 || boxHeight <= 0) return undefined;
  const step = Math.max(1, Math.sqrt((boxWidth * boxHeight) / mostSamples));
  const [width, height] = [Math.ceil(boxWidth / step), Math.ceil(boxHeight / step)];
  const corner = view.worldAt({ x: 0, y: 0 });
  const across = scaled(subtract(view.worldAt({ x: boxWidth, y: 0 }), corner), 1 / width);
  const down = scaled(subtract(view.worldAt({ x: 0, y: boxHeight }), corner), 1 / height);
  const half = scaled([across[0] + down[0], across[1] + down[1], across[2] + down[2]], 0.5);
  const origin = [corner[0] + half[0], corner[1] + half[1], corner[2] + half[2]] as const;
  return { width, height, origin, across, down };
}
