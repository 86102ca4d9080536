/** What a page saw of the opening of one study; milliseconds of the computer's clock. */
export interface SeenOpening {
  readonly pressedAt: number;
  /** The first picture of it, a labelled preview among them. */
  readonly firstAt?: number;
  /** The first image that is said to be lossless. */
  readonly losslessAt?: number;
  /** When the n-th image of the series in view had come, been decoded and been checked. */
  readonly checkedAt: readonly number[];
  readonly count: number;
  /** Its UID says which one was drawn first. */
  readonly sopInstanceUID?: string;
}

/**
 * Runs in the page, before the key is pressed. An image counts in the frame after the one in which its box says that it
 * shows what was asked for, so that it has been painted.
 */
export function watchCold(): void {
  const clock = (time: number) => performance.timeOrigin + time;
  const noted: Record<string, unknown> & { checkedAt: number[]; count: number } = { checkedAt: [], count: 0 };
  const painted = (name: string) => {
    if (noted[name] !== undefined) return;
    noted[name] = -1;
    requestAnimationFrame(() => requestAnimationFrame((now) => (noted[name] = clock(now))));
  };
  const look = () => {
    const article = document.querySelector<HTMLElement>('article[data-active=true]');
    const box = article?.querySelector<HTMLElement>('[data-testid=image-box]');
    if (!article || !box || noted['pressedAt'] === undefined) return;
    if (article.querySelector<HTMLImageElement>('[data-cover=preview] img')?.complete) painted('firstAt');
    const { state, index, drawnIndex, sopInstanceUid, count } = box.dataset;
    if (state === 'drawn' && index === drawnIndex) {
      noted['sopInstanceUID'] ??= sopInstanceUid;
      painted('firstAt');
      const fidelity = [...article.querySelectorAll('[data-testid=fidelity]')].map((one) => one.textContent);
      if (fidelity.some((text) => text.toLowerCase().includes('lossless'))) painted('losslessAt');
    }
    noted.count = Number(count);
    const checked = Number(box.querySelector<HTMLElement>('[data-checked]')?.dataset['checked'] ?? 0);
    while (noted.checkedAt.length < checked) noted.checkedAt.push(clock(performance.now()));
  };
  const observer = new MutationObserver(look);
  (window as unknown as { endWatch?: () => void }).endWatch?.();
  observer.observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
  // A picture that has just been loaded changes nothing in the document.
  const everyFrame = () => {
    look();
    if (noted['losslessAt'] === undefined) requestAnimationFrame(everyFrame);
  };
  requestAnimationFrame(everyFrame);
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') noted['pressedAt'] ??= clock(event.timeStamp);
  };
  window.addEventListener('keydown', onKey, { capture: true });
  const endWatch = () => {
    observer.disconnect();
    window.removeEventListener('keydown', onKey, { capture: true });
  };
  Object.assign(window, { seenOpening: noted, endWatch });
}

/** Runs in the page. */
export function readSeen(): SeenOpening {
  return (window as unknown as { seenOpening: SeenOpening }).seenOpening;
}

/** Runs in the page: every image of the series in view is here. One alone has no bar that counts them. */
export function allChecked(): boolean {
  const { count, checkedAt, losslessAt = 0 } = (window as unknown as { seenOpening: SeenOpening }).seenOpening;
  return count === 1 ? losslessAt > 0 : count > 1 && checkedAt.length >= count && losslessAt > 0;
}
