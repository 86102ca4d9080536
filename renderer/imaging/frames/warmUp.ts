import type { FrameLoader } from './frameLoader.ts';

/** How many frames are decoded ahead at once, and how many at most: scrolling stays smooth, memory bounded. */
const atOnce = 3;
const farthest = 400;

/**
 * Decodes the frames around the one on the screen, nearest first, while nobody asks for more. Those that are not here
 * come in the order of the host's plan, which makes the whole series scrollable first (link.md O3).
 */
export class WarmUp {
  readonly #loader: FrameLoader;
  #stop = new AbortController();
  #imageIds: readonly string[] = [];
  #center = 0;
  #running = 0;

  constructor(loader: FrameLoader) {
    this.#loader = loader;
  }

  around(imageIds: readonly string[], center: number): void {
    this.#imageIds = imageIds;
    this.#center = center;
    while (this.#running < atOnce && this.#next() !== undefined) void this.#run();
  }

  /** Tries again what was tried and did not come. */
  again(): void {
    this.#tried.clear();
    this.around(this.#imageIds, this.#center);
  }

  stop(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#tried.clear();
    this.#imageIds = [];
  }

  readonly #tried = new Set<string>();

  #next(): string | undefined {
    for (let distance = 1; distance <= farthest; distance += 1) {
      for (const index of [this.#center + distance, this.#center - distance]) {
        const imageId = this.#imageIds[index];
        if (imageId !== undefined && !this.#tried.has(imageId) && !this.#loader.isReady(imageId)) return imageId;
      }
    }
    return undefined;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    this.#running += 1;
    for (let imageId = this.#next(); imageId !== undefined && !signal.aborted; imageId = this.#next()) {
      this.#tried.add(imageId);
      await this.#loader.load(imageId, 'background', signal);
    }
    this.#running -= 1;
  }
}
