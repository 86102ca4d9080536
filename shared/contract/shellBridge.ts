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
}

/** The name under which the page finds the bridge on its window. */
export const shellBridgeName = 'durbeen';

/** Posted by the preload to the page's window, from its own origin; with `port` goes one MessagePort. */
export type ShellToPage = { readonly durbeen: 'port' } | { readonly durbeen: 'hostLost' };

/** Channels between preload and main, all of them. */
export const shellChannels = {
  requestPort: 'durbeen:requestPort',
  reportUnsent: 'durbeen:reportUnsent',
  port: 'durbeen:port',
  hostLost: 'durbeen:hostLost',
} as const;

/** Where the page lives under Electron; a standard, secure scheme of its own. */
export const pageScheme = 'durbeen';
export const pageOrigin = 'durbeen://app';
