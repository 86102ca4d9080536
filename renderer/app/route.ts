import { createStore } from 'zustand/vanilla';
import type { StudyRef } from '#shared/dicom/frameKey.ts';

export type SettingsSection = 'archives' | 'discs' | 'reader' | 'display' | 'link' | 'storage' | 'lock';

/** Where the window is. Three places and no address: what is open never stands in a URL or in the history. */
export type Route =
  | { readonly place: 'worklist' }
  | { readonly place: 'reading'; readonly study: StudyRef }
  | { readonly place: 'settings'; readonly section: SettingsSection };

export const route = createStore<Route>(() => ({ place: 'worklist' }));

// Replaced, not merged: a study must not stay behind when its place is left.
export function goTo(next: Route): void {
  route.setState(next, true);
}
