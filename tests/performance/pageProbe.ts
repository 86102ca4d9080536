/** What a page said about one opening of a study, in milliseconds since the key went down. */
export interface Opening {
  readonly firstImageMs: number;
  readonly allImagesMs: number;
  readonly images: number;
  /** The first image that was drawn. */
  readonly sopInstanceUID: string;
}

/**
 * Runs in the page, before Enter is pressed. The clock starts at the time stamp of the key itself and stops in the
 * frame after the one in which the box says that it shows the image asked for, so that it has been painted.
 */
export function watchOpening(): void {
  const noted: { pressed?: number; first?: number; all?: number; images?: number; sop?: string } = {};
  const look = () => {
    const box = document.querySelector<HTMLElement>('article[data-active] [data-testid=image-box]');
    if (!box || noted.pressed === undefined) return;
    const { state, index, drawnIndex, sopInstanceUid, count } = box.dataset;
    if (noted.sop === undefined && state === 'drawn' && index === drawnIndex) {
      noted.sop = sopInstanceUid ?? '';
      requestAnimationFrame(() => requestAnimationFrame((now) => (noted.first = now)));
    }
    const checked = box.querySelector<HTMLElement>('[data-checked]')?.dataset['checked'];
    if (noted.all === undefined && checked !== undefined && checked === count) {
      noted.all = performance.now();
      noted.images = Number(count);
    }
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { subtree: true, childList: true, attributes: true });
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && noted.pressed === undefined) noted.pressed = event.timeStamp;
  };
  window.addEventListener('keydown', onKey, { capture: true, once: true });
  const opening = () => {
    const { pressed, first, all, images, sop } = noted;
    if (pressed === undefined || first === undefined || all === undefined) return undefined;
    observer.disconnect();
    return { firstImageMs: first - pressed, allImagesMs: all - pressed, images, sopInstanceUID: sop };
  };
  Object.assign(window, { opening });
}

/** Runs in the page: the opening, once its last image is there. */
export function readOpening(): Opening | undefined {
  return (window as unknown as { opening: () => Opening | undefined }).opening();
}
