import type { World } from '#electron/base/world.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { FacetCorrection, HangCount, HangEvent, hanging, ProtocolDraft } from '#shared/contract/hanging.ts';
import type { OutputOf } from '#shared/contract/procedure.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { Corrections } from '#shared/dicom/series/corrections.ts';
import { correctionsOf } from '#shared/hanging/corrections.ts';
import { protocolProblems } from '#shared/hanging/problems.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { isOnlySwitch, isSwitchId, protocolsInForce } from '#shared/hanging/protocolsInForce.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import type { AuditTrail } from '../audit/index.ts';
import type { Records } from '../records/index.ts';
import { createCorrectionStore, type NewCorrection } from './correctionStore.ts';
import { createDraftStore } from './draftStore.ts';
import { createHangEvents } from './hangEvents.ts';
import { createProtocolStore } from './protocolStore.ts';

export interface HangingParts {
  readonly world: Pick<World, 'clock' | 'random'>;
  readonly records: Pick<Records, 'database'>;
  readonly audit: Pick<AuditTrail, 'record'>;
  /** Who is at the screen. */
  readonly operator: () => string;
}

/** What is kept for hanging; each answer as the procedure of its name says. */
export interface HangingKeeper {
  read(): Promise<Result<OutputOf<(typeof hanging)['hanging.read']>, Failure>>;
  save(protocol: Protocol, isNew?: boolean): Result<OutputOf<(typeof hanging)['hanging.save']>, Failure>;
  readDrafts(): Result<readonly ProtocolDraft[], Failure>;
  saveDrafts(drafts: readonly ProtocolDraft[]): Result<void, Failure>;
  versions(id: string): Result<{ readonly protocols: Protocol[] }, Failure>;
  correct(correction: NewCorrection): Result<{ readonly correction: FacetCorrection }, Failure>;
  revoke(id: string): Result<void, Failure>;
  noteHang(event: HangEvent): Result<void, Failure>;
  counts(): Promise<Result<{ readonly counts: HangCount[] }, Failure>>;
  /** What a study is hung by: what ships, and what is kept over it. What ships alone where the disk fails. */
  protocolsInForce(): readonly Protocol[];
  /**
   * What was put right of the series of one archive, for whoever asks what a series is. None where the disk fails: a series
   * is then taken for what its header says.
   */
  correctionsOf(archiveId: ArchiveId): Corrections;
}

const noCorrections: Corrections = { ofScanners: [], ofSeries: [] };

export function createHangingKeeper({ world, records, audit, operator }: HangingParts): HangingKeeper {
  const protocols = createProtocolStore(world, records.database);
  const corrections = createCorrectionStore(world, records.database, audit);
  const drafts = createDraftStore(world, records.database);
  const events = createHangEvents(world, records.database);
  /** Asked for every study that is planned; said anew a few times a day. */
  const byArchive = new Map<ArchiveId, Corrections>();
  let inForce: readonly Protocol[] | undefined;
  return {
    async read() {
      await protocols.prepare();
      // The profile may have been closed meanwhile.
      if (!records.database.open) return fail(failureOf('StoreLocked'));
      const kept = protocols.readNewest();
      if (!kept.ok) return kept;
      const said = corrections.read();
      if (!said.ok) return said;
      return succeed({
        protocols: [...kept.value.protocols],
        corrections: [...said.value.corrections],
        unreadable: [...kept.value.unreadable, ...said.value.unreadable],
      });
    },
    save(protocol, isNew = false) {
      if (protocol.level === 'builtin' || protocol.id.startsWith('builtin.')) {
        return fail(failureOf('InvalidInput', { reason: 'shipped' }));
      }
      // It stands in no list: under such an id nothing is kept but whether a shipped one is used.
      if (isSwitchId(protocol.id) && !isOnlySwitch(protocol, shippedProtocols)) {
        return fail(failureOf('InvalidInput', { reason: 'hidden' }));
      }
      const refused = protocolProblems(protocol).find(({ isRefusal }) => isRefusal);
      if (refused) return fail(failureOf('InvalidInput', { reason: refused.code, at: refused.where }));
      inForce = undefined;
      return protocols.save(protocol, isNew);
    },
    readDrafts: () => drafts.read(),
    saveDrafts: (now) => drafts.save(now),
    versions(id) {
      const found = protocols.readVersions(id);
      return found.ok ? succeed({ protocols: [...found.value] }) : found;
    },
    correct(correction) {
      const corrected = corrections.correct(correction, operator());
      if (!corrected.ok) return corrected;
      byArchive.clear();
      return succeed({ correction: corrected.value });
    },
    revoke(id) {
      const revoked = corrections.revoke(id);
      if (revoked.ok) byArchive.clear();
      return revoked;
    },
    noteHang: (event) => events.note(event),
    async counts() {
      const counted = await events.counts();
      return counted.ok ? succeed({ counts: [...counted.value] }) : counted;
    },
    protocolsInForce() {
      if (inForce) return inForce;
      const kept = protocols.readNewest();
      if (!kept.ok) return shippedProtocols;
      inForce = protocolsInForce(shippedProtocols, kept.value.protocols, kept.value.unreadable);
      return inForce;
    },
    correctionsOf(archiveId) {
      const known = byArchive.get(archiveId);
      if (known) return known;
      const said = corrections.read();
      if (!said.ok) return noCorrections;
      const own = correctionsOf(said.value.corrections, archiveId);
      byArchive.set(archiveId, own);
      return own;
    },
  };
}
