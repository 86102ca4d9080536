import type { CancelSignal } from '#shared/base/cancelSignal.ts';
import type { Result } from '#shared/base/result.ts';
import type { HostEvent } from '#shared/contract/events.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { EncodedFrame, Urgency } from '#shared/contract/frames.ts';
import type { ComputerEvent } from '#shared/contract/hostStart.ts';
import type { DurbeenContract } from '#shared/contract/index.ts';
import type { Handlers } from '#shared/contract/procedure.ts';
import type { FrameKey } from '#shared/dicom/frameKey.ts';

/** What a door serves: the contract's answers, the frames, and the news. The same behind a port and behind HTTP. */
export interface Host {
  readonly handlers: Handlers<DurbeenContract>;
  /** One encoded frame: from the disk if it is there and proves itself, else from the archive, ahead of all prefetch. */
  readFrame(
    key: FrameKey,
    options: { readonly urgency: Urgency; readonly signal?: CancelSignal },
  ): Promise<Result<EncodedFrame, Failure>>;
  /** Answers a function that stops listening. A listener that throws is a bug of its door, not of the host. */
  onEvent(listener: (event: HostEvent) => void): () => void;
  /** What the computer does, from whoever hears of it. */
  noteComputer(event: ComputerEvent): void;
  /** Ends every service in order and waits: nothing signed is left half written. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * The system's keychain, wherever it is: under Electron in the shell's main process, absent in the browser host.
 * A failure is `KeychainUnavailable`.
 */
export interface Keychain {
  readonly available: boolean;
  seal(bytes: Uint8Array): Promise<Result<Uint8Array, Failure>>;
  unseal(bytes: Uint8Array): Promise<Result<Uint8Array, Failure>>;
}
