import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { matrixOf, planeOfMask } from './boxAffine.ts';
import type { ShownLayer } from './documentDesk.ts';
import { LayerGraphics } from './LayerGraphics.tsx';
import styles from './Layers.module.css';
import type { LayerDrawing } from './layerDrawing.ts';
import { type LayerMask, maskPicture, type SegmentationSource } from './maskPicture.ts';
import { ShutterLayer } from './ShutterLayer.tsx';

interface LayerPictureProps {
  readonly layer: ShownLayer;
  readonly drawing: LayerDrawing;
  readonly view: ImageBoxView;
  readonly item: FrameOfImage;
  readonly opacity: number;
}

/** What a layer draws on one image: what it covers, its masks, its lines and words. */
export function LayerPicture({ layer: { source }, drawing, view, item, opacity }: LayerPictureProps) {
  const { applied } = drawing;
  return (
    <>
      {applied?.shutter && <ShutterLayer shutter={applied.shutter} view={view} item={item} />}
      {source.kind === 'segmentation' &&
        drawing.masks.map((mask) => (
          <Mask key={mask.frame.index} source={source} mask={mask} view={view} item={item} opacity={opacity} />
        ))}
      <LayerGraphics drawing={drawing} view={view} />
    </>
  );
}

interface MaskProps {
  readonly source: SegmentationSource;
  readonly mask: LayerMask;
  readonly view: ImageBoxView;
  readonly item: FrameOfImage;
  readonly opacity: number;
}

/** One frame on one image: drawn once in its own pixels, and then only moved with the camera. */
function Mask({ source, mask, view, item, opacity }: MaskProps) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { rows, columns } = source.segmentation;
  const [isDrawn, setDrawn] = useState(true);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    try {
      const picture = maskPicture(source, mask);
      if (context && picture) context.putImageData(new ImageData(picture, columns, rows), 0, 0);
      setDrawn(picture !== undefined);
    } catch {
      // No memory for a picture of that size: the image stays, and it is said what is not over it.
      setDrawn(false);
    }
  }, [source, mask, columns, rows]);
  const transform = matrixOf((world) => view.boxPointAt(world), planeOfMask(mask.frame, item), { columns, rows });
  return (
    <>
      <canvas
        ref={canvas}
        width={columns}
        height={rows}
        className={styles.mask}
        data-segment={mask.segments.map(({ number }) => number).join(' ')}
        style={{ transform, opacity }}
      />
      {!isDrawn && (
        <p className={styles.notDrawn} role="status">
          {t('documents.layer.notDrawn')}
        </p>
      )}
    </>
  );
}
