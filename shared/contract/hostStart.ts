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
  | { readonly kind: 'stop' };

export type HostToShell =
  | { readonly kind: 'ready' }
  | { readonly kind: 'keychain'; readonly id: number; readonly act: 'seal' | 'unseal'; readonly bytes: Uint8Array }
  /** Start a parser: a process of its own, which the host may speak to and end by its port. */
  | { readonly kind: 'parser' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly code: string };
