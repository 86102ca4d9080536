import {
  type ArchiveRoute,
  connectOptionsOf,
  readAuthority,
  readClientCertificate,
} from '#electron/services/archive/index.ts';
import type { KeptRoute, ShownRoute } from '#electron/services/records/index.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import type { ArchiveDescription, ArchiveDraft, ArchiveProxy } from '#shared/contract/archives.ts';
import type { Failure } from '#shared/contract/failures.ts';

/**
 * The route that a draft means beside what is kept already. A password stays with its proxy, and a certificate with the
 * origin that it was chosen for: to another address it must be chosen again (F14).
 */
export function routeOfDraft(
  draft: ArchiveDraft,
  stored: ArchiveDescription | undefined,
  kept: KeptRoute,
): Result<KeptRoute, Failure> {
  const proxy = draft.proxy ?? kept.proxy;
  const isSameProxy = proxyName(proxy) !== undefined && proxyName(proxy) === proxyName(kept.proxy);
  const proxyPassword = draft.proxyPassword ?? (isSameProxy ? kept.proxyPassword : undefined);
  const authority = draft.authority === undefined ? kept.authority : (draft.authority ?? undefined);
  const isSameOrigin = stored !== undefined && originOf(stored.url) === originOf(draft.url);
  const certificate = draft.clientCertificate ?? undefined;
  const keepsCertificate = draft.clientCertificate === undefined && isSameOrigin;
  const clientCertificate = keepsCertificate ? kept.clientCertificate : certificate;
  const route: KeptRoute = {
    ...(proxy ? { proxy } : {}),
    ...(proxyName(proxy) !== undefined && proxyPassword ? { proxyPassword } : {}),
    ...(authority === undefined ? {} : { authority }),
    ...(clientCertificate ? { clientCertificate } : {}),
  };
  const usable = connectOptionsOf(route);
  return usable.ok ? succeed(route) : usable;
}

/** What the list of archives shows of a route that can be used. */
export function shownOf({ authority, clientCertificate }: ArchiveRoute): ShownRoute {
  const whose = authority === undefined ? undefined : readAuthority(authority);
  const reader = clientCertificate && readClientCertificate(clientCertificate);
  return {
    ...(whose?.ok ? { authority: whose.value } : {}),
    ...(reader?.ok ? { clientCertificate: reader.value } : {}),
  };
}

/** Whose password it is; undefined for a proxy that nobody signs in to. */
function proxyName(proxy: ArchiveProxy | undefined): string | undefined {
  return proxy?.kind === 'explicit' && proxy.username ? `${proxy.username} ${proxy.url}` : undefined;
}

export function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}
