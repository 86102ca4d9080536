import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { overlaysOn } from '../../../imaging/frames/overlayBits.ts';
import type { BoxState, DrawnFrame, ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { fidelityState } from '../fidelity/fidelityState.ts';
import { useReading } from '../readingContext.ts';
import styles from './layers.module.css';
import { drawOverlay, drawShutter, type ImageToBox, imageToBox } from './overlayPicture.ts';

/** Shutters and overlays of the data over the image, each as it lies; never part of its pixels (PX10). */
export function PictureLayers({ view, state }: { view: ImageBoxView; state: BoxState }) {
  const { drawn, cover } = state;
  const { overlays, shutter } = drawn?.item.image ?? {};
  if (!drawn || cover || (!overlays && !shutter)) return null;
  return <PictureCanvas view={view} state={state} drawn={drawn} />;
}

interface CanvasProps {
  readonly view: ImageBoxView;
  readonly state: BoxState;
  readonly drawn: DrawnFrame;
}

function PictureCanvas({ view, state, drawn }: CanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { overlaysShown, shuttersShown } = useStore(fidelityState);
  const { graphics } = useReading().imaging;
  const { generation } = useSyncExternalStore(graphics.subscribe, graphics.snapshot);
  const { cameraVersion, drawnVersion } = state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the versions say that the image lies elsewhere now.
  useEffect(() => {
    const element = canvas.current;
    if (element) draw(element, { view, drawn, overlaysShown, shuttersShown });
  }, [view, drawn, overlaysShown, shuttersShown, cameraVersion, drawnVersion, generation]);
  return (
    <canvas
      ref={canvas}
      className={styles.layer}
      data-testid="picture-layers"
      data-overlays={overlaysShown}
      data-shutters={shuttersShown}
    />
  );
}

interface ToDraw {
  readonly view: ImageBoxView;
  readonly drawn: DrawnFrame;
  readonly overlaysShown: boolean;
  readonly shuttersShown: boolean;
}

function draw(canvas: HTMLCanvasElement, { view, drawn, overlaysShown, shuttersShown }: ToDraw): void {
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
  if (image.shutter && shuttersShown) drawShutter(context, place, image.layout, image.shutter, overlays);
  if (!overlaysShown) return;
  // The bitmap of a shutter covers; it is no drawing.
  for (const overlay of overlays) {
    if (overlay.plane.group !== image.shutter?.bitmapGroup) drawOverlay(context, place, overlay, '#4fd3df');
  }
}
