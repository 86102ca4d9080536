import { createStore } from 'zustand/vanilla';
import type { Shutter } from '#shared/dicom/shutter.ts';

/** What lies over the pixels and what is told of them; of the page, but for the chain, which goes with its study. */
export interface FidelityState {
  /** Overlays of the data (60xx), a layer of their own. */
  readonly overlaysShown: boolean;
  /** Shutters of the data: what they cover is seen when they are off. */
  readonly shuttersShown: boolean;
  /** Shutters that the reader had drawn by the white border of an image, by image id; `none`: it has no such border. */
  readonly foundShutters: ReadonlyMap<string, Shutter | 'none'>;
  /** The whole chain from the source to the screen, of the active box. */
  readonly chainShown: boolean;
  /** The box whose badges the pointer is on. */
  readonly pointedAt: number | undefined;
}

export const fidelityState = createStore<FidelityState>(() => ({
  overlaysShown: true,
  shuttersShown: true,
  foundShutters: new Map(),
  chainShown: false,
  pointedAt: undefined,
}));

/** Puts the chain away; answers whether it was there. */
export function closeChain(): boolean {
  const { chainShown } = fidelityState.getState();
  if (chainShown) fidelityState.setState({ chainShown: false });
  return chainShown;
}

/** Draws the shutter that was found for an image, or takes it away again. */
export function toggleFoundShutter(imageId: string, find: () => Shutter | undefined): void {
  const foundShutters = new Map(fidelityState.getState().foundShutters);
  if (!foundShutters.delete(imageId)) foundShutters.set(imageId, find() ?? 'none');
  fidelityState.setState({ foundShutters });
}
