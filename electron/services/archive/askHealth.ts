import type { ArchiveConnection } from './archiveConnection.ts';
import { dicomJson } from './dicomJsonAnswer.ts';

/** `gone`: something answers in its place, or refuses; `unknown`: nothing is heard, which may be the line. */
export type Health = 'well' | 'gone' | 'unknown';

/** Asks the smallest question there is. */
export async function askHealth(connection: ArchiveConnection, signal?: AbortSignal): Promise<Health> {
  const options = signal ? { lane: 'probe' as const, signal } : { lane: 'probe' as const };
  const answered = await connection.ask({ path: '/studies?limit=1', accept: dicomJson }, options);
  if (!answered.ok) {
    const isGone = ['ArchiveConnectionRefused', 'ArchiveAnswerCut'].includes(answered.failure.code);
    return isGone ? 'gone' : 'unknown';
  }
  const { status } = answered.value;
  await answered.value.discard();
  return status === 502 || status === 504 || status === 500 ? 'gone' : 'well';
}
