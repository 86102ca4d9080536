import { X509Certificate } from 'node:crypto';
import {
  type ConnectOptions,
  type ProxyRule,
  secureContextOf,
  type TlsOptions,
} from '#electron/base/http/connectOptions.ts';
import { readProxyUrl } from '#electron/base/http/proxyNames.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { ArchiveProxy, CertificateFacts, ClientCertificate } from '#shared/contract/archives.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { keyIterationsOf, mostKeyIterations } from './keyIterations.ts';

/** The way to an archive: through which proxy, believed by whose word, and known there by what. */
export interface ArchiveRoute {
  readonly proxy?: ArchiveProxy | undefined;
  readonly proxyPassword?: string | undefined;
  /** PEM. */
  readonly authority?: string | undefined;
  readonly clientCertificate?: ClientCertificate | undefined;
}

/** How connections are made on that way; what is wrong with it otherwise. */
export function connectOptionsOf(route: ArchiveRoute): Result<ConnectOptions, Failure> {
  const proxy = proxyRuleOf(route);
  if (!proxy.ok) return proxy;
  if (route.authority !== undefined) {
    const authority = readAuthority(route.authority);
    if (!authority.ok) return authority;
  }
  const { authority, clientCertificate } = route;
  const tls: TlsOptions = { authority, clientCertificate };
  if (clientCertificate) {
    const key = readClientCertificate(clientCertificate);
    if (!key.ok) return key;
  }
  return succeed({ tls, ...(proxy.value ? { proxy: proxy.value } : {}) });
}

function proxyRuleOf({ proxy, proxyPassword }: ArchiveRoute): Result<ProxyRule | undefined, Failure> {
  if (!proxy || proxy.kind === 'system') return succeed(undefined);
  if (proxy.kind === 'none') return succeed({ kind: 'none' });
  const read = readProxyUrl(proxy.url, proxy.username ?? '', proxyPassword ?? '');
  return read ? succeed({ kind: 'explicit', proxy: read }) : fail(failureOf('ProxyInvalid'));
}

const pemCertificate = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED )?CERTIFICATE-----/g;

/** The first of the certificates in a PEM text; `AuthorityInvalid` unless every one can be read. */
export function readAuthority(pem: string): Result<CertificateFacts, Failure> {
  const blocks = pem.match(pemCertificate) ?? [];
  try {
    const [first] = blocks.map((block) => new X509Certificate(block));
    return first ? succeed(factsOf(first)) : fail(failureOf('AuthorityInvalid'));
  } catch {
    return fail(failureOf('AuthorityInvalid'));
  }
}

/** Whose certificate it is, once certificate, key and passphrase have proved to belong together. */
export function readClientCertificate(certificate: ClientCertificate): Result<CertificateFacts, Failure> {
  const { form, content, passphrase } = certificate;
  // What OpenSSL says of a locked key without a word to open it depends on what it did before.
  const isLocked = form === 'pem' && /-----BEGIN ENCRYPTED|^Proc-Type: 4,ENCRYPTED/m.test(content);
  if (isLocked && !passphrase) return fail(failureOf('ClientCertificatePassphrase'));
  if (isTooSlowToOpen(certificate)) {
    return fail(failureOf('ClientCertificateInvalid', { reason: 'its passphrase is protected beyond reason' }));
  }
  try {
    const context = secureContextOf({ clientCertificate: certificate });
    const der: unknown = (context?.context as { getCertificate?: () => unknown } | undefined)?.getCertificate?.();
    if (der instanceof Uint8Array) return succeed(factsOf(new X509Certificate(der)));
    return succeed({ subject: '' });
  } catch (error) {
    return fail(certificateFailure(error, isLocked));
  }
}

const encryptedKey = /-----BEGIN ENCRYPTED PRIVATE KEY-----([\s\S]+?)-----END/g;

/** OpenSSL would open it at once, in this thread, and until it is done. */
function isTooSlowToOpen({ form, content }: ClientCertificate): boolean {
  const sealed = form === 'pkcs12' ? [content] : [...content.matchAll(encryptedKey)].map(([, inner = '']) => inner);
  const counts = sealed.map((text) => keyIterationsOf(Buffer.from(text, 'base64')));
  return counts.some((count) => count > mostKeyIterations);
}

function certificateFailure(error: unknown, isLocked: boolean): Failure {
  const text = error instanceof Error ? `${'code' in error ? String(error.code) : ''} ${error.message}` : '';
  const isMismatch = /mismatch/i.test(text);
  if ((isLocked && !isMismatch) || /mac verify|bad.decrypt|bad.password|incorrect.password/i.test(text)) {
    return failureOf('ClientCertificatePassphrase');
  }
  if (isMismatch) return failureOf('ClientCertificateInvalid', { reason: 'the key belongs to another certificate' });
  if (/unsupported/i.test(text))
    return failureOf('ClientCertificateInvalid', { reason: 'no key, or an outdated form' });
  return failureOf('ClientCertificateInvalid');
}

function factsOf(certificate: X509Certificate): CertificateFacts {
  const validUntil = Date.parse(certificate.validTo);
  const name = /(?:^|\n)CN=(.+)/.exec(certificate.subject)?.[1] ?? certificate.subject.replaceAll('\n', ', ');
  return { subject: name.slice(0, 200), ...(Number.isNaN(validUntil) ? {} : { validUntil }) };
}
