import { z } from 'zod';
import { explicitVRLittleEndian, transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import {
  type ArchiveCapabilities,
  type CompressionFinding,
  mostServerLetters,
  readCapabilities,
} from './capabilities.ts';
import { isStoredLarge } from './chooseRepresentation.ts';
import { type CompressedType, compressedTypes } from './frameTypes.ts';
import type { ImageToAsk } from './imageToAsk.ts';
import { type PoisonedQuestion, PoisonList } from './poisonList.ts';

/** Where what is learned of an archive outlives this run; topics of JSON. */
export interface ArchiveNotebook {
  read(topic: string): unknown;
  save(topic: string, value: unknown): void;
}

/** By maker what its images are stored in, the latest first, with backslashes between as in DICOM. */
const stationSyntaxes = z.record(z.string(), z.string()).catch({});

const deflated = '1.2.840.10008.1.2.1.99';
const mostSeries = 2_000;
const mostStations = 500;
const mostOfStation = 4;

/** What has been learned of one archive: what it can do, what it stores, and what must not be asked of it again. */
export class ArchiveMemory {
  readonly #notebook: ArchiveNotebook | undefined;
  #capabilities: ArchiveCapabilities;
  readonly #stations: Map<string, readonly string[]>;
  readonly #series = new Map<string, string>();
  /** What must not be asked of it again, or not now (A4). */
  readonly poison: PoisonList;
  /** Answers that were lossy although lossless ones had been asked for (A3). */
  lossyAnswers = 0;
  /** Something was answered that the last probe does not explain. */
  isContradicted = false;
  /** Studies with images stored large in a way that no probe has tried, by that way. */
  readonly #untried = new Map<string, string>();
  readonly #looked = new Set<string>();
  #hasMetNewServer = false;

  constructor(notebook?: ArchiveNotebook) {
    this.#notebook = notebook;
    this.#capabilities = readCapabilities(notebook?.read('capabilities'));
    this.poison = new PoisonList(notebook?.read('poisonedQuestions'), (poisoned) =>
      notebook?.save('poisonedQuestions', poisoned),
    );
    const stations = Object.entries(stationSyntaxes.parse(notebook?.read('storedSyntaxes') ?? {}));
    this.#stations = new Map(stations.map(([station, syntaxes]) => [station, syntaxes.split('\\')]));
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

  /**
   * As the archive says of this very image; else as its series came of late; else as images of this maker came. Where
   * those came without loss in several ways, the largest: asked for compressed, what is stored small comes as it is.
   */
  storedSyntaxOf(image: ImageToAsk): string | undefined {
    const sure = this.surelyStoredAs(image);
    if (sure !== undefined) return sure;
    const seen = this.#stations.get(image.station) ?? [];
    const isLossless = seen.every((syntax) => transferSyntaxes.get(syntax)?.lossless === true);
    return (isLossless ? seen.find(isStoredLarge) : undefined) ?? seen[0];
  }

  /** As the archive says of this very image, or as its series came of late: no guess from other images of its maker. */
  surelyStoredAs(image: ImageToAsk): string | undefined {
    const available = image.availableSyntax && asLittleEndian(image.availableSyntax);
    return available ?? this.storedInSeries(image);
  }

  storedInSeries(image: ImageToAsk): string | undefined {
    return this.#series.get(image.series);
  }

  noteStored(image: ImageToAsk, received: string): void {
    const syntax = asLittleEndian(received);
    remember(this.#series, image.series, syntax, mostSeries);
    const seen = this.#stations.get(image.station) ?? [];
    if (seen[0] === syntax) return;
    const syntaxes = [syntax, ...seen.filter((one) => one !== syntax)].slice(0, mostOfStation);
    remember(this.#stations, image.station, syntaxes, mostStations);
    if (seen.includes(syntax)) return;
    const kept = [...this.#stations].map(([station, all]) => [station, all.join('\\')] as const);
    this.#notebook?.save('storedSyntaxes', Object.fromEntries(kept));
  }

  /** Images of a study may be asked for compressed, once that is proved of how they are stored. */
  noteLarge(study: string, stored: string): void {
    const syntax = asLittleEndian(stored);
    const isTried = compressedTypes.some((type) => this.findingOf(type, syntax) !== undefined);
    if (!isTried && !this.#looked.has(syntax) && isStoredLarge(syntax)) this.#untried.set(syntax, study);
  }

  get hasUntried(): boolean {
    return this.#untried.size > 0;
  }

  /** What to look into, each once in a run: what then says nothing says nothing ten minutes later. */
  takeUntried(): readonly string[] {
    const studies = [...this.#untried.values()];
    for (const syntax of this.#untried.keys()) this.#looked.add(syntax);
    this.#untried.clear();
    return studies;
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

function remember<Value>(map: Map<string, Value>, key: string, value: Value, most: number): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}
