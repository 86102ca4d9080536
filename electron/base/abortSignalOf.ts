import type { CancelSignal } from '#shared/base/cancelSignal.ts';

/** The platform's signal of a call's: what the contract knows of cancelling is only its shape. */
export function abortSignalOf(signal: CancelSignal): AbortSignal {
  const controller = new AbortController();
  if (signal.aborted) controller.abort();
  else signal.addEventListener('abort', () => controller.abort(), { once: true });
  return controller.signal;
}
