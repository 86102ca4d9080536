import type { FileHandle } from 'node:fs/promises';
import { type Failure, failureOf } from '#shared/contract/failures.ts';

/** One file of a disc. `name` is for a person to read and for nothing else: never a path to write to. */
export interface DiscFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** The whole file. @throws DiscUnreadable when the medium or the container does not give it. */
  read(): Promise<Uint8Array>;
}

/** What a person opened, whatever it is made of. Read only; nothing of it is written anywhere. */
export interface DiscContainer {
  readonly files: readonly DiscFile[];
  close(): Promise<void>;
}

/** `damaged`: the container contradicts itself. `tooLarge`: over a limit. `io`: the medium did not answer. `cancelled`: by whoever asked. */
export class DiscUnreadable extends Error {
  readonly kind: 'damaged' | 'tooLarge' | 'io' | 'cancelled';
  constructor(kind: DiscUnreadable['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

const codeOf = {
  damaged: 'DicomDamaged',
  tooLarge: 'DicomTooLarge',
  io: 'PathNotReadable',
  cancelled: 'Cancelled',
} as const;

/** What a person is told of a disc, or of a file of it, that could not be read. */
export function failureOfDisc({ kind, message }: DiscUnreadable): Failure {
  return failureOf(codeOf[kind], { reason: message });
}

export const discLimits = {
  files: 200_000,
  folderDepth: 32,
  /** One file; what the parser takes (trust.md section 7). */
  fileBytes: 192 * 1024 * 1024,
  /** A packed file may grow so much; DICOM of mostly air reaches about 100. */
  inflateRatio: 1000,
  directoryBytes: 256 * 1024 * 1024,
  /** All that one ZIP unpacks to: no medium that is handed over holds more than a Blu-ray disc of four layers. */
  totalBytes: 128 * 1024 * 1024 * 1024,
} as const;

/** Reads exactly so many bytes at a place of a file, or refuses the container as damaged. */
export async function readAt(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) throw new DiscUnreadable('damaged', 'ends too soon');
    filled += bytesRead;
  }
  return buffer;
}
