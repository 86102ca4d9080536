import type { World } from '#electron/base/world.ts';
import type { Parser } from '#electron/parser/index.ts';
import { type ConnectionCheck, type ConnectionReport, connectionCheck } from '#shared/contract/archives.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { clientOver } from './archiveClient.ts';
import { type ArchiveAddress, type ArchiveConnection, openConnection } from './archiveConnection.ts';
import { failureOfStatus, failureOfWebPage } from './archiveFailures.ts';
import { checkCharset, checkPaging, checkRange, checkStore } from './connectionChecks.ts';
import { dicomJson, readDatasets } from './dicomJsonAnswer.ts';
import type { RequestOptions } from './index.ts';
import { sampleStudies } from './sampleStudies.ts';

export interface ConnectionTest extends ArchiveAddress {
  readonly clock: World['clock'];
  readonly random: World['random'];
  readonly parser?: Parser | undefined;
  readonly signal?: AbortSignal;
}

const sampleSize = 100;
const leastClockMinutes = 3;

/**
 * Tries what an archive can do, one request at a time, harmless ones first; writes nothing to it (link.md section 3.1).
 * Every check is in the report; what a failure before it left untried says so.
 */
export async function testConnection(test: ConnectionTest): Promise<ConnectionReport> {
  const found = new Map<ConnectionCheck['check'], ConnectionCheck>();
  const note = (check: ConnectionCheck) => void found.set(check.check, check);
  const opened = openConnection(test);
  if (opened.ok) {
    const options: RequestOptions = { lane: 'interactive', ...(test.signal ? { signal: test.signal } : {}) };
    try {
      await runChecks(opened.value, test, options, note);
    } finally {
      await opened.value.close();
    }
  } else {
    note({ check: 'reach', outcome: 'fails', failure: opened.failure });
  }
  const checks = connectionCheck.shape.check.options.map(
    (check) => found.get(check) ?? { check, outcome: 'notTried' as const },
  );
  return { testedAt: test.clock.now(), checks };
}

async function runChecks(
  connection: ArchiveConnection,
  test: ConnectionTest,
  options: RequestOptions,
  note: (check: ConnectionCheck) => void,
): Promise<void> {
  const studies = await reachAndSearch(connection, test, options, note);
  if (!studies) return;
  const { clock, random, parser } = test;
  const wholeInstances = parser && { parser, clock };
  const client = clientOver(connection, { archiveId: 'test' as ArchiveId, random, wholeInstances });
  note(checkCharset(studies));
  note(await checkPaging(connection, studies.length, options));
  note(await checkStore(connection, test.random, options));
  const sample = await sampleStudies(client, studies, options);
  for (const check of sample.checks) note(check);
  if (sample.frame) note(await checkRange(connection, sample.frame, options));
}

/** The first question tells reach, sign-in and search apart; undefined when it brought no list. */
async function reachAndSearch(
  connection: ArchiveConnection,
  { clock }: ConnectionTest,
  options: RequestOptions,
  note: (check: ConnectionCheck) => void,
): Promise<readonly DicomDataset[] | undefined> {
  const started = clock.monotonicMs();
  const answered = await connection.ask({ path: `/studies?limit=${sampleSize}`, accept: dicomJson }, options);
  if (!answered.ok) {
    // Nobody has signed in, so nothing was asked.
    const isSignIn = answered.failure.code.includes('SignIn') && answered.failure.code !== 'ProxySignInRefused';
    note(fails(isSignIn ? 'signIn' : 'reach', answered.failure));
    return undefined;
  }
  const response = answered.value;
  const milliseconds = Math.round(clock.monotonicMs() - started);
  const failure = failureOfStatus(response, connection.place) ?? failureOfWebPage(response, connection.place);
  const interrupted = failure && ['ArchiveCaptivePortal', 'ArchiveRedirectRefused'].includes(failure.code);
  note(
    interrupted
      ? fails('reach', failure)
      : {
          check: 'reach',
          outcome: 'works',
          details: { milliseconds, ...clockApart(response.headers.get('date'), clock.now()) },
        },
  );
  if (interrupted) {
    await response.discard();
    return undefined;
  }
  const refused = failure && ['ArchiveSignInRefused', 'ArchiveForbidden'].includes(failure.code);
  if (failure) {
    await response.discard();
    // Whether the sign-in was right is not known when something else failed.
    note(refused ? fails('signIn', failure) : fails('search', failure));
    return undefined;
  }
  note({ check: 'signIn', outcome: 'works' });
  const rows = await readDatasets(connection, response);
  note(
    rows.ok
      ? { check: 'search', outcome: 'works', details: { studies: rows.value.length } }
      : fails('search', rows.failure),
  );
  return rows.ok ? rows.value : undefined;
}

/** The archive's clock and ours, where the difference is more than a slow answer: reports and tokens bear their times. */
function clockApart(date: string | undefined, nowMs: number): { clockMinutes?: number } {
  const clockMinutes = Math.round(Math.abs(Date.parse(date ?? '') - nowMs) / 60_000);
  return clockMinutes >= leastClockMinutes ? { clockMinutes } : {};
}

function fails(check: ConnectionCheck['check'], failure: Failure): ConnectionCheck {
  return { check, outcome: 'fails', failure };
}
