import type { Failure } from '#shared/contract/failures.ts';
import { transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import type { ArchiveConnection } from './archiveConnection.ts';
import type { ArchiveMemory } from './archiveMemory.ts';
import { askHealth } from './askHealth.ts';
import type { CompressedType } from './frameTypes.ts';
import type { ImageToAsk } from './imageToAsk.ts';
import type { RequestOptions } from './index.ts';
import { refusedAccept } from './wado.ts';

/** Refused or failed so often in a series while the archive was well: the series is asked for as stored. */
const failuresToGiveUp = 3;

/** What follows when frames that were to be compressed did not come: another form, a rest, or never again (A3, A4). */
export class CompressionWatch {
  readonly #connection: ArchiveConnection;
  readonly #memory: ArchiveMemory;
  readonly #now: () => number;
  readonly #failures = new Map<string, number>();

  constructor(connection: ArchiveConnection, memory: ArchiveMemory, now: () => number) {
    this.#connection = connection;
    this.#memory = memory;
    this.#now = now;
  }

  isGivenUp(type: CompressedType, series: string | undefined): boolean {
    return (this.#failures.get(`${type} ${series}`) ?? 0) >= failuresToGiveUp;
  }

  noteAnswered(type: CompressedType, image: ImageToAsk, transferSyntaxUID: string): void {
    const storedSyntax = this.#memory.storedSyntaxOf(image);
    this.#failures.delete(`${type} ${image.series}`);
    if (storedSyntax === undefined || isOfType(transferSyntaxUID, type)) return;
    // It did not compress after all: not asked again, until a probe finds otherwise.
    this.#memory.noteCompression({ type, storedSyntax, outcome: 'ignored' });
    this.#memory.isContradicted = true;
  }

  /** Whether the same frames are to be asked for in another form at once; otherwise the failure stands. */
  async mayGoOn(
    type: CompressedType,
    image: ImageToAsk | undefined,
    failure: Failure,
    options: RequestOptions,
  ): Promise<boolean> {
    const storedSyntax = image && this.#memory.storedSyntaxOf(image);
    if (!image || storedSyntax === undefined) return true;
    if (failure.code === 'ArchiveAnswerInvalid') {
      const outcome = failure.details?.['reason'] === 'lossy' ? 'lossy' : 'refused';
      this.#memory.noteCompression({ type, storedSyntax, outcome });
      this.#memory.isContradicted = true;
      return true;
    }
    const status = Number(failure.details?.['status'] ?? 0);
    if (refusedAccept(failure) && status < 500) {
      this.#count(type, image);
      return true;
    }
    if (!mayBeItsEnd(failure)) return false;
    const health = await askHealth(this.#connection, options.signal);
    const question = { type, storedSyntax, sopClass: image.sopClass, since: this.#now() };
    if (health === 'gone') this.#memory.poison(question);
    if (health === 'unknown') this.#memory.suspect(question);
    if (health !== 'well') return false;
    this.#count(type, image);
    // A refusal by status is of the form; a broken line is no reason to ask for more bytes over it.
    return status >= 500;
  }

  #count(type: CompressedType, image: ImageToAsk): void {
    const id = `${type} ${image.series}`;
    this.#failures.set(id, (this.#failures.get(id) ?? 0) + 1);
  }
}

/** A reset, silence or 5xx may be how an archive looks that died of the question. 503 is one that rests (A11). */
function mayBeItsEnd({ code }: Failure): boolean {
  return ['ArchiveFailed', 'ArchiveAnswerCut', 'ArchiveTimedOut', 'ArchiveConnectionRefused'].includes(code);
}

function isOfType(transferSyntaxUID: string, type: CompressedType): boolean {
  const codec = transferSyntaxes.get(transferSyntaxUID)?.codec;
  return codec === ({ 'image/jls': 'jpegLs', 'image/jp2': 'jpeg2000', 'image/jphc': 'htj2k' } as const)[type];
}
