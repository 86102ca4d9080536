import type { CancelSignal } from '../base/cancelSignal.ts';
import type { Result } from '../base/result.ts';
import type { FrameKey } from '../dicom/frameKey.ts';
import type { HostEvent } from './events.ts';
import type { Failure } from './failures.ts';
import type { EncodedFrame, Urgency } from './frames.ts';

/** What a door offers the reading side, whatever is behind it: a port, HTTP, or a direct call in tests. */
export interface Transport {
  call(name: string, input: unknown, signal?: CancelSignal): Promise<Result<unknown, Failure>>;
  readFrame(
    key: FrameKey,
    options: { readonly urgency: Urgency; readonly signal?: CancelSignal },
  ): Promise<Result<EncodedFrame, Failure>>;
  /** Answers a function that stops listening. */
  onEvent(listener: (event: HostEvent) => void): () => void;
  /** Told when the host goes away and comes back; calls made meanwhile fail with `HostGone`. */
  onConnection(listener: (state: 'connected' | 'lost') => void): () => void;
  close(): void;
}
