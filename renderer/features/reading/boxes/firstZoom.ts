import type { InitialLook } from '#shared/hanging/protocol.ts';
import type { ImageBoxView } from '../../../imaging/imageBoxView.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import { scaleOf } from '../../../session/sharedScale.ts';
import { togetherOf } from '../../../session/together.ts';

/** A smaller step of the zoom is rounding, and no hand's. */
const leastZoom = 1e-3;

/** Whether nobody has enlarged it since it was fitted to its box. */
export function isFitted(view: ImageBoxView): boolean {
  return Math.abs(view.state().zoom - 1) < leastZoom;
}

/**
 * How large an image is drawn first, once it stands. A breast is fitted: whoever fits it lays its chest wall at the edge
 * that its own orientation names. `widthPx`: of its box, in CSS pixels.
 */
export function zoomFirst(
  session: ReadingSession,
  view: ImageBoxView,
  zoom: InitialLook['zoom'],
  widthPx: number,
): void {
  if (!isFitted(view)) return;
  if (zoom === '1:1') view.oneToOne?.();
  if (zoom === 'fitWidth') fitWidth(view, widthPx);
  if (zoom === 'sameMm') shareScale(session);
}

/** As wide as its box; what is higher than that is moved to. */
function fitWidth(view: ImageBoxView, widthPx: number): void {
  const { drawn, pixelScale = 0 } = view.state();
  const shownPx = ((drawn?.item.image.layout.columns ?? 0) * pixelScale) / (window.devicePixelRatio || 1);
  if (shownPx > 0 && widthPx > 0) view.zoomBy(widthPx / shownPx);
}

/** Boxes that are to have one scale take, as long as nobody has touched them, the one at which nothing of any is cut off. */
function shareScale(session: ReadingSession): void {
  const together = togetherOf(session);
  const scaled = session.state.arrangement.boxes.flatMap((content, box) => {
    const view = content?.hung?.look.zoom === 'sameMm' ? together.viewAt(box) : undefined;
    const scale = view && isFitted(view) ? scaleOf(view) : undefined;
    return view && scale !== undefined ? [{ view, scale }] : [];
  });
  const least = Math.min(...scaled.map(({ scale }) => scale));
  for (const { view, scale } of scaled) if (Math.abs(least / scale - 1) > leastZoom) view.zoomBy(least / scale);
}
