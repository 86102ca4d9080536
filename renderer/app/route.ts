import { createStore } from 'zustand/vanilla';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import type { PlaceInProtocol } from '../features/hanging/index.ts';

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
  /** `study`: the one they were opened from, which is gone back to. `editing`: the page of one hanging protocol. */
  | {
      readonly place: 'settings';
      readonly section: SettingsSection;
      readonly study?: StudyRef;
      readonly editing?: EditedProtocol;
    };

export interface EditedProtocol {
  readonly id: string;
  /** Where in it to begin, for whoever came from a sentence beside the images; it is also where he goes back to. */
  readonly at?: PlaceInProtocol;
}

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

/** The page of one hanging protocol, from wherever the window is. */
export function openProtocol(id: string, at?: PlaceInProtocol): void {
  openSettings('hanging');
  const now = route.getState();
  if (now.place === 'settings') goTo({ ...now, editing: { id, ...(at && { at }) } });
}

/** Back to where the settings were opened from; from a protocol to the list of them, or to the study that asked for it. */
export function leaveSettings(): void {
  const now = route.getState();
  const study = now.place === 'settings' ? now.study : undefined;
  const isFromList = now.place === 'settings' && now.editing !== undefined && now.editing.at === undefined;
  if (isFromList) openSettings('hanging');
  else goTo(study ? { place: 'reading', study } : { place: 'worklist' });
}

/** What was open belongs to nobody who is here now: no way leads back to it. */
export function forgetStudy(): void {
  const now = route.getState();
  if (now.place === 'reading') goTo({ place: 'worklist' });
  if (now.place === 'settings') goTo({ place: 'settings', section: now.section });
}
