/**
 * What a reader decides about the program: archives, discs, identity, appearance, storage, and the lock on patient data.
 * Must not know what is being read or reported. Secrets pass through a form once, to the host, and are never shown again.
 */
export { KeysSection } from './KeysSection.tsx';
export { SettingsPage } from './SettingsPage.tsx';
export { UnlockScreen } from './UnlockScreen.tsx';
export { useNeedsUnlock } from './useNeedsUnlock.ts';
