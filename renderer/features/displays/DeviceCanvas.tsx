import { type MouseEvent, useEffect, useRef, useState } from 'react';
import styles from './Displays.module.css';
import type { GreyPicture } from './pattern.ts';

interface DeviceCanvasProps {
  /** Draws for a canvas of so many pixels of the panel; must be the same function while nothing changes. */
  readonly draw: (width: number, height: number) => GreyPicture;
  /** A click, in pixels of the panel, on a canvas of that size. */
  readonly onPick?: (x: number, y: number, width: number, height: number) => void;
  readonly label: string;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A canvas with one value for each pixel of the panel, whatever the system's scale: nothing is smoothed. */
export function DeviceCanvas({ draw, onPick, label }: DeviceCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState<Size>();
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize(panelPixels(entry));
    });
    try {
      observer.observe(element, { box: 'device-pixel-content-box' });
    } catch {
      observer.observe(element);
    }
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const element = canvas.current;
    if (!element || !size || size.width === 0 || size.height === 0) return;
    element.width = size.width;
    element.height = size.height;
    const picture = draw(size.width, size.height);
    const image = new ImageData(size.width, size.height);
    for (let index = 0; index < picture.levels.length; index += 1) {
      const level = picture.levels[index] ?? 0;
      image.data.set([level, level, level, 255], index * 4);
    }
    element.getContext('2d')?.putImageData(image, 0, 0);
    element.dataset['drawn'] = `${size.width}x${size.height}`;
  }, [draw, size]);
  const pick = (event: MouseEvent<HTMLCanvasElement>) => {
    const element = canvas.current;
    if (!element || !onPick) return;
    const box = element.getBoundingClientRect();
    const [x, y] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    onPick(x * element.width, y * element.height, element.width, element.height);
  };
  return <canvas ref={canvas} className={styles.device} role="img" aria-label={label} onClick={pick} />;
}

function panelPixels(entry: ResizeObserverEntry): Size {
  const { width, height } = entry.contentRect;
  const near = { width: Math.round(width * devicePixelRatio), height: Math.round(height * devicePixelRatio) };
  // Safari's entries have none.
  const [device] = 'devicePixelContentBoxSize' in entry ? entry.devicePixelContentBoxSize : [];
  // A scale that is only emulated is not in it; a real one is, to the pixel, where half a one was rounded.
  const isReal =
    device && Math.abs(device.inlineSize - near.width) <= 1 && Math.abs(device.blockSize - near.height) <= 1;
  return isReal ? { width: device.inlineSize, height: device.blockSize } : near;
}
