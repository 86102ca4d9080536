import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { failureOfStatus, failureOfWebPage } from './archiveFailures.ts';
import { mostServerLetters } from './capabilities.ts';
import { dicomJson } from './dicomJsonAnswer.ts';
import type { RequestOptions } from './index.ts';
import type { ProbeNeeds } from './probeNeeds.ts';

/** Probes 1 and 2: whether anybody answers, and who. */
export async function probeServer(
  { connection, memory }: ProbeNeeds,
  options: RequestOptions,
): Promise<Result<void, Failure>> {
  const answered = await connection.ask({ path: '/studies?limit=1', accept: dicomJson }, options);
  if (!answered.ok) return answered;
  const response = answered.value;
  const failure = failureOfStatus(response, connection.place) ?? failureOfWebPage(response, connection.place);
  // Read to its end, so that the next question finds the connection open.
  if (!failure) await connection.readBytes(response, 1024 * 1024);
  else await response.discard();
  if (failure) return fail(failure);
  memory.learn({ server: response.headers.get('server')?.slice(0, mostServerLetters) });
  return succeed(undefined);
}
