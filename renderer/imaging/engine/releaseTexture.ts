/** The parts of vtk's texture that are used here; `get` answers what it keeps. */
interface HeldTexture {
  get?(...names: string[]): { readonly _openGLRenderWindow?: { isDeleted?(): boolean } };
  releaseGraphicsResources?(window: unknown): void;
}

/**
 * Gives the memory of a texture on the graphics card back at once. Cornerstone leaves it to whenever the browser collects
 * what nobody holds any more: a gigabyte of a closed study stayed for minutes, while the next one asked for its own.
 */
export function releaseTexture(texture: unknown): void {
  const held = texture as HeldTexture | undefined;
  const window = held?.get?.('_openGLRenderWindow')._openGLRenderWindow;
  // A volume that was never drawn has none; with a window that is gone, so is all that it held.
  if (window && window.isDeleted?.() !== true) held.releaseGraphicsResources?.(window);
}
