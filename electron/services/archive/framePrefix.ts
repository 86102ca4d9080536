import { readMediaType } from '#electron/base/http/mediaType.ts';
import { readCodestreamHeader } from '#shared/dicom/codestream.ts';
import { bytesToQuarter } from '#shared/dicom/htj2kPrefix.ts';
import { transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import type { BegunAnswer } from './begunAnswer.ts';
import { syntaxOf } from './frameTypes.ts';
import type { FramePrefix } from './index.ts';

/** The head of a multipart part is a few hundred bytes. */
const mostPartHead = 16 * 1024;

interface FrameInside {
  readonly at: number;
  /** Of the whole codestream; undefined where nothing says it. */
  readonly totalBytes: number | undefined;
  readonly transferSyntaxUID: FramePrefix['transferSyntaxUID'];
}

/**
 * What has come of an answer with one HTJ2K frame, when it holds the frame at 1/4 resolution. `later`: not yet. `none`:
 * never. The answer may be the frame itself or a multipart answer around it, whose part headers are no part of the
 * frame (N15).
 */
export function prefixOf(begun: BegunAnswer): FramePrefix | 'later' | 'none' {
  const bytes = begun.firstBytes(mostPartHead);
  const inside = frameInside(begun.contentType, bytes, begun.totalBytes);
  if (typeof inside === 'string') return inside;
  const { at, transferSyntaxUID, totalBytes } = inside;
  if (transferSyntaxes.get(transferSyntaxUID)?.codec !== 'htj2k' || totalBytes === undefined) return 'none';
  const needed = bytesToQuarter(bytes.subarray(at), totalBytes);
  if (needed === 'none' || needed === 'header') return needed === 'none' ? 'none' : 'later';
  // As large as the image itself: nothing is gained.
  if (needed >= totalBytes) return 'none';
  if (begun.received < at + needed) return 'later';
  const header = readCodestreamHeader(bytes.subarray(at));
  if (!header.ok) return 'none';
  const { width: columns, height: rows } = header.value;
  return { transferSyntaxUID, bytes: begun.firstBytes(at + needed).slice(at), columns, rows };
}

function frameInside(
  contentType: string | undefined,
  bytes: Buffer,
  answerBytes: number | undefined,
): FrameInside | 'later' | 'none' {
  const media = readMediaType(contentType);
  if (media.type !== 'multipart/related') {
    const transferSyntaxUID = syntaxOf(media, undefined);
    return transferSyntaxUID ? { at: 0, totalBytes: answerBytes, transferSyntaxUID } : 'none';
  }
  const start = bytes.indexOf('--');
  const headEnd = bytes.indexOf('\r\n\r\n', Math.max(0, start));
  if (start < 0 || headEnd < 0) return bytes.length < mostPartHead ? 'later' : 'none';
  const head = bytes.toString('latin1', start, headEnd);
  const field = (name: string) => new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(head)?.[1]?.trim();
  const transferSyntaxUID = syntaxOf(readMediaType(field('content-type')), media);
  if (!transferSyntaxUID) return 'none';
  const said = Number(field('content-length') ?? Number.NaN);
  const at = headEnd + 4;
  const totalBytes = Number.isSafeInteger(said) ? said : answerBytes === undefined ? undefined : answerBytes - at;
  return { at, totalBytes, transferSyntaxUID };
}
