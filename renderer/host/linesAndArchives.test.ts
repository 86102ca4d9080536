import { expect, test } from 'vitest';
import { failureOf } from '#shared/contract/failures.ts';
import type { ArchiveStatus, WorklistSnapshot } from '#shared/contract/worklist.ts';
import { linkOf, quietLine } from '#tests/fixtures/quietLine.ts';
import { archivesByLines, linesByArchives } from './linesAndArchives.ts';

const quetta = quietLine('Quetta');
const answered: ArchiveStatus = { archiveId: quetta.archiveId, name: 'Quetta', kind: 'dicomweb', state: 'answered' };
const timedOut: ArchiveStatus = { ...answered, state: 'failed', failure: failureOf('ArchiveTimedOut') };
const signedOut: ArchiveStatus = { ...answered, state: 'failed', failure: failureOf('ArchiveSignInNeeded') };
const archiveBeside = (archive: ArchiveStatus, line: Parameters<typeof quietLine>[1]) => {
  const list: WorklistSnapshot = { items: [], archives: [archive], unsentReports: 0, parkedReports: 0 };
  const [told] = archivesByLines(list, [quietLine('Quetta', line)]).archives;
  return [told?.state, told?.failure?.code];
};

test('N11: an archive whose images come is not said to be silent, and one whose line is away is not said to answer', () => {
  expect([
    archiveBeside(timedOut, { state: 'fetching', bytesPerSecond: 175_000 }),
    // Asked, and nothing has come yet.
    archiveBeside(timedOut, { state: 'fetching', bytesPerSecond: 0 }),
    archiveBeside(timedOut, { state: 'fetching' }),
    archiveBeside(answered, { state: 'away', failure: failureOf('ArchiveUnreachable') }),
    // What the archive itself said is not undone by bytes.
    archiveBeside(signedOut, { state: 'fetching', bytesPerSecond: 175_000 }),
  ]).toEqual([
    ['answered', undefined],
    ['failed', 'ArchiveTimedOut'],
    ['failed', 'ArchiveTimedOut'],
    ['failed', 'ArchiveUnreachable'],
    ['failed', 'ArchiveSignInNeeded'],
  ]);
});

test('N11: a line over which nothing is fetched is away while its archive does not answer, not idle', () => {
  const stateBeside = (archive: ArchiveStatus, line: Parameters<typeof quietLine>[1] = {}) =>
    linesByArchives(linkOf([quietLine('Quetta', line)]), [archive]).lines[0]?.state;
  expect([
    stateBeside(timedOut),
    stateBeside(answered),
    stateBeside(signedOut),
    stateBeside(timedOut, { state: 'fetching', bytesPerSecond: 175_000 }),
  ]).toEqual(['away', 'idle', 'idle', 'fetching']);
});
