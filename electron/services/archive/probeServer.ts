import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { failureOfStatus, failureOfWebPage } from './archiveFailures.ts';
import { dicomJson } from './dicomJsonAnswer.ts';
import type { RequestOptions } from './index.ts';
import type { ProbeNeeds } from './probeNeeds.ts';

const roundTrips = 5;

/** Probes 1 and 2: who answers, its clock, and the shortest round trip of a few small questions. */
export async function probeServer(
  { connection, memory, clock }: ProbeNeeds,
  options: RequestOptions,
): Promise<Result<void, Failure>> {
  let roundTripMs = Number.POSITIVE_INFINITY;
  for (let trip = 0; trip < roundTrips; trip += 1) {
    const began = clock.monotonicMs();
    const answered = await connection.ask({ path: '/studies?limit=1', accept: dicomJson }, options);
    if (!answered.ok) return answered;
    const response = answered.value;
    const tookMs = clock.monotonicMs() - began;
    const failure = failureOfStatus(response, connection.place) ?? failureOfWebPage(response, connection.place);
    // Read to its end, so that the next question finds the connection open.
    if (!failure) await connection.readBytes(response, 1024 * 1024);
    else await response.discard();
    if (failure) return fail(failure);
    roundTripMs = Math.min(roundTripMs, tookMs);
    if (trip > 0) continue;
    const server = response.headers.get('server');
    const date = Date.parse(response.headers.get('date') ?? '');
    memory.learn({
      ...(server === undefined ? {} : { server: server.slice(0, 200) }),
      // A Date header counts whole seconds.
      ...(Number.isNaN(date) ? {} : { clockOffsetMs: Math.round(date + 500 - (clock.now() - tookMs / 2)) }),
    });
  }
  memory.learn({ roundTripMs: Math.round(roundTripMs) });
  return succeed(undefined);
}
