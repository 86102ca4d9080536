import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** Which panels stand beside the images and the list; one window, one state of them. */
export interface DeskPanels {
  readonly report: boolean;
  readonly line: boolean;
}

export const deskPanels = createStore<DeskPanels>(() => ({ report: true, line: false }));

export function usePanels(): DeskPanels {
  return useStore(deskPanels);
}
