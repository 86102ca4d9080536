import type { DisplayFacts } from '../displays/display.ts';

/**
 * Between the Electron shell and the page. The preload exposes this and nothing else, frozen; ports do not cross the
 * bridge but are posted to the page's own window, as `ShellToPage` says.
 */
export interface ShellBridge {
  readonly door: 'electron';
  readonly appVersion: string;
  readonly platform: string;
  /** Asks for the port to the host. It comes as a message to the window, again whenever the host was started anew. */
  readonly requestPort: () => void;
  /** Tells the shell what a person must know before closing: how many reports have not left yet. */
  readonly reportUnsent: (count: number) => void;
  /** Tells the shell how many drawings and reports are on no disk yet: closing would lose them. */
  readonly reportUnsaved: (count: number) => void;
  /** Asks which monitors there are. Told at once, and again whenever that changes or a window moves to another. */
  readonly requestDisplays: () => void;
}

/** The monitors of this computer, and on which of them the page's windows are: its own under '', others by their name. */
export interface ShellDisplays {
  readonly displays: readonly DisplayFacts[];
  readonly windows: Readonly<Record<string, string>>;
}

/** Names of windows that a page may open beside its own, and the only address that they may have (trust.md EL14). */
export const readingWindowName = /^durbeen-reading-[1-9]$/;
export const readingWindowAddress = 'about:blank';

/** The name under which the page finds the bridge on its window. */
export const shellBridgeName = 'durbeen';

/** Posted by the preload to the page's window, from its own origin; with `port` goes one MessagePort. */
export type ShellToPage =
  | { readonly durbeen: 'port' }
  | { readonly durbeen: 'hostLost' }
  | ({ readonly durbeen: 'displays' } & ShellDisplays);

/** Channels between preload and main, all of them. */
export const shellChannels = {
  requestPort: 'durbeen:requestPort',
  reportUnsent: 'durbeen:reportUnsent',
  reportUnsaved: 'durbeen:reportUnsaved',
  port: 'durbeen:port',
  hostLost: 'durbeen:hostLost',
  requestDisplays: 'durbeen:requestDisplays',
  displays: 'durbeen:displays',
} as const;

/** Where the page lives under Electron; a standard, secure scheme of its own. */
export const pageScheme = 'durbeen';
export const pageOrigin = 'durbeen://app';
