/**
 * A DICOMweb archive that misbehaves on command: the practice archive's request handler behind a real HTTP server,
 * with faults between the two. The same script of faults and the same seed give the same bytes.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type PracticeRequest, type RequestHandler, wholeBody } from '#electron/practice/index.ts';
import { seededFractions } from '#tests/fixtures/testRandom.ts';
import { joinParts, type RawPart, splitParts } from './multipartParts.ts';
import type { Quirk } from './quirks.ts';

export type Fault =
  | { readonly kind: 'latency'; readonly ms: number }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  | { readonly kind: 'cutBody'; readonly afterBytes: number }
  | { readonly kind: 'stall'; readonly afterBytes: number }
  | { readonly kind: 'hangUp' }
  | { readonly kind: 'wrongTransferSyntax'; readonly uid: string }
  | { readonly kind: 'duplicateParts' }
  | { readonly kind: 'missingPart'; readonly index: number }
  | { readonly kind: 'truncatedPart'; readonly index: number; readonly keepBytes: number }
  | { readonly kind: 'longerPart'; readonly index: number; readonly moreBytes: number }
  | { readonly kind: 'wrongMagic'; readonly index: number }
  | { readonly kind: 'flippedBit'; readonly index: number }
  | { readonly kind: 'captivePortal' }
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'countLie'; readonly add: number }
  /** Another archive answers: other pixels, other syntaxes, other studies under the same address. */
  | { readonly kind: 'answeredBy'; readonly handler: RequestHandler }
  /** The archive does one of the things that real ones do differently. */
  | { readonly kind: 'quirk'; readonly quirk: Quirk }
  /** The archive answers another question than was asked. */
  | { readonly kind: 'otherTarget'; readonly from: RegExp; readonly to: string }
  /** A list or an object's list lacks its last row. */
  | { readonly kind: 'shortList' }
  /** The body goes on after its end, without one; the length is not said. */
  | { readonly kind: 'endlessBody' };

export interface FaultRule {
  /** Which requests: path and query are matched. All when absent. */
  readonly when?: RegExp;
  readonly method?: string;
  /** Only requests whose Range header is such. */
  readonly range?: RegExp;
  /** How many matching requests it meets before it retires; for ever when absent. */
  readonly times?: number;
  /** In [0, 1]: how often it strikes, by the seeded stream; always when absent. */
  readonly chance?: number;
  readonly fault: Fault;
}

export interface FaultyArchive {
  /** DICOMweb root. */
  readonly url: string;
  /** Every request that came, in order. */
  readonly requests: ReadonlyArray<{
    readonly method: string;
    readonly target: string;
    readonly headers: ReadonlyMap<string, string>;
  }>;
  /** How often a fault has struck. */
  readonly strikes: number;
  addFault(rule: FaultRule): void;
  clearFaults(): void;
  close(): Promise<void>;
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
  cutAt?: number;
  stallAt?: number;
  endless?: boolean;
}

/** Starts it on 127.0.0.1. */
export async function startFaultyArchive(
  handler: RequestHandler,
  seed: string,
  rules: readonly FaultRule[] = [],
): Promise<FaultyArchive> {
  const active: Array<{ rule: FaultRule; left: number }> = [];
  const addFault = (rule: FaultRule) => active.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY });
  rules.forEach(addFault);
  const chance = seededFractions(seed);
  let strikes = 0;
  const requests: Array<{ method: string; target: string; headers: ReadonlyMap<string, string> }> = [];

  const faultsFor = (request: PracticeRequest): Fault[] =>
    active.flatMap((entry) => {
      const { rule } = entry;
      if (entry.left <= 0 || (rule.method !== undefined && rule.method !== request.method)) return [];
      if (rule.when && !rule.when.test(request.target)) return [];
      if (rule.range && !rule.range.test(request.headers.get('range') ?? '')) return [];
      if (rule.chance !== undefined && chance() >= rule.chance) return [];
      entry.left -= 1;
      strikes += 1;
      return [rule.fault];
    });

  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
      const headers = new Map(
        Object.entries(incoming.headersDistinct).map(([name, values]) => [name, values?.join(', ') ?? '']),
      );
      const request = {
        method: incoming.method ?? 'GET',
        target: incoming.url ?? '/',
        headers,
        body: Buffer.concat(chunks),
      };
      requests.push({ method: request.method, target: request.target, headers });
      const faults = faultsFor(request);
      for (const fault of faults)
        if (fault.kind === 'latency') await new Promise((resolve) => setTimeout(resolve, fault.ms));
      if (faults.some(({ kind }) => kind === 'hangUp')) {
        outgoing.destroy();
        return;
      }
      const early = faults.map(answerInstead).find((answer) => answer !== undefined);
      const answer = early ?? (await askMisled(handler, request, faults));
      for (const fault of faults) spoil(answer, fault);
      send(answer, outgoing, request.method === 'HEAD');
    })().catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/dicomweb`,
    requests,
    get strikes() {
      return strikes;
    },
    addFault,
    clearFaults: () => active.splice(0),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function ask(handler: RequestHandler, request: PracticeRequest): Promise<Answer> {
  const response = await handler(request);
  return { status: response.status, headers: { ...response.headers }, body: await wholeBody(response) };
}

/** Faults in who is asked, or what. */
function askMisled(handler: RequestHandler, request: PracticeRequest, faults: readonly Fault[]): Promise<Answer> {
  let asked = handler;
  let target = request.target;
  for (const fault of faults) {
    if (fault.kind === 'answeredBy') asked = fault.handler;
    if (fault.kind === 'quirk') asked = fault.quirk(asked);
    if (fault.kind === 'otherTarget') target = target.replace(fault.from, fault.to);
  }
  return ask(asked, { ...request, target });
}

/** Faults that never let the archive speak. */
function answerInstead(fault: Fault): Answer | undefined {
  const text = (value: string) => new TextEncoder().encode(value);
  switch (fault.kind) {
    case 'status':
      return { status: fault.status, headers: { ...fault.headers }, body: text(fault.body ?? '') };
    case 'captivePortal':
      return {
        status: 200,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: text(
          '<!doctype html><html><title>Welcome</title><form action="/login">Sign in to the hotel network</form></html>',
        ),
      };
    case 'redirect':
      return { status: 302, headers: { location: fault.location }, body: new Uint8Array(0) };
    default:
      return undefined;
  }
}

/** Faults in what the archive said. */
function spoil(answer: Answer, fault: Fault): void {
  switch (fault.kind) {
    case 'cutBody':
      answer.cutAt = fault.afterBytes;
      return;
    case 'stall':
      answer.stallAt = fault.afterBytes;
      return;
    case 'endlessBody':
      answer.endless = true;
      return;
    case 'shortList':
      answer.body = Buffer.from(withoutLastRow(new TextDecoder().decode(answer.body)));
      return;
    case 'countLie':
      answer.body = Buffer.from(lieAboutCounts(new TextDecoder().decode(answer.body), fault.add));
      return;
    case 'wrongTransferSyntax':
    case 'duplicateParts':
    case 'missingPart':
    case 'truncatedPart':
    case 'longerPart':
    case 'wrongMagic':
    case 'flippedBit':
      spoilParts(answer, fault);
      return;
    default:
      return;
  }
}

function lieAboutCounts(json: string, add: number): string {
  return json.replace(
    /("0020120[689]":\{"vr":"IS","Value":\[)(\d+)/g,
    (_, head: string, count: string) => head + String(Number(count) + add),
  );
}

function withoutLastRow(json: string): string {
  const rows: unknown = JSON.parse(json);
  return JSON.stringify(Array.isArray(rows) ? rows.slice(0, -1) : rows);
}

function spoilParts(answer: Answer, fault: Fault): void {
  const split = splitParts(Buffer.from(answer.body), answer.headers['content-type'] ?? '');
  if (!split) return;
  const { parts, boundary } = split;
  const part = 'index' in fault ? parts[fault.index] : undefined;
  if (fault.kind === 'wrongTransferSyntax') {
    for (const one of parts) one.head = one.head.replace(/transfer-syntax=[\d.]+/, `transfer-syntax=${fault.uid}`);
  } else if (fault.kind === 'duplicateParts') parts.push(...parts.map((one) => ({ ...one })));
  else if (fault.kind === 'missingPart') parts.splice(fault.index, 1);
  else if (part) spoilPart(part, fault);
  answer.body = joinParts(parts, boundary);
}

function isNative({ head }: RawPart): boolean {
  return /transfer-syntax=1\.2\.840\.10008\.1\.2(\.1|\.2)?\s*$/m.test(head);
}

function spoilPart(part: RawPart, fault: Fault): void {
  if (fault.kind === 'truncatedPart') part.body = part.body.subarray(0, fault.keepBytes);
  if (fault.kind === 'longerPart') part.body = Buffer.concat([part.body, Buffer.alloc(fault.moreBytes, 0x5a)]);
  // Pixels that were never coded have none: overwritten ones cannot be told from others.
  if (fault.kind === 'wrongMagic' && !isNative(part))
    part.body = Buffer.concat([Buffer.from('NOTAFRAME!'), part.body.subarray(10)]);
  if (fault.kind === 'flippedBit') {
    part.body = Buffer.from(part.body);
    const at = Math.floor(part.body.length / 2);
    part.body[at] = (part.body[at] ?? 0) ^ 0x10;
  }
  part.head = part.head.replace(/Content-Length: \d+/i, `Content-Length: ${part.body.length}`);
}

function pour(outgoing: ServerResponse): void {
  const more = Buffer.alloc(16_384, 0x20);
  while (!outgoing.destroyed && outgoing.write(more));
  if (!outgoing.destroyed) outgoing.once('drain', () => setImmediate(pour, outgoing));
}

function send(answer: Answer, outgoing: ServerResponse, headOnly: boolean): void {
  const hasNoBody = headOnly || answer.status === 204 || answer.status === 304;
  // What is written to an answer without a body is taken and forgotten at once: that would go on for ever.
  if (answer.endless && !hasNoBody) {
    outgoing.writeHead(answer.status, answer.headers);
    outgoing.write(answer.body);
    pour(outgoing);
    return;
  }
  const length: Record<string, string> = hasNoBody ? {} : { 'content-length': String(answer.body.length) };
  outgoing.writeHead(answer.status, { ...answer.headers, ...length });
  const stop = answer.cutAt ?? answer.stallAt;
  if (stop === undefined || stop >= answer.body.length) {
    outgoing.end(answer.body);
    return;
  }
  // The promised length never comes: either the line breaks, or it stays open in silence.
  outgoing.write(answer.body.subarray(0, stop), () => {
    if (answer.cutAt !== undefined) outgoing.destroy();
  });
}
