import type { Failure } from '#shared/contract/failures.ts';
import { transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import type { ArchiveConnection } from './archiveConnection.ts';
import type { ArchiveMemory } from './archiveMemory.ts';
import { askHealth } from './askHealth.ts';
import type { CompressedType } from './frameTypes.ts';
import type { ImageToAsk } from './imageToAsk.ts';
import type { RequestOptions } from './index.ts';
import { type InstanceAddress, refusedAccept } from './wado.ts';

/** Refused or failed so often in a series while the archive was well: the series is asked for as stored. */
const failuresToGiveUp = 3;
/** Refused, or answered with what is no frame, in so many series, with no good answer between: it cannot do it. */
const seriesToGiveUp = 3;

interface AskedFrames {
  readonly image: ImageToAsk | undefined;
  readonly address: InstanceAddress;
  readonly remaining: readonly number[];
}

/** What follows when frames that were to be compressed did not come: another form, a rest, or never again (A3, A4). */
export class CompressionWatch {
  readonly #connection: ArchiveConnection;
  readonly #memory: ArchiveMemory;
  readonly #now: () => number;
  readonly #failures = new Map<string, number>();
  /** Series in which a type was refused or came malformed, by type and stored syntax. */
  readonly #fruitless = new Map<string, Set<string>>();

  constructor(connection: ArchiveConnection, memory: ArchiveMemory, now: () => number) {
    this.#connection = connection;
    this.#memory = memory;
    this.#now = now;
  }

  isGivenUp(type: CompressedType, series: string | undefined): boolean {
    return (this.#failures.get(`${type} ${series}`) ?? 0) >= failuresToGiveUp;
  }

  noteAsked(type: CompressedType, image: ImageToAsk | undefined): void {
    const storedSyntax = image && this.#memory.storedSyntaxOf(image);
    if (!image || storedSyntax === undefined) return;
    this.#memory.poison.beginTrial({ type, storedSyntax, sopClass: image.sopClass }, this.#now());
  }

  noteAnswered(type: CompressedType, image: ImageToAsk, transferSyntaxUID: string): void {
    const storedSyntax = this.#memory.storedSyntaxOf(image);
    this.#failures.delete(`${type} ${image.series}`);
    if (storedSyntax === undefined) return;
    if (isOfType(transferSyntaxUID, type)) {
      this.#fruitless.delete(`${type} ${storedSyntax}`);
      this.#memory.poison.noteSound({ type, storedSyntax, sopClass: image.sopClass });
      return;
    }
    if (this.#memory.surelyStoredAs(image) === undefined && transferSyntaxUID !== storedSyntax) {
      // How it is stored was a guess, and wrong: that says nothing of what was proved.
      this.#memory.noteStored(image, transferSyntaxUID);
      return;
    }
    // It did not compress after all: not asked again, until a probe finds otherwise.
    this.#memory.noteCompression({ type, storedSyntax, outcome: 'ignored' });
    this.#memory.isContradicted = true;
  }

  /** Whether the same frames are to be asked for in another form at once; otherwise the failure stands. */
  async mayGoOn(
    type: CompressedType,
    { image, address, remaining }: AskedFrames,
    failure: Failure,
    options: RequestOptions,
  ): Promise<boolean> {
    const storedSyntax = image && this.#memory.storedSyntaxOf(image);
    if (!image || storedSyntax === undefined) return true;
    if (failure.code === 'ArchiveAnswerInvalid' || failure.code === 'ArchiveAnswerTooLarge') {
      this.#noteFruitless({ type, storedSyntax, image }, failure.details?.['reason'] === 'lossy');
      return true;
    }
    const status = Number(failure.details?.['status'] ?? 0);
    if (refusedAccept(failure) && status < 500) {
      this.#noteFruitless({ type, storedSyntax, image });
      return true;
    }
    if (!mayBeItsEnd(failure)) return false;
    const health = await askHealth(this.#connection, options.signal);
    const question = { type, storedSyntax, sopClass: image.sopClass };
    const frame = `${address.instance} ${remaining[0]}`;
    if (health === 'gone') this.#memory.poison.noteDeath(question, frame, this.#now());
    if (health === 'unknown') this.#memory.poison.suspect(question, frame, this.#now());
    if (health !== 'well') return false;
    // A refusal by status is of the form; a broken line is no reason to ask for more bytes over it.
    const isOfForm = status >= 500;
    if (isOfForm) this.#noteFruitless({ type, storedSyntax, image });
    else this.#count(type, image);
    return isOfForm;
  }

  /** One lossy answer is a lie about what was proved; one that is no frame may be a broken image, or a broken moment. */
  #noteFruitless(asked: { type: CompressedType; storedSyntax: string; image: ImageToAsk }, isLossy = false): void {
    const { type, storedSyntax, image } = asked;
    const id = `${type} ${storedSyntax}`;
    const series = (this.#fruitless.get(id) ?? new Set()).add(image.series);
    this.#fruitless.set(id, series);
    this.#count(type, image);
    if (!isLossy && series.size < seriesToGiveUp) return;
    this.#fruitless.delete(id);
    this.#memory.noteCompression({ type, storedSyntax, outcome: isLossy ? 'lossy' : 'refused' });
    this.#memory.isContradicted = true;
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
