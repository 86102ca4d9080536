import { httpDoorNames } from '#shared/contract/wire.ts';

/** What the guard looks at, and nothing else: no body has been read when it judges. */
export interface RequestFacts {
  readonly peer: string | undefined;
  readonly method: string;
  readonly target: string;
  /** Names and values as they came, alternating, repeats and all. */
  readonly rawHeaders: readonly string[];
  /** True for a request to become a WebSocket. */
  readonly upgrade: boolean;
}

export interface GuardedDoor {
  readonly port: number;
  isAppFile(path: string): boolean;
  isToken(candidate: string | undefined): boolean;
}

/** `refuse` names the rule of the design that refused, for tests and the log; the status is all the caller learns. */
export type Verdict =
  | { readonly kind: 'refuse'; readonly status: number; readonly rule: number }
  | { readonly kind: 'shell' }
  | { readonly kind: 'pass' };

const refuse = (rule: number, status: number): Verdict => ({ kind: 'refuse', status, rule });

/**
 * The nine rules that keep every page but ours away from a host on 127.0.0.1, in order; the first that fails answers.
 * No one header is relied on: Chromium sends no `Sec-Fetch-*` to a rebound name, other programs send what they like.
 */
export function judge(request: RequestFacts, door: GuardedDoor): Verdict {
  const header = headersOf(request.rawHeaders);
  return judgeAddress(request, header, door) ?? judgeSender(request, header, door);
}

type Header = (name: string) => readonly string[];

/** Rules 1 to 4: who is asked, by which name, for what kind of thing. */
function judgeAddress(request: RequestFacts, header: Header, door: GuardedDoor): Verdict | undefined {
  if (request.peer !== '127.0.0.1') return refuse(1, 403);
  const host = header('host');
  if (host.length !== 1 || host[0] !== `127.0.0.1:${door.port}`) return refuse(2, 421);
  if (header('x-forwarded-host').length > 0 || header('forwarded').length > 0) return refuse(3, 400);
  if (!request.target.startsWith('/')) return refuse(3, 400);
  if (isDocumentNavigation(request, header)) return request.target === '/' ? { kind: 'shell' } : refuse(4, 404);
  return undefined;
}

/** Rules 5 to 9: who asks. */
function judgeSender(request: RequestFacts, header: Header, door: GuardedDoor): Verdict {
  const origin = `http://127.0.0.1:${door.port}`;
  const isExact = header('origin').length === 1 && header('origin')[0] === origin;
  if (header('sec-fetch-site').some((site) => site !== 'same-origin')) return refuse(5, 403);
  if (header('origin').length > 0 && !isExact) return refuse(6, 403);
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (!reads && !isExact) return refuse(7, 403);
  if (!reads && !isAllowedType(header('content-type'))) return refuse(7, 415);
  if (request.upgrade) {
    if (!isExact) return refuse(8, 403);
    // A WebSocket cannot carry the header; its first message must carry the token within 2 s.
    return request.target === httpDoorNames.socketPath ? { kind: 'pass' } : refuse(8, 404);
  }
  if (reads && door.isAppFile(request.target)) return { kind: 'pass' };
  if (request.method === 'POST' && request.target === httpDoorNames.exchangePath) return { kind: 'pass' };
  const token = header(httpDoorNames.tokenHeader);
  return token.length === 1 && door.isToken(token[0]) ? { kind: 'pass' } : refuse(9, 401);
}

function isDocumentNavigation(request: RequestFacts, header: Header): boolean {
  return (
    request.method === 'GET' &&
    !request.upgrade &&
    only(header('sec-fetch-mode')) === 'navigate' &&
    only(header('sec-fetch-dest')) === 'document'
  );
}

function isAllowedType(values: readonly string[]): boolean {
  const type = only(values)?.split(';')[0]?.trim().toLowerCase();
  return type === 'application/json' || type === 'application/octet-stream';
}

function only(values: readonly string[]): string | undefined {
  return values.length === 1 ? values[0] : undefined;
}

/** Every value of a header, repeats kept: Node's own map joins or drops them, and a second Host must not hide. */
function headersOf(rawHeaders: readonly string[]): Header {
  return (name) => {
    const values: string[] = [];
    for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
      if (rawHeaders[at]?.toLowerCase() === name) values.push(rawHeaders[at + 1] ?? '');
    }
    return values;
  };
}
