import type { Dispatcher } from 'undici';
import type { Clock } from '#electron/base/world.ts';
import { httpFailureOf } from './httpFailures.ts';
import type { TrafficMeter } from './httpPool.ts';

/**
 * Counts every request of a dispatcher: bytes of its bodies as they are on the wire, before content-encoding is undone,
 * and how long the head took from the moment the request went out on an open connection.
 */
export function metering(
  meter: TrafficMeter,
  clock: Pick<Clock, 'monotonicMs'>,
): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    let stage: 'connecting' | 'waiting' | 'reading' = 'connecting';
    let sentAtMs = 0;
    return dispatch(options, {
      onRequestStart(controller, context: unknown) {
        stage = 'waiting';
        sentAtMs = clock.monotonicMs();
        if (options.body instanceof Uint8Array) meter.sent(options.body.byteLength);
        handler.onRequestStart?.(controller, context);
      },
      onRequestUpgrade: (controller, status, headers, socket) =>
        handler.onRequestUpgrade?.(controller, status, headers, socket),
      onResponseStart(controller, status, headers, message) {
        if (status >= 200) {
          stage = 'reading';
          meter.answered(clock.monotonicMs() - sentAtMs);
          const date = Date.parse(String(headers['date'] ?? ''));
          if (!Number.isNaN(date)) meter.dated?.(date);
        }
        handler.onResponseStart?.(controller, status, headers, message);
      },
      onResponseData(controller, chunk) {
        meter.received(chunk.byteLength);
        handler.onResponseData?.(controller, chunk);
      },
      onResponseEnd: (controller, trailers) => handler.onResponseEnd?.(controller, trailers),
      onResponseError(controller, error) {
        meter.broke(httpFailureOf(error).kind, stage);
        handler.onResponseError?.(controller, error);
      },
    });
  };
}
