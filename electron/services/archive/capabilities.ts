import { z } from 'zod';

/**
 * How it went when an archive was asked, once, for frames of one stored syntax as a compressed media type: `lossless`
 * only after the answer was decoded and every pixel was as stored.
 */
const compression = z.object({
  type: z.string(),
  storedSyntax: z.string(),
  outcome: z.enum(['lossless', 'refused', 'lossy', 'ignored', 'differs', 'died']),
  milliseconds: z.number().optional(),
  /** Bytes received ÷ bytes uncompressed. */
  ratio: z.number().optional(),
});
export type CompressionFinding = z.infer<typeof compression>;

/** Of a Server header, what is kept and compared. */
export const mostServerLetters = 200;

const known = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);
/** One row of an older version that no longer reads is left out; the others stay. */
const readable = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((rows) =>
      rows.flatMap((row) => {
        const read = schema.safeParse(row);
        return read.success ? [read.data] : [];
      }),
    );

/** What an archive can do, as far as it has been tried. Kept for years: a field that does not read counts as not tried. */
export const archiveCapabilities = z.object({
  /** Epoch milliseconds of the last whole probe. */
  probedAt: known(z.number()),
  /** Epoch milliseconds of the last probe that was allowed to ask for compressed frames, whether or not it met any to ask for. */
  compressionTriedAt: known(z.number()),
  /** Its Server header: a new one means that everything may have changed. */
  server: known(z.string()),
  /** The most rows that a page ever held although there were more. */
  mostRows: known(z.number()),
  /** Filters that it does not know and answers everybody's studies to (A7). */
  ignoredFilters: readable(z.string()),
  frameLists: known(z.boolean()),
  compressions: readable(compression),
  /** 206 with the exact Content-Range, and the same frame behind it twice (N15). */
  range: known(z.boolean()),
  /** It draws images itself; one that does not is asked for no previews. */
  rendered: known(z.boolean()),
});
export type ArchiveCapabilities = z.infer<typeof archiveCapabilities>;

/** As kept by any version of us; what cannot be read counts as not tried. */
export function readCapabilities(value: unknown): ArchiveCapabilities {
  const read = archiveCapabilities.safeParse(value ?? {});
  return read.success ? read.data : archiveCapabilities.parse({});
}
