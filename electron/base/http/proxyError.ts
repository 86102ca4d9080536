/** What a proxy did to a connection. `proxy` is its host and port, never its credentials. */
export class ProxyError extends Error {
  readonly kind: 'proxy' | 'proxySignIn' | 'proxyRefused';
  readonly proxy: string;
  constructor(kind: ProxyError['kind'], proxy: string) {
    super(kind);
    this.kind = kind;
    this.proxy = proxy;
  }
}

/** The proxy's part in a network error; undefined where it had none. */
export function proxyErrorIn(error: unknown): ProxyError | undefined {
  if (error instanceof ProxyError) return error;
  return error instanceof Error && error.cause !== error ? proxyErrorIn(error.cause) : undefined;
}
