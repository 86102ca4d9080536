import { z } from 'zod';
import { askedForm } from '#shared/contract/frames.ts';
import { frameKey, seriesInstanceUID, studyRef } from '#shared/contract/identifiers.ts';
import type { FrameKey } from '#shared/dicom/frameKey.ts';
import type { TransferSyntaxUID } from '#shared/dicom/uids.ts';

const frameHeader = z.object({
  kind: z.literal('frame'),
  key: frameKey,
  transferSyntaxUID: z.string().transform((text) => text as TransferSyntaxUID),
  fidelity: z.object({
    transfer: z.enum(['lossless', 'lossy']),
    lossyAtSource: z.boolean(),
    ratio: z.number().optional(),
    // Of another year, perhaps: a word that is not known is left out.
    asked: askedForm.optional().catch(undefined),
    received: z.string().optional().catch(undefined),
  }),
  /** Of the bytes as received. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});

/** The attributes of a series and its study as JSON text, so that a lost index is rebuilt without the archive. */
const seriesHeader = z.object({
  kind: z.literal('series'),
  study: studyRef,
  seriesInstanceUID,
  savedAt: z.number(),
});
export type SeriesHeader = z.infer<typeof seriesHeader>;

const recordHeader = z.discriminatedUnion('kind', [frameHeader, seriesHeader]);
export type RecordHeader = z.infer<typeof recordHeader>;

export interface PackRecord {
  readonly header: RecordHeader;
  readonly bytes: Uint8Array;
}

/**
 * What is sealed, one after the other: the length of the header and the header as JSON; the bytes. The bytes so name what
 * they are.
 */
export function encodeRecord(record: PackRecord): readonly [Uint8Array, Uint8Array] {
  const header = Buffer.from(`\0\0\0\0${JSON.stringify(record.header)}`, 'utf8');
  header.writeUInt32BE(header.length - 4, 0);
  return [header, record.bytes];
}

/**
 * Undefined when it is not a record of ours; the tag has been checked before, so that means another version. The bytes
 * are a part of `plain`, not a copy.
 */
export function decodeRecord(plain: Buffer): PackRecord | undefined {
  const header = decodeRecordHeader(plain);
  return (
    header && {
      header: header.value,
      bytes: new Uint8Array(plain.buffer, plain.byteOffset + header.end, plain.length - header.end),
    }
  );
}

/** The header alone; the first chunk of a record is enough for it. */
export function decodeRecordHeader(plain: Buffer): { readonly value: RecordHeader; readonly end: number } | undefined {
  if (plain.length < 4) return undefined;
  const end = 4 + plain.readUInt32BE(0);
  if (end > plain.length) return undefined;
  const parsed = recordHeader.safeParse(parseJson(plain.toString('utf8', 4, end)));
  return parsed.success ? { value: parsed.data, end } : undefined;
}

export function sameFrame(one: FrameKey, other: FrameKey): boolean {
  return (
    one.archiveId === other.archiveId &&
    one.studyInstanceUID === other.studyInstanceUID &&
    one.seriesInstanceUID === other.seriesInstanceUID &&
    one.sopInstanceUID === other.sopInstanceUID &&
    one.frameNumber === other.frameNumber
  );
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
