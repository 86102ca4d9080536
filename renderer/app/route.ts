import { createStore } from 'zustand/vanilla';
import type { StudyRef } from '#shared/dicom/frameKey.ts';

/** The pages of the settings, in their order. */
export const settingsSections = [
  'archives',
  'discs',
  'reader',
  'display',
  'displays',
  'hanging',
  'keys',
  'link',
  'storage',
  'lock',
] as const;
export type SettingsSection = (typeof settingsSections)[number];

/** Where the window is. Three places and no address: what is open never stands in a URL or in the history. */
export type Route =
  | { readonly place: 'worklist' }
  | { readonly place: 'reading'; readonly study: StudyRef }
  /** `study`: the one they were opened from, which is gone back to. */
  | { readonly place: 'settings'; readonly section: SettingsSection; readonly study?: StudyRef };

export const route = createStore<Route>(() => ({ place: 'worklist' }));

// Replaced, not merged: a study must not stay behind when its place is left.
export function goTo(next: Route): void {
  route.setState(next, true);
}

/** To a section of the settings, from wherever the window is; from a study they lead back to it. */
export function openSettings(section: SettingsSection): void {
  const now = route.getState();
  const study = now.place === 'worklist' ? undefined : now.study;
  goTo({ place: 'settings', section, ...(study && { study }) });
}

/** Back to where the settings were opened from. */
export function leaveSettings(): void {
  const now = route.getState();
  const study = now.place === 'settings' ? now.study : undefined;
  goTo(study ? { place: 'reading', study } : { place: 'worklist' });
}

/** What was open belongs to nobody who is here now: no way leads back to it. */
export function forgetStudy(): void {
  const now = route.getState();
  if (now.place === 'reading') goTo({ place: 'worklist' });
  if (now.place === 'settings') goTo({ place: 'settings', section: now.section });
}
