/**
 * What real archives do differently (link.md section 3.3), each as a wrapper of a request handler: a switch of the faulty
 * archive (`{ kind: 'quirk', quirk }`), or around any handler.
 */
import { gzipSync } from 'node:zlib';
import type { RawFrame } from '#electron/base/codecs/rawFrame.ts';
import { encodeFrame } from '#electron/practice/codecs/encodeFrame.ts';
import { practiceSyntaxes } from '#electron/practice/codecs/practiceSyntaxes.ts';
import {
  type PracticeRequest,
  type PracticeResponse,
  type RequestHandler,
  wholeBody,
} from '#electron/practice/index.ts';
import { joinParts, splitParts } from './multipartParts.ts';

export type Quirk = (ask: RequestHandler) => RequestHandler;

const withQuery = (request: PracticeRequest, change: (query: URLSearchParams) => void): PracticeRequest => {
  const [path = '', text = ''] = request.target.split('?');
  const query = new URLSearchParams(text);
  change(query);
  return { ...request, target: query.size > 0 ? `${path}?${query}` : path };
};
const isSearch = ({ target }: PracticeRequest) => /\/(studies|series|instances)(\?|$)/.test(target);
const onSearch =
  (change: (query: URLSearchParams) => void): Quirk =>
  (ask) =>
  (request) =>
    ask(isSearch(request) ? withQuery(request, change) : request);

async function changed(
  answer: PracticeResponse,
  change: (body: Buffer, type: string) => { body: Uint8Array; type?: string } | undefined,
): Promise<PracticeResponse> {
  const body = Buffer.from(await wholeBody(answer));
  const made = answer.status === 200 ? change(body, answer.headers['content-type'] ?? '') : undefined;
  const headers = made?.type === undefined ? answer.headers : { ...answer.headers, 'content-type': made.type };
  return { ...answer, headers, body: made?.body ?? body };
}

/** At most so many rows a page whatever is asked, and no word of it (Weasis#653: 1,000 images looked complete). */
export const rowCap = (rows: number): Quirk =>
  silentAboutMore(onSearch((query) => query.set('limit', String(Math.min(rows, Number(query.get('limit') ?? rows))))));

function silentAboutMore(quirk: Quirk): Quirk {
  return (ask) => async (request) => {
    const answer = await quirk(ask)(request);
    const { warning: _unsaid, ...headers } = answer.headers;
    return { ...answer, headers };
  };
}

/** Everything, or the first page, again and again. */
export const ignoresLimit: Quirk = onSearch((query) => {
  query.delete('limit');
  query.delete('offset');
});
export const ignoresOffset: Quirk = silentAboutMore(onSearch((query) => query.delete('offset')));

/** Each page begins with the last row of the one before, as where a study arrived meanwhile. */
export const repeatsRows: Quirk = onSearch((query) => {
  const offset = Number(query.get('offset') ?? 0);
  if (offset > 0) query.set('offset', String(offset - 1));
});

/** Between the first page and the next a row of the first is deleted: what follows moves up, and one row is never seen. */
export function shiftsRowsOnce(): Quirk {
  let pages = 0;
  return onSearch((query) => {
    const offset = Number(query.get('offset') ?? 0);
    pages += 1;
    if (offset > 0 && pages <= 3) query.set('offset', String(offset + 1));
  });
}

/** Answers everybody's studies to filters it does not know (dcm4chee#1652; Orthanc with a misspelt one). */
export const ignoresFilters = (...names: string[]): Quirk =>
  onSearch((query) => {
    for (const name of names) query.delete(name);
  });

/** How "nothing found" looks: `[]`, 204 or 404. */
export const noneAs =
  (form: 'emptyList' | 'noContent' | 'notFound'): Quirk =>
  (ask) =>
  async (request) => {
    const answer = await ask(request);
    if (!isSearch(request) || answer.status !== 204) return answer;
    if (form === 'notFound')
      return { status: 404, headers: { 'content-type': 'text/plain' }, body: Buffer.from('none') };
    if (form === 'noContent') return answer;
    return { status: 200, headers: { 'content-type': 'application/dicom+json' }, body: Buffer.from('[]') };
  };

/** URLs made of a Host header that a proxy changed, or with a hole in them (OHIF#4256, dcm4chee#4062). */
export const wrongUrls: Quirk = (ask) => async (request) =>
  changed(await ask(request), (body, type) =>
    /json/.test(type)
      ? {
          body: Buffer.from(
            body.toString('utf8').replace(/"https?:\/\/[^/"]+\/[^"]*"/g, '"http://wrong.invalid/null"'),
          ),
        }
      : undefined,
  );

/** The boundary unquoted, or not said at all (static archives). */
export const boundaryAs =
  (form: 'unquoted' | 'missing'): Quirk =>
  (ask) =>
  async (request) =>
    changed(await ask(request), (body, type) => {
      const bare = type.replace(/boundary="([^"]*)"/, 'boundary=$1');
      return { body, type: form === 'unquoted' ? bare : bare.replace(/;\s*boundary=[^;]*/, '') };
    });

/** `type="image/jls; transfer-syntax=…"`: the syntax inside the quotes of the type, and nothing on the part (Orthanc). */
export const syntaxInsideQuotes: Quirk = (ask) => async (request) =>
  changed(await ask(request), (body, type) => {
    const split = splitParts(body, type);
    const syntax = /transfer-syntax=([\d.]+)/.exec(split?.parts[0]?.head ?? '')?.[1];
    if (!split || syntax === undefined) return undefined;
    const parts = split.parts.map((part) => ({ ...part, head: part.head.replace(/;\s*transfer-syntax=[\d.]+/, '') }));
    return {
      body: joinParts(parts, split.boundary),
      type: type.replace(/type="([^"]*)"/, `type="$1; transfer-syntax=${syntax}"`),
    };
  });

/** One frame as the body itself, without multipart. */
export const singlePart: Quirk = (ask) => async (request) =>
  changed(await ask(request), (body, type) => {
    const split = /\/frames\//.test(request.target) ? splitParts(body, type) : undefined;
    const [only] = split?.parts ?? [];
    const partType = /Content-Type: (.*)/i.exec(only?.head ?? '')?.[1];
    return only && split?.parts.length === 1 && partType ? { body: only.body, type: partType.trim() } : undefined;
  });

/** Gzip that does not say so, of the whole answer or of each part (static archives). */
export const gzipUnsaid =
  (of: 'answer' | 'parts'): Quirk =>
  (ask) =>
  async (request) =>
    changed(await ask(request), (body, type) => {
      if (of === 'answer') return { body: gzipSync(body) };
      const split = splitParts(body, type);
      if (!split) return undefined;
      const parts = split.parts.map(({ head, body: part }) => {
        const packed = gzipSync(part);
        return { head: head.replace(/Content-Length: \d+/i, `Content-Length: ${packed.length}`), body: packed };
      });
      return { body: joinParts(parts, split.boundary) };
    });

/** Frame lists are refused; single frames are not. */
export const refusesLists: Quirk = (ask) => (request) =>
  /\/frames\/\d+,/.test(request.target)
    ? Promise.resolve({ status: 400, headers: {}, body: Buffer.alloc(0) })
    : ask(request);

const jpegLsLossless = '1.2.840.10008.1.2.4.80';
const jpegLsNear = '1.2.840.10008.1.2.4.81';
type Shape = Omit<RawFrame, 'bytes'>;

/**
 * Makes JPEG-LS of raw frames when asked for `image/jls`; `lossily` it says that it lost something,
 * `wrongly` a codestream that is whole and lossless and of other pixels.
 */
export const compresses =
  (shape: Shape, how: 'losslessly' | 'lossily' | 'wrongly' = 'losslessly'): Quirk =>
  (ask) =>
  async (request) => {
    const accept = request.headers.get('accept') ?? '';
    if (!/\/frames\//.test(request.target) || !accept.includes('image/jls')) return ask(request);
    const asStored = new Map([
      ...request.headers,
      ['accept', 'multipart/related; type="application/octet-stream"; transfer-syntax=*'],
    ]);
    const answer = await ask({ ...request, headers: asStored });
    const type = answer.headers['content-type'] ?? '';
    const split = splitParts(Buffer.from(await wholeBody(answer)), type);
    if (!split) return { ...answer, body: Buffer.alloc(0) };
    const syntax = how === 'lossily' ? jpegLsNear : jpegLsLossless;
    const parts = [];
    for (const part of split.parts) {
      const bytes = Uint8Array.from(part.body);
      if (how === 'wrongly') bytes[0] = (bytes[0] ?? 0) ^ 1;
      const made = await encodeFrame({ ...shape, bytes }, practiceSyntaxes.jpegLs);
      const head = part.head
        .replace(/Content-Type: [^\r]*/i, `Content-Type: image/jls; transfer-syntax=${syntax}`)
        .replace(/Content-Length: \d+/i, `Content-Length: ${made.length}`);
      parts.push({ head, body: Buffer.from(made) });
    }
    return { ...answer, body: joinParts(parts, split.boundary) };
  };

/** Dies of a question whose Accept matches: the connection breaks, and so does every other until it is started again. */
export function diesOn(accept: RegExp) {
  let dead = false;
  const quirk: Quirk = (ask) => (request) => {
    if (/\/frames\//.test(request.target) && accept.test(request.headers.get('accept') ?? '')) dead = true;
    if (dead) throw new Error('the archive is dead');
    return ask(request);
  };
  return {
    quirk,
    startAgain() {
      dead = false;
    },
  };
}
