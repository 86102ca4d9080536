import { z } from 'zod';
import { seal, unseal } from '#electron/base/crypto/seal.ts';
import type { Database } from '#electron/base/database/openDatabase.ts';
import { attempt } from '#electron/base/database/storeFailure.ts';
import type { World } from '#electron/base/world.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import { archiveProxy, certificateFacts, clientCertificate } from '#shared/contract/archives.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';

const secrets = z.object({
  proxyPassword: z.string().optional(),
  clientCertificate: clientCertificate.optional(),
});
/** What the list of archives shows of a route. */
const shown = z.object({ authority: certificateFacts.optional(), clientCertificate: certificateFacts.optional() });
const row = z
  .object({ proxy: z.string(), authority: z.string().nullable(), secrets: z.instanceof(Uint8Array).nullable() })
  .optional();
const tokenRow = z.object({ tokens: z.instanceof(Uint8Array) }).optional();

/** How an archive is reached, secrets included. */
export type KeptRoute = z.infer<typeof secrets> & {
  readonly proxy?: z.infer<typeof archiveProxy> | undefined;
  readonly authority?: string | undefined;
};
export type ShownRoute = z.infer<typeof shown>;

/** The ways to the archives and the tokens of their sign-ins; the secret parts are sealed for one archive each. */
export interface ArchiveRoutes {
  /** The ordinary way when none is kept; secrets that no longer open are left out. */
  read(archiveId: ArchiveId): KeptRoute;
  save(archiveId: ArchiveId, route: KeptRoute, shown: ShownRoute): Result<void, Failure>;
  readTokens(archiveId: ArchiveId): string | undefined;
  /** Undefined forgets them. */
  saveTokens(archiveId: ArchiveId, tokens: string | undefined): Result<void, Failure>;
}

export function createArchiveRoutes(world: World, database: Database, key: Uint8Array): ArchiveRoutes {
  const select = database.prepare('SELECT proxy, authority, secrets FROM archive_route WHERE archive_id = ?');
  const upsert = database.prepare(`
    INSERT INTO archive_route (archive_id, proxy, authority, shown, secrets) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (archive_id) DO UPDATE SET proxy = excluded.proxy, authority = excluded.authority,
      shown = excluded.shown, secrets = excluded.secrets`);
  const selectTokens = database.prepare('SELECT tokens FROM archive_sign_in WHERE archive_id = ?');
  const upsertTokens = database.prepare(`
    INSERT INTO archive_sign_in (archive_id, tokens) VALUES (?, ?)
    ON CONFLICT (archive_id) DO UPDATE SET tokens = excluded.tokens`);
  const eraseTokens = database.prepare('DELETE FROM archive_sign_in WHERE archive_id = ?');
  const sealFor = (owner: string, text: string) => seal(key, Buffer.from(text, 'utf8'), owner, world.random.bytes(12));
  const openFor = (owner: string, sealed: Uint8Array | null | undefined): string | undefined => {
    const plain = sealed ? unseal(key, sealed, owner) : undefined;
    return plain && Buffer.from(plain).toString('utf8');
  };
  return {
    read(archiveId) {
      const found = row.parse(select.get(archiveId));
      if (!found) return {};
      const opened = openFor(routeOwner(archiveId), found.secrets);
      return {
        proxy: archiveProxy.parse(JSON.parse(found.proxy)),
        ...(found.authority === null ? {} : { authority: found.authority }),
        ...(opened === undefined ? {} : secrets.parse(JSON.parse(opened))),
      };
    },
    save(archiveId, { proxy, authority, proxyPassword, clientCertificate }, facts) {
      const sealed =
        proxyPassword === undefined && clientCertificate === undefined
          ? null
          : sealFor(routeOwner(archiveId), JSON.stringify({ proxyPassword, clientCertificate }));
      const way = JSON.stringify(proxy ?? { kind: 'system' });
      const done = attempt(() => upsert.run(archiveId, way, authority ?? null, JSON.stringify(facts), sealed));
      return done.ok ? succeed(undefined) : done;
    },
    readTokens: (archiveId) => openFor(tokenOwner(archiveId), tokenRow.parse(selectTokens.get(archiveId))?.tokens),
    saveTokens(archiveId, tokens) {
      const done = attempt(() =>
        tokens === undefined
          ? eraseTokens.run(archiveId)
          : upsertTokens.run(archiveId, sealFor(tokenOwner(archiveId), tokens)),
      );
      return done.ok ? succeed(undefined) : done;
    },
  };
}

const routeOwner = (archiveId: string): string => `durbeen archive route ${archiveId}`;
const tokenOwner = (archiveId: string): string => `durbeen archive sign-in ${archiveId}`;

/** The columns of a route as the list of archives reads them beside its own; null where none is kept. */
export const routeColumns = 'proxy, shown';
export const routeRow = { proxy: z.string().nullable(), shown: z.string().nullable() };

/** What an archive's description shows of its route. */
export function describeRoute(found: { readonly proxy: string | null; readonly shown: string | null }) {
  const proxy = found.proxy === null ? undefined : archiveProxy.parse(JSON.parse(found.proxy));
  return { ...(proxy ? { proxy } : {}), ...(found.shown === null ? {} : shown.parse(JSON.parse(found.shown))) };
}
