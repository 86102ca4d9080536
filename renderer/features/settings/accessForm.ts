import type {
  ArchiveDescription,
  ArchiveDraft,
  ArchiveProxy,
  CertificateFacts,
  ClientCertificate,
} from '#shared/contract/archives.ts';

/** A file that stands beside the archive: none, the one that is kept, or one that was just chosen. */
export type FileChoice<Value> =
  | { readonly is: 'none' }
  | { readonly is: 'kept'; readonly facts: CertificateFacts }
  | { readonly is: 'chosen'; readonly fileName: string; readonly value: Value };

/** How an archive is signed in to and reached, as the form holds it. */
export interface AccessForm {
  readonly signIn: ArchiveDescription['signIn']['kind'];
  readonly username: string;
  /** Empty keeps the stored secret. */
  readonly secret: string;
  /** The kind of sign-in of which a secret is kept. */
  readonly keptSecret: ArchiveDescription['signIn']['kind'] | undefined;
  readonly issuer: string;
  readonly clientId: string;
  readonly flow: 'browser' | 'device';
  readonly scope: string;
  readonly audience: string;
  readonly proxy: ArchiveProxy['kind'];
  readonly proxyUrl: string;
  readonly proxyUsername: string;
  readonly proxyPassword: string;
  readonly certificate: FileChoice<Pick<ClientCertificate, 'form' | 'content'>>;
  readonly certificatePassphrase: string;
  /** PEM. */
  readonly authority: FileChoice<string>;
}

const noFile = { is: 'none' } as const;

export const emptyAccess: AccessForm = {
  signIn: 'none',
  username: '',
  secret: '',
  keptSecret: undefined,
  issuer: '',
  clientId: '',
  flow: 'browser',
  scope: '',
  audience: '',
  proxy: 'system',
  proxyUrl: '',
  proxyUsername: '',
  proxyPassword: '',
  certificate: noFile,
  certificatePassphrase: '',
  authority: noFile,
};

export function accessOf({ signIn, hasSecret, proxy, clientCertificate, authority }: ArchiveDescription): AccessForm {
  const explicit = proxy?.kind === 'explicit' ? proxy : undefined;
  return {
    ...emptyAccess,
    signIn: signIn.kind,
    keptSecret: hasSecret ? signIn.kind : undefined,
    ...(signIn.kind === 'basic' ? { username: signIn.username } : {}),
    ...(signIn.kind === 'oidc'
      ? { ...signIn, signIn: 'oidc' as const, scope: signIn.scope ?? '', audience: signIn.audience ?? '' }
      : {}),
    proxy: proxy?.kind ?? 'system',
    proxyUrl: explicit?.url ?? '',
    proxyUsername: explicit?.username ?? '',
    certificate: clientCertificate ? { is: 'kept', facts: clientCertificate } : noFile,
    authority: authority ? { is: 'kept', facts: authority } : noFile,
  };
}

export type AccessField = 'username' | 'secret' | 'issuer' | 'clientId' | 'proxyUrl';
export type AccessProblems = Partial<Record<AccessField, 'missing' | 'notWebAddress' | 'notProxyAddress'>>;

export function accessProblems(form: AccessForm): AccessProblems {
  const problems: AccessProblems = {};
  if (form.signIn === 'basic' && form.username.trim() === '') problems.username = 'missing';
  const needsSecret = form.signIn === 'basic' || form.signIn === 'bearer';
  if (needsSecret && form.secret === '' && form.keptSecret !== form.signIn) problems.secret = 'missing';
  if (form.signIn === 'oidc') {
    if (form.clientId.trim() === '') problems.clientId = 'missing';
    if (form.issuer.trim() === '') problems.issuer = 'missing';
    else if (!isWebAddress(form.issuer)) problems.issuer = 'notWebAddress';
  }
  if (form.proxy === 'explicit' && !isProxyAddress(form.proxyUrl)) problems.proxyUrl = 'notProxyAddress';
  return problems;
}

function isWebAddress(text: string): boolean {
  const protocol = URL.parse(text.trim())?.protocol;
  return protocol === 'https:' || protocol === 'http:';
}

function isProxyAddress(text: string): boolean {
  const url = URL.parse(text.trim());
  return url !== null && isWebAddress(text) && url.pathname === '/' && !url.username && !url.search && !url.hash;
}

/** What a draft says of it. Only for a form without problems. */
export function accessDraft(form: AccessForm): Omit<ArchiveDraft, 'name' | 'url' | 'assignment'> {
  return {
    signIn: signInOf(form),
    ...(form.signIn !== 'none' && form.secret !== '' ? { secret: form.secret } : {}),
    proxy: proxyOf(form),
    ...(form.proxy === 'explicit' && form.proxyPassword !== '' ? { proxyPassword: form.proxyPassword } : {}),
    ...certificateOf(form),
    ...(form.authority.is === 'none' ? { authority: null } : {}),
    ...(form.authority.is === 'chosen' ? { authority: form.authority.value } : {}),
  };
}

function signInOf(form: AccessForm): ArchiveDraft['signIn'] {
  switch (form.signIn) {
    case 'basic':
      return { kind: 'basic', username: form.username.trim() };
    case 'oidc':
      return {
        kind: 'oidc',
        issuer: form.issuer.trim(),
        clientId: form.clientId.trim(),
        flow: form.flow,
        ...(form.scope.trim() === '' ? {} : { scope: form.scope.trim() }),
        ...(form.audience.trim() === '' ? {} : { audience: form.audience.trim() }),
      };
    default:
      return { kind: form.signIn };
  }
}

function proxyOf({ proxy, proxyUrl, proxyUsername }: AccessForm): ArchiveProxy {
  if (proxy !== 'explicit') return { kind: proxy };
  const username = proxyUsername.trim();
  return { kind: 'explicit', url: proxyUrl.trim(), ...(username === '' ? {} : { username }) };
}

function certificateOf({ certificate, certificatePassphrase }: AccessForm): Pick<ArchiveDraft, 'clientCertificate'> {
  if (certificate.is === 'kept') return {};
  if (certificate.is === 'none') return { clientCertificate: null };
  const opened = certificatePassphrase === '' ? {} : { passphrase: certificatePassphrase };
  return { clientCertificate: { ...certificate.value, ...opened } };
}

/** What a chosen file holds: PEM is text and says so, anything else is taken for PKCS#12. */
export function readCertificateFile(bytes: Uint8Array): Pick<ClientCertificate, 'form' | 'content'> {
  const text = new TextDecoder().decode(bytes);
  if (text.includes('-----BEGIN ')) return { form: 'pem', content: text };
  return { form: 'pkcs12', content: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) };
}
