import { z } from 'zod';
import { seal, unseal } from '#electron/base/crypto/seal.ts';
import type { Database } from '#electron/base/database/openDatabase.ts';
import { attempt } from '#electron/base/database/storeFailure.ts';
import type { World } from '#electron/base/world.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type ArchiveDescription, archiveDescription, type ConnectionReport } from '#shared/contract/archives.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { describeRoute, routeColumns, routeRow } from './archiveRoutes.ts';

/** Its route is kept beside it, by `ArchiveRoutes`. */
export type ArchiveToKeep = Omit<
  ArchiveDescription,
  'hasSecret' | 'lastReport' | 'proxy' | 'clientCertificate' | 'authority'
>;

/** The configured archives. Secrets go in and come out by name only; a description never carries one. */
export interface ArchiveStore {
  /** In the order in which they were added. */
  list(): readonly ArchiveDescription[];
  find(archiveId: ArchiveId): ArchiveDescription | undefined;
  /**
   * Adds or changes one. A secret left out keeps the stored one, unless the address now leads to another origin or
   * the sign-in is of another kind: a password goes only where it was meant for (F14). Tokens go with the provider.
   */
  save(archive: ArchiveToKeep, secret?: string): Result<ArchiveDescription, Failure>;
  saveReport(archiveId: ArchiveId, report: ConnectionReport): Result<void, Failure>;
  /** The password or token; undefined when there is none or it no longer opens. */
  readSecret(archiveId: ArchiveId): string | undefined;
  remove(archiveId: ArchiveId): Result<void, Failure>;
}

const row = z.object({
  archive_id: z.string(),
  name: z.string(),
  kind: z.string(),
  url: z.string(),
  sign_in: z.string(),
  assignment: z.string(),
  last_report: z.string().nullable(),
  may_compress: z.number(),
  may_preview: z.number(),
  has_secret: z.number(),
  ...routeRow,
});
const secretRow = z.object({ secret: z.instanceof(Uint8Array).nullable() }).optional();

const columns = `archive_id, name, kind, url, sign_in, assignment, last_report, may_compress, may_preview, secret IS NOT NULL AS has_secret, ${routeColumns}`;
const tables = 'archive LEFT JOIN archive_route USING (archive_id)';

export function createArchiveStore(world: World, database: Database, key: Uint8Array): ArchiveStore {
  const select = database.prepare(`SELECT ${columns} FROM ${tables} ORDER BY created_at, archive.rowid`);
  const selectOne = database.prepare(`SELECT ${columns} FROM ${tables} WHERE archive_id = ?`);
  const selectSecret = database.prepare('SELECT secret FROM archive WHERE archive_id = ?');
  const upsert = database.prepare(`
    INSERT INTO archive (archive_id, name, kind, url, sign_in, secret, assignment, may_compress, may_preview, created_at)
    VALUES (@archiveId, @name, @kind, @url, @signIn, @secret, @assignment, @mayCompress, @mayPreview, @createdAt)
    ON CONFLICT (archive_id) DO UPDATE SET name = excluded.name, kind = excluded.kind, url = excluded.url,
      sign_in = excluded.sign_in, secret = excluded.secret, assignment = excluded.assignment,
      may_compress = excluded.may_compress, may_preview = excluded.may_preview`);
  const updateReport = database.prepare('UPDATE archive SET last_report = ? WHERE archive_id = ?');
  const eraseTokens = database.prepare('DELETE FROM archive_sign_in WHERE archive_id = ?');
  const erase = database.prepare('DELETE FROM archive WHERE archive_id = ?');

  const find = (archiveId: ArchiveId): ArchiveDescription | undefined => {
    const found = selectOne.get(archiveId);
    return found === undefined ? undefined : describeArchive(found);
  };
  const sealedSecret = (archiveId: string): Uint8Array | null =>
    secretRow.parse(selectSecret.get(archiveId))?.secret ?? null;

  return {
    list: () => select.all().map(describeArchive),
    find,
    save(archive, secret) {
      return attempt(() => {
        const stored = find(archive.archiveId);
        const isSamePlace = stored && originOf(stored.url) === originOf(archive.url);
        const keeps = stored && archive.signIn.kind !== 'none' && secretPlaceOf(stored) === secretPlaceOf(archive);
        // Before the new address stands there: tokens of the old one must never meet it.
        if (!isSamePlace || providerOf(stored) !== providerOf(archive)) eraseTokens.run(archive.archiveId);
        const kept = keeps ? sealedSecret(archive.archiveId) : null;
        const sealed =
          secret === undefined || archive.signIn.kind === 'none'
            ? kept
            : seal(key, Buffer.from(secret, 'utf8'), secretOwner(archive.archiveId), world.random.bytes(12));
        upsert.run({
          archiveId: archive.archiveId,
          name: archive.name,
          kind: archive.kind,
          url: archive.url,
          signIn: JSON.stringify(archive.signIn),
          secret: sealed,
          assignment: JSON.stringify(archive.assignment),
          mayCompress: (archive.mayCompress ?? stored?.mayCompress) ? 1 : 0,
          mayPreview: (archive.mayPreview ?? stored?.mayPreview) ? 1 : 0,
          createdAt: world.clock.now(),
        });
        return describeArchive(selectOne.get(archive.archiveId));
      });
    },
    saveReport(archiveId, report) {
      const changed = attempt(() => updateReport.run(JSON.stringify(report), archiveId).changes);
      if (!changed.ok) return changed;
      return changed.value === 1 ? succeed(undefined) : fail(failureOf('ArchiveNotConfigured'));
    },
    readSecret(archiveId) {
      const sealed = sealedSecret(archiveId);
      const plain = sealed ? unseal(key, sealed, secretOwner(archiveId)) : undefined;
      return plain && Buffer.from(plain).toString('utf8');
    },
    remove(archiveId) {
      const removed = attempt(() => erase.run(archiveId));
      return removed.ok ? succeed(undefined) : removed;
    },
  };
}

const secretOwner = (archiveId: string): string => `durbeen archive secret ${archiveId}`;

/** What a stored secret is for, and whom it may be shown to: the archive, or the provider that knows our client by it. */
function secretPlaceOf({ signIn, url }: Pick<ArchiveDescription, 'signIn' | 'url'>): string {
  return JSON.stringify(signIn.kind === 'oidc' ? [signIn.issuer, signIn.clientId] : [signIn.kind, originOf(url)]);
}

/** By whom and for whom the tokens of a sign-in were made. */
function providerOf({ signIn }: Pick<ArchiveDescription, 'signIn'>): string {
  return signIn.kind === 'oidc' ? JSON.stringify([signIn.issuer, signIn.clientId, signIn.audience, signIn.scope]) : '';
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}

function describeArchive(value: unknown): ArchiveDescription {
  const found = row.parse(value);
  return archiveDescription.parse({
    archiveId: found.archive_id,
    name: found.name,
    kind: found.kind,
    url: found.url,
    signIn: JSON.parse(found.sign_in) as unknown,
    hasSecret: found.has_secret === 1,
    mayCompress: found.may_compress === 1,
    mayPreview: found.may_preview === 1,
    assignment: JSON.parse(found.assignment) as unknown,
    ...describeRoute(found),
    ...(found.last_report === null ? {} : { lastReport: JSON.parse(found.last_report) as unknown }),
  });
}
