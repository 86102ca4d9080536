import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Shutter } from '#shared/dicom/shutter.ts';
import { type DrawnOverlay, overlaysOn } from '../../../imaging/frames/overlayBits.ts';
import type { BoxState, DrawnFrame, ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { fidelityState } from '../fidelity/fidelityState.ts';
import { useReading } from '../readingContext.ts';
import { KeptPictures } from './keptPictures.ts';
import styles from './layers.module.css';
import {
  drawOverlays,
  drawShutter,
  type ImageToBox,
  imageToBox,
  type OverlayPicture,
  paintOverlays,
} from './overlayPicture.ts';

/** Shutters and overlays of the data over the image, each as it lies; never part of its pixels (PX10). */
export function PictureLayers({ view, state }: { view: ImageBoxView; state: BoxState }) {
  const { drawn, cover } = state;
  const { overlays, shutter } = drawn?.item.image ?? {};
  const found = useFoundShutter(drawn);
  if (!drawn || cover || (!overlays && !shutter && !found)) return null;
  return <PictureCanvas view={view} state={state} drawn={drawn} />;
}

/** The shutter that the reader had drawn by the white border of this image. */
function useFoundShutter(drawn: DrawnFrame | undefined): Shutter | undefined {
  const found = useStore(fidelityState, (state) => state.foundShutters.get(drawn?.imageId ?? ''));
  return found === 'none' ? undefined : found;
}

interface CanvasProps {
  readonly view: ImageBoxView;
  readonly state: BoxState;
  readonly drawn: DrawnFrame;
}

function PictureCanvas({ view, state, drawn }: CanvasProps) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failedOn, setFailedOn] = useState<string>();
  const { overlaysShown, shuttersShown } = useStore(fidelityState);
  const found = useFoundShutter(drawn);
  const { graphics } = useReading().imaging;
  const { generation } = useSyncExternalStore(graphics.subscribe, graphics.snapshot);
  const { cameraVersion, drawnVersion } = state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the versions say that the image lies elsewhere now.
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    try {
      draw(element, { view, drawn, overlaysShown, shuttersShown, found });
      setFailedOn(undefined);
    } catch {
      // A browser that has no memory for a picture of that size: the image stays, and it is said what is not over it.
      setFailedOn(drawn.imageId);
    }
  }, [view, drawn, overlaysShown, shuttersShown, found, cameraVersion, drawnVersion, generation]);
  return (
    <>
      <canvas
        ref={canvas}
        className={styles.layer}
        data-testid="picture-layers"
        data-overlays={overlaysShown}
        data-shutters={shuttersShown}
      />
      {failedOn === drawn.imageId && (
        <p className={styles.notDrawn} role="status">
          {t('fidelity.overlayNotDrawn')}
        </p>
      )}
    </>
  );
}

/** As many as boxes that are looked at together, and some to go back to. */
const pictures = new KeptPictures<OverlayPicture | undefined>(24);

/** Red, green, blue and opacity. */
const black = 0x000000ff;
const graphic = 0x4fd3dfff;

interface ToDraw {
  readonly view: ImageBoxView;
  readonly drawn: DrawnFrame;
  readonly overlaysShown: boolean;
  readonly shuttersShown: boolean;
  readonly found: Shutter | undefined;
}

function draw(canvas: HTMLCanvasElement, { view, drawn, overlaysShown, shuttersShown, found }: ToDraw): void {
  const scale = window.devicePixelRatio || 1;
  const [width, height] = [Math.round(canvas.clientWidth * scale), Math.round(canvas.clientHeight * scale)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  if (!context) return;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  const { image } = drawn.item;
  const place: ImageToBox = imageToBox(drawn.item, (world) => view.boxPointAt(world), scale);
  const overlays = overlaysOn(drawn.item, drawn.imageId);
  // The bitmap of a shutter covers; it is no drawing.
  const isCover = ({ plane }: DrawnOverlay) => plane.group === image.shutter?.bitmapGroup;
  const show = (name: string, colour: number, shown: readonly DrawnOverlay[]) => {
    const paint = () => paintOverlays(shown, image.layout, colour);
    const picture = shown.length > 0 && pictures.pictureOf(`${name} ${drawn.imageId}`, shown, paint);
    if (picture) drawOverlays(context, place, picture);
  };
  if (found) drawShutter(context, place, image.layout, found);
  if (image.shutter && shuttersShown) {
    drawShutter(context, place, image.layout, image.shutter);
    show('shutter', black, overlays.filter(isCover));
  }
  if (overlaysShown)
    show(
      'drawing',
      graphic,
      overlays.filter((overlay) => !isCover(overlay)),
    );
}
