import type { FailureCode } from '#shared/contract/failures.ts';

/** What a file may cost (trust.md section 7). */
export const limits = {
  /** In transit to the parser a file takes three times its size, and must stay below `residentBytes` with that. */
  fileBytes: 192 * 1024 * 1024,
  inflatedBytes: 64 * 1024 * 1024,
  sequenceDepth: 32,
  /** Elements and items of a file together; fragments of its pixel data. */
  elements: 1_000_000,
  fragments: 1_000_000,
  frames: 100_000,
  /** Larger binary values than this are not metadata. */
  inlineBytes: 1024 * 1024,
  residentBytes: 600 * 1024 * 1024,
  wallTimeMs: 5000,
} as const;

type RefusalCode = Extract<
  FailureCode,
  'NotDicom' | 'DicomDamaged' | 'DicomTooLarge' | 'TransferSyntaxUnsupported' | 'NoPixelData'
>;

/** Ends the reading of a file. `reason` is one of our own words, never a value of the file. */
export class FileRefused extends Error {
  readonly code: RefusalCode;
  readonly details: Readonly<Record<string, string | number>>;
  constructor(code: RefusalCode, details: Readonly<Record<string, string | number>>) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

export function damaged(reason: string): FileRefused {
  return new FileRefused('DicomDamaged', { reason });
}
