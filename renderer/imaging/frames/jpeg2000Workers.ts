import { DecoderNotLoaded, type Samples } from './decodeQueue.ts';

export type Jpeg2000Codec = 'jpeg2000' | 'htj2k';

export interface Jpeg2000Question {
  readonly codec: Jpeg2000Codec;
  readonly bytes: Uint8Array;
  /** Resolution levels left out, of HTJ2K only: each halves width and height. The bytes may then be a beginning. */
  readonly reduction?: number;
}

export type Jpeg2000Answer =
  /** `noDecoder`: the codec could not be loaded. */
  | { readonly kind: 'undecodable' | 'noDecoder' }
  | {
      readonly kind: 'decoded';
      readonly buffer: ArrayBuffer;
      readonly columns: number;
      readonly rows: number;
      readonly bitsPerSample: number;
      readonly signed: boolean;
    };

/** The part of a worker that is used here, so that tests can stand in for one. */
export type Jpeg2000Worker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

const startWorker = (): Jpeg2000Worker =>
  new Worker(new URL('./jpeg2000Worker.ts', import.meta.url), { type: 'module' });

/** Workers for JPEG 2000 and HTJ2K: each decodes one frame at a time; as many as there are frames asked for at once. */
export class Jpeg2000Workers {
  readonly #start: () => Jpeg2000Worker;
  readonly #all = new Set<Jpeg2000Worker>();
  #idle: Jpeg2000Worker[] = [];
  #answered = false;

  constructor(start: () => Jpeg2000Worker = startWorker) {
    this.#start = start;
  }

  /** Rejects when the frame cannot be decoded. `reduction`: resolution levels to leave out; for pictures, never for frames. */
  decode(codec: Jpeg2000Codec, bytes: Uint8Array, reduction?: number): Promise<Jpeg2000Answer & { kind: 'decoded' }> {
    const worker = this.#idle.pop() ?? this.#open();
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Jpeg2000Answer>) => {
        this.#idle.push(worker);
        if (data.kind !== 'noDecoder') this.#answered = true;
        if (data.kind === 'decoded') resolve(data);
        else if (data.kind === 'noDecoder') reject(new DecoderNotLoaded('The codec did not load.'));
        else reject(new Error('The frame left the decoder empty.'));
      };
      worker.onerror = () => {
        this.#all.delete(worker);
        worker.terminate();
        reject(
          this.#answered
            ? new Error('The worker of the decoder broke.')
            : new DecoderNotLoaded('The worker of the decoder did not load.'),
        );
      };
      // A copy, given away: the bytes may be a part of many, all of which would cross with them.
      const own = bytes.slice();
      const question: Jpeg2000Question = { codec, bytes: own, ...(reduction !== undefined && { reduction }) };
      worker.postMessage(question, [own.buffer]);
    });
  }

  /** Whether one of them has ever answered: their program and its codecs load on this computer. */
  get hasAnswered(): boolean {
    return this.#answered;
  }

  /** Ends every worker; what they held never answers. */
  restart(): void {
    for (const worker of this.#all) worker.terminate();
    this.#all.clear();
    this.#idle = [];
  }

  #open(): Jpeg2000Worker {
    const worker = this.#start();
    this.#all.add(worker);
    return worker;
  }
}

/** Words of the sign that the data set says: a codestream may call signed values unsigned. */
export function samplesOf(answer: Jpeg2000Answer & { kind: 'decoded' }, signed: boolean, bitsStored: number): Samples {
  const { buffer, bitsPerSample } = answer;
  const wide = bitsPerSample > 8;
  if (!signed) return wide ? wordsOf(answer) : bytesOf(answer);
  const words = wide ? new Int16Array(buffer) : new Int8Array(buffer);
  const shift = 32 - bitsStored;
  for (let index = 0; index < words.length; index += 1) words[index] = ((words[index] ?? 0) << shift) >> shift;
  return words;
}

function wordsOf({ buffer, signed }: Jpeg2000Answer & { kind: 'decoded' }): Samples {
  return signed ? new Int16Array(buffer) : new Uint16Array(buffer);
}

function bytesOf({ buffer, signed }: Jpeg2000Answer & { kind: 'decoded' }): Samples {
  return signed ? new Int8Array(buffer) : new Uint8Array(buffer);
}
