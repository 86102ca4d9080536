/**
 * What a page notes of its own drawing, the same for every viewer that draws with Cornerstone: each `IMAGE_RENDERED` of
 * an image box, when the first of them showed something, and when the graphics card was first told to draw after a key.
 * Times are those of `performance.now()`.
 */
export interface DrawNotes {
  /** When an image was rendered, and by which box. */
  readonly rendered: readonly { readonly at: number; readonly box: string }[];
  /** When each box first showed an image that is not all alike. */
  readonly litAt: Readonly<Record<string, number>>;
  /** The first draw calls after each mark. */
  readonly firstDrawAt: readonly number[];
  /** When animation frames began. */
  readonly frames: readonly number[];
}

/** Runs in the page before anything else of it. */
export function installDrawProbe(): void {
  interface Notes {
    rendered: { at: number; box: string }[];
    litAt: Record<string, number>;
    firstDrawAt: number[];
    frames: number[];
    awaitsDraw: boolean;
    looksForLight: boolean;
  }
  const notes: Notes = {
    rendered: [],
    litAt: {},
    firstDrawAt: [],
    frames: [],
    awaitsDraw: false,
    looksForLight: true,
  };
  const small = Object.assign(document.createElement('canvas'), { width: 48, height: 48 });
  const context = small.getContext('2d', { willReadFrequently: true });
  const isLit = (canvas: HTMLCanvasElement) => {
    if (!context || canvas.width < 100 || canvas.height < 100) return false;
    context.clearRect(0, 0, 48, 48);
    context.drawImage(canvas, 0, 0, 48, 48);
    const { data } = context.getImageData(0, 0, 48, 48);
    let [low, high] = [255, 0];
    for (let index = 0; index < data.length; index += 4) {
      const grey = data[index] as number;
      if (grey < low) low = grey;
      if (grey > high) high = grey;
    }
    return high - low > 24;
  };
  let boxes = 0;
  const names = new WeakMap<EventTarget, string>();
  const nameOf = (box: EventTarget) => {
    const known = names.get(box);
    if (known !== undefined) return known;
    boxes += 1;
    names.set(box, `box${boxes}`);
    return `box${boxes}`;
  };
  const onRendered = (event: Event) => {
    const target = event.target as HTMLElement;
    const at = performance.now();
    const box = nameOf(target);
    notes.rendered.push({ at, box });
    if (!notes.looksForLight || notes.litAt[box] !== undefined) return;
    const canvas = target.querySelector('canvas');
    if (canvas && isLit(canvas)) notes.litAt[box] = at;
  };
  // Not a bubbling event: whoever listens above hears it on its way down.
  document.addEventListener('CORNERSTONE_IMAGE_RENDERED', onRendered, { capture: true });
  for (const name of ['drawArrays', 'drawElements'] as const) {
    const draw = WebGL2RenderingContext.prototype[name] as (...given: unknown[]) => void;
    Object.assign(WebGL2RenderingContext.prototype, {
      [name](this: WebGL2RenderingContext, ...given: unknown[]) {
        if (notes.awaitsDraw) {
          notes.awaitsDraw = false;
          notes.firstDrawAt.push(performance.now());
        }
        draw.apply(this, given);
      },
    });
  }
  const onFrame = (now: number) => {
    notes.frames.push(now);
    requestAnimationFrame(onFrame);
  };
  requestAnimationFrame(onFrame);
  Object.assign(window, { drawNotes: notes });
}

/** Runs in the page: everything noted so far is forgotten. */
export function forgetDrawing(): void {
  const { drawNotes } = window as unknown as { drawNotes: Record<string, unknown> };
  Object.assign(drawNotes, { rendered: [], litAt: {}, firstDrawAt: [], frames: [], awaitsDraw: false });
}

/** Runs in the page. */
export function readDrawing(): DrawNotes {
  return (window as unknown as { drawNotes: DrawNotes }).drawNotes;
}

/** Runs in the page: so many boxes show something. */
export function hasLit(boxes: number): boolean {
  const { drawNotes } = window as unknown as { drawNotes: DrawNotes };
  return Object.keys(drawNotes.litAt).length >= boxes;
}

/** Runs in the page: nothing has been drawn for so long, in ms, and something was. */
export function isQuietFor(milliseconds: number): boolean {
  const { drawNotes } = window as unknown as { drawNotes: DrawNotes };
  const last = drawNotes.rendered.at(-1);
  return last !== undefined && performance.now() - last.at > milliseconds;
}

/** One act of the hand, and what came of it. */
export interface ActTiming {
  readonly actedAt: number;
  /** The first draw call after it; absent where none came. */
  readonly drawCallAt?: number;
  /** When the image was on the canvas. */
  readonly renderedAt: number;
}

/**
 * Runs in the page: acts `times` over, each time waiting for the image that follows. An act that draws nothing for two
 * seconds counts as not drawn.
 */
export async function actAndWait(act: () => void, times: number): Promise<readonly ActTiming[]> {
  const { drawNotes } = window as unknown as {
    drawNotes: { rendered: { at: number }[]; firstDrawAt: number[]; awaitsDraw: boolean; looksForLight: boolean };
  };
  drawNotes.looksForLight = false;
  const timings: ActTiming[] = [];
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  for (let number = 0; number < times; number += 1) {
    const before = drawNotes.rendered.length;
    drawNotes.firstDrawAt = [];
    drawNotes.awaitsDraw = true;
    const actedAt = performance.now();
    act();
    while (drawNotes.rendered.length === before && performance.now() - actedAt < 2_000) await frame();
    const [drawCallAt] = drawNotes.firstDrawAt;
    const rendered = drawNotes.rendered[before];
    if (rendered) timings.push({ actedAt, renderedAt: rendered.at, ...(drawCallAt !== undefined && { drawCallAt }) });
  }
  drawNotes.looksForLight = true;
  return timings;
}

export interface Run {
  readonly milliseconds: number;
  readonly drawn: number;
}

/** Runs in the page: acts once in every animation frame, whether or not the last act has been drawn. */
export async function actEveryFrame(act: () => void, times: number): Promise<Run> {
  const { drawNotes } = window as unknown as {
    drawNotes: { rendered: { at: number }[]; looksForLight: boolean };
  };
  drawNotes.looksForLight = false;
  const before = drawNotes.rendered.length;
  const started = performance.now();
  for (let number = 0; number < times; number += 1) {
    act();
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  // What is still on its way is drawn within two frames, or was dropped.
  for (let each = 0; each < 2; each += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  drawNotes.looksForLight = true;
  return { milliseconds: performance.now() - started, drawn: drawNotes.rendered.length - before };
}
