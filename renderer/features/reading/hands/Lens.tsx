import { type CSSProperties, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoxPoint, ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { useBoxState } from '../readingContext.ts';
import styles from './Lens.module.css';

/** CSS pixels. */
const size = 220;
const magnification = 2.5;

interface LensProps {
  readonly view: ImageBoxView;
  readonly at: BoxPoint;
  readonly offset: BoxPoint;
  readonly style: CSSProperties | undefined;
}

/** A round glass over the image, held by a button or a key; what it shows is read from the frame's own values. */
export function Lens({ view, at, offset, style }: LensProps) {
  const { t } = useTranslation();
  const state = useBoxState(view);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { x, y } = at;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn below the glass has changed.
  useLayoutEffect(() => {
    const picture = view.lens?.({ x, y }, size, magnification);
    const context = canvas.current?.getContext('2d');
    if (!context || !canvas.current) return;
    canvas.current.hidden = picture === undefined;
    canvas.current.width = picture?.size ?? 1;
    canvas.current.height = picture?.size ?? 1;
    if (picture) context.putImageData(new ImageData(picture.rgba, picture.size, picture.size), 0, 0);
  }, [view, x, y, state.drawnVersion, state.grey, state.cover]);
  if (!view.lens || state.cover || state.drawnVersion === 0) return null;
  return (
    <canvas
      ref={canvas}
      className={styles.lens}
      style={{ ...style, left: offset.x + x - size / 2, top: offset.y + y - size / 2, width: size, height: size }}
      role="img"
      aria-label={t('hands.lens', { times: magnification })}
      data-testid="lens"
    />
  );
}
