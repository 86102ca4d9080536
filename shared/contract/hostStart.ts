/** What whoever starts the host gives it: the Electron shell through its start message, plain Node from the command line. */
export interface HostStart {
  readonly door: 'electron' | 'browser';
  readonly appVersion: string;
  /** Precious: records, keys. One folder per person. */
  readonly dataDirectory: string;
  /** Disposable: drawn practice studies. Packs of patients' frames live under `dataDirectory`, sealed. */
  readonly cacheDirectory: string;
  readonly keychainAvailable: boolean;
}

/** Between the Electron shell and the host beside the port: sealing by the system's keychain happens only in main. */
export type ShellToHost =
  | { readonly kind: 'start'; readonly start: HostStart }
  | { readonly kind: 'keychainAnswer'; readonly id: number; readonly bytes?: Uint8Array; readonly failed?: true }
  /** A window's port comes along. */
  | { readonly kind: 'port' }
  /** The port of a parser that was asked for comes along. */
  | { readonly kind: 'parserPort' }
  /** As Chromium words it: "PROXY a:3128; DIRECT". */
  | { readonly kind: 'proxies'; readonly id: number; readonly list: string }
  | { readonly kind: 'computer'; readonly event: ComputerEvent }
  /** Said in the tray: fetching ahead rests, or goes on. */
  | { readonly kind: 'setPaused'; readonly paused: boolean }
  | { readonly kind: 'stop' };

/** What the computer did. `resumed`: from sleep. `returned`: the person is back at an unlocked screen. `left`: its lock has closed, or it goes to sleep. */
export type ComputerEvent = 'resumed' | 'returned' | 'left';

/** What the host does while nobody looks: enough for a tray, and nothing about patients. */
export interface BackgroundState {
  /** The reader wants fetching to go on with the window closed. */
  readonly fetchInTray: boolean;
  readonly isPaused: boolean;
  /** Why nothing is fetched ahead, as `RestReason` has it; left out while it is. */
  readonly rest?: string;
  /** Payload of all lines now; left out while nothing is fetched. */
  readonly bytesPerSecond?: number;
  readonly studiesToCome: number;
  readonly bytesToCome: number;
  /** What is on its way is open or STAT: worth keeping the computer awake for. */
  readonly isPressing: boolean;
  /** Signed reports that have not reached their archive, those that need a person among them. */
  readonly unsentReports: number;
  /** The patients' profile is locked: nothing is fetched for it. */
  readonly isLocked: boolean;
}

export type HostToShell =
  | { readonly kind: 'ready' }
  | { readonly kind: 'keychain'; readonly id: number; readonly act: 'seal' | 'unseal'; readonly bytes: Uint8Array }
  /** Start a parser: a process of its own, which the host may speak to and end by its port. */
  | { readonly kind: 'parser' }
  /** `afresh`: what was answered before led nowhere, so the settings are read again. */
  | { readonly kind: 'findProxies'; readonly id: number; readonly origin: string; readonly afresh: boolean }
  /** Show a sign-in page in the system's browser. */
  | { readonly kind: 'openUrl'; readonly url: string }
  | { readonly kind: 'background'; readonly state: BackgroundState }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly code: string };
