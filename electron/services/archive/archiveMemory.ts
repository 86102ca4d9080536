import { z } from 'zod';
import { explicitVRLittleEndian, transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import {
  type ArchiveCapabilities,
  type CompressionFinding,
  mostServerLetters,
  readCapabilities,
} from './capabilities.ts';
import type { CompressedType } from './frameTypes.ts';
import type { ImageToAsk } from './imageToAsk.ts';
import { type PoisonedQuestion, PoisonList } from './poisonList.ts';

/** Where what is learned of an archive outlives this run; topics of JSON. */
export interface ArchiveNotebook {
  read(topic: string): unknown;
  save(topic: string, value: unknown): void;
}

const stationSyntaxes = z.record(z.string(), z.string()).catch({});

const deflated = '1.2.840.10008.1.2.1.99';
const mostSeries = 2_000;
const mostStations = 500;

/** What has been learned of one archive: what it can do, what it stores, and what must not be asked of it again. */
export class ArchiveMemory {
  readonly #notebook: ArchiveNotebook | undefined;
  #capabilities: ArchiveCapabilities;
  readonly #stations: Map<string, string>;
  readonly #series = new Map<string, string>();
  /** What must not be asked of it again, or not now (A4). */
  readonly poison: PoisonList;
  /** Answers that were lossy although lossless ones had been asked for (A3). */
  lossyAnswers = 0;
  /** Something was answered that the last probe does not explain. */
  isContradicted = false;
  #hasMetNewServer = false;

  constructor(notebook?: ArchiveNotebook) {
    this.#notebook = notebook;
    this.#capabilities = readCapabilities(notebook?.read('capabilities'));
    this.poison = new PoisonList(notebook?.read('poisonedQuestions'), (poisoned) =>
      notebook?.save('poisonedQuestions', poisoned),
    );
    this.#stations = new Map(Object.entries(stationSyntaxes.parse(notebook?.read('storedSyntaxes') ?? {})));
  }

  get capabilities(): ArchiveCapabilities {
    return this.#capabilities;
  }

  get poisoned(): readonly PoisonedQuestion[] {
    return this.poison.forLong;
  }

  learn(learned: Partial<ArchiveCapabilities>): void {
    this.#capabilities = { ...this.#capabilities, ...learned };
    this.#notebook?.save('capabilities', this.#capabilities);
  }

  /** Replaces what was found before of the same type and stored syntax. */
  noteCompression(finding: CompressionFinding): void {
    const others = this.#capabilities.compressions.filter(
      ({ type, storedSyntax }) => type !== finding.type || storedSyntax !== finding.storedSyntax,
    );
    this.learn({ compressions: [...others, finding] });
  }

  findingOf(type: CompressedType, storedSyntax: string): CompressionFinding | undefined {
    return this.#capabilities.compressions.find((one) => one.type === type && one.storedSyntax === storedSyntax);
  }

  isProved(type: CompressedType, storedSyntax: string): boolean {
    return this.findingOf(type, storedSyntax)?.outcome === 'lossless';
  }

  hasProvedAny(): boolean {
    return this.#capabilities.compressions.some(({ outcome }) => outcome === 'lossless');
  }

  /** As the archive says of this very image; else as its series came of late; else as images of this maker came. */
  storedSyntaxOf(image: ImageToAsk): string | undefined {
    const available = image.availableSyntax && asLittleEndian(image.availableSyntax);
    return available ?? this.storedInSeries(image) ?? this.#stations.get(image.station);
  }

  storedInSeries(image: ImageToAsk): string | undefined {
    return this.#series.get(image.series);
  }

  noteStored(image: ImageToAsk, received: string): void {
    const syntax = asLittleEndian(received);
    remember(this.#series, image.series, syntax, mostSeries);
    if (this.#stations.get(image.station) === syntax) return;
    remember(this.#stations, image.station, syntax, mostStations);
    this.#notebook?.save('storedSyntaxes', Object.fromEntries(this.#stations));
  }

  /** A person says that the archive has been mended: everything may be asked again. */
  liftPoison(): void {
    this.poison.clear();
    this.learn({ compressions: this.#capabilities.compressions.filter(({ outcome }) => outcome !== 'died') });
    // So that it is probed again, rather than met by the next reader.
    this.isContradicted = true;
  }

  /** Another program than was probed answers: probed again, and once in a run, for two may take turns behind one name. */
  noteServer(name: string | undefined): void {
    const { server } = this.#capabilities;
    if (this.#hasMetNewServer || server === undefined || name?.slice(0, mostServerLetters) === server) return;
    this.#hasMetNewServer = true;
    this.isContradicted = true;
  }

  noteIgnoredFilter(name: string): void {
    const { ignoredFilters } = this.#capabilities;
    if (!ignoredFilters.includes(name)) this.learn({ ignoredFilters: [...ignoredFilters, name] });
  }
}

/** Uncompressed little-endian frames are the same bytes in explicit and implicit VR: one thing to prove, not two. */
function asLittleEndian(syntax: string): string {
  const { codec, littleEndian } = transferSyntaxes.get(syntax) ?? {};
  const isSame = codec === 'none' && littleEndian === true && syntax !== deflated;
  return isSame ? explicitVRLittleEndian : syntax;
}

function remember(map: Map<string, string>, key: string, value: string, most: number): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}
