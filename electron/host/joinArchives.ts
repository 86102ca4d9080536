import type { Log } from '#electron/base/logging/log.ts';
import type { World } from '#electron/base/world.ts';
import type { Parser } from '#electron/parser/index.ts';
import type { LinkBook } from '#electron/services/link/index.ts';
import type { Records } from '#electron/services/records/index.ts';
import type { SignIns } from '#electron/services/signIn/index.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { ArchiveProber } from './archiveProber.ts';
import { joinSignIns } from './joinSignIns.ts';
import { type BuiltInArchive, OpenArchives } from './openArchives.ts';

export interface ArchivesNeeds {
  readonly world: World;
  /** For questions to archives: cut off when the profile is closed. */
  readonly network: World['network'];
  readonly log: Log;
  readonly records: Records;
  readonly book: LinkBook;
  /** The practice archive; empty for patients. */
  readonly builtIn: readonly BuiltInArchive[];
  readonly parser: Parser | undefined;
  /** An archive's client is to be made anew. */
  readonly reconnect: (archiveId: ArchiveId) => void;
  /** What is known of an archive, or how it is signed in, has changed. */
  readonly onChanged: () => void;
}

export interface JoinedArchives {
  readonly archives: OpenArchives;
  readonly signIns: SignIns;
  readonly prober: ArchiveProber;
}

/** The archives of a profile: how each is reached and signed in, and what is found out of how it can be asked. */
export function joinArchives(needs: ArchivesNeeds): JoinedArchives {
  const { world, network, log, records, book, builtIn, parser, onChanged } = needs;
  const signIns = joinSignIns({
    // Not cut off by the end as questions to archives are: a renewal that is under way is waited for, shortly.
    world,
    records,
    // Its client is made anew, so that nobody waits out a pause that the old sign-in brought about.
    onSignedIn: needs.reconnect,
    onChanged,
    onNotKept: (code) => log.warn('signIn.notKept', { code }),
  });
  const archives = new OpenArchives(
    { ...world, network },
    records.archives,
    builtIn,
    parser,
    records.archiveNotes,
    (archiveId) => ({ meter: book.meterOf(archiveId), patience: () => book.patienceOf(archiveId) }),
    (archiveId) => ({
      route: records.archiveRoutes.read(archiveId),
      credentials: signIns.credentialsFor(archiveId),
    }),
  );
  const prober = new ArchiveProber({
    clock: world.clock,
    list: () => archives.listProbed(),
    onProbed: onChanged,
    onBug: (bug) => log.error('archive.probeUnexpected', { kind: bug instanceof Error ? bug.name : typeof bug }),
  });
  return { archives, signIns, prober };
}
