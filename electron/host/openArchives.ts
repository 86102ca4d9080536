import type { World } from '#electron/base/world.ts';
import type { Parser } from '#electron/parser/index.ts';
import {
  type ArchiveClient,
  type ArchiveMemory,
  type ArchiveRoute,
  type Credentials,
  createArchiveClient,
  type MeasuredLine,
} from '#electron/services/archive/index.ts';
import type { ArchiveNotes, ArchiveStore } from '#electron/services/records/index.ts';
import type { ArchiveSource } from '#electron/services/worklist/index.ts';
import type { ArchiveDescription } from '#shared/contract/archives.ts';
import { failureOf } from '#shared/contract/failures.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { ArchiveMemories } from './archiveMemories.ts';
import type { ProbedArchive } from './archiveProber.ts';
import { failingClient } from './deferredClient.ts';

/** An archive that came from elsewhere than the reader's list: the practice archive, a disc. */
export interface BuiltInArchive {
  readonly description: ArchiveDescription;
  readonly client: ArchiveClient;
}

/** How an archive is reached, and by what its requests are signed in where that changes. */
export interface ArchiveAccess {
  readonly route: ArchiveRoute;
  readonly credentials: Credentials | undefined;
}

interface Opened {
  readonly source: ArchiveSource;
  readonly description: ArchiveDescription;
}

/** The archives of a profile, each with its client. One that has not changed keeps its client and its connections. */
export class OpenArchives {
  readonly #world: World;
  readonly #lineOf: ((archiveId: ArchiveId) => MeasuredLine) | undefined;
  readonly #accessOf: ((archiveId: ArchiveId) => ArchiveAccess) | undefined;
  readonly #store: ArchiveStore;
  readonly #builtIn: BuiltInArchive[];
  readonly #parser: Parser | undefined;
  readonly #memories: ArchiveMemories;
  #opened: ReadonlyMap<ArchiveId, Opened> = new Map();

  constructor(
    world: World,
    store: ArchiveStore,
    builtIn: readonly BuiltInArchive[],
    parser?: Parser,
    notes?: ArchiveNotes,
    lineOf?: (archiveId: ArchiveId) => MeasuredLine,
    accessOf?: (archiveId: ArchiveId) => ArchiveAccess,
  ) {
    this.#world = world;
    this.#lineOf = lineOf;
    this.#accessOf = accessOf;
    this.#store = store;
    this.#builtIn = [...builtIn];
    this.#parser = parser;
    this.#memories = new ArchiveMemories(world.clock, notes);
  }

  /** Adds an archive that the reader's list does not hold; `reload` makes it count. */
  addBuiltIn(archive: BuiltInArchive): void {
    this.#builtIn.push(archive);
  }

  removeBuiltIn(archiveId: ArchiveId): void {
    const at = this.#builtIn.findIndex(({ description }) => description.archiveId === archiveId);
    if (at >= 0) this.#builtIn.splice(at, 1);
  }

  isBuiltIn(archiveId: ArchiveId): boolean {
    return this.#builtIn.some(({ description }) => description.archiveId === archiveId);
  }

  list(): readonly ArchiveDescription[] {
    return [...this.#opened.values()].map(({ description }) => description);
  }

  sources(): readonly ArchiveSource[] {
    return [...this.#opened.values()].map(({ source }) => source);
  }

  find(archiveId: ArchiveId): ArchiveDescription | undefined {
    return this.#opened.get(archiveId)?.description;
  }

  clientOf(archiveId: ArchiveId): ArchiveClient | undefined {
    return this.#opened.get(archiveId)?.source.client;
  }

  /** Where an image's attributes are found before its pixels are asked for: they decide in which form. */
  lookUpImagesWith(...[imageOf]: Parameters<ArchiveMemories['lookUpImagesWith']>): void {
    this.#memories.lookUpImagesWith(imageOf);
  }

  /** What has been learned of one of the reader's list. */
  memoryOf(archiveId: ArchiveId): ArchiveMemory | undefined {
    const description = this.find(archiveId);
    return description?.kind === 'dicomweb' ? this.#memories.of(archiveId, description.url) : undefined;
  }

  /** Those of the reader's list, with what has been learned of each. */
  listProbed(): readonly ProbedArchive[] {
    const listed = [...this.#opened.values()].filter(({ description }) => description.kind === 'dicomweb');
    return listed.map(({ source, description }) => ({
      client: source.client,
      memory: this.#memories.of(description.archiveId, description.url),
      mayCompress: description.mayCompress === true,
    }));
  }

  /** Reads the list again. Answers the clients that are used no more; close them when nobody asks through them. */
  reload(replaced?: ArchiveId): readonly ArchiveClient[] {
    const before = [...this.#opened.values()].map(({ source }) => source.client);
    this.#reopen(replaced);
    const after = new Set([...this.#opened.values()].map(({ source }) => source.client));
    return before.filter((client) => !after.has(client));
  }

  async close(): Promise<void> {
    const clients = [...this.#opened.values()].map(({ source }) => source.client);
    await Promise.all(clients.map((client) => client.close()));
  }

  #reopen(replaced?: ArchiveId): void {
    const builtIn = this.#builtIn.map(({ description, client }) => {
      const known = this.#opened.get(description.archiveId);
      return known?.source.client === client ? known : openedOf(description, client);
    });
    const stored = this.#store.list().filter(({ archiveId }) => !this.isBuiltIn(archiveId));
    const listed = stored.map((description) => {
      const known = this.#opened.get(description.archiveId);
      if (!known || description.archiveId === replaced) return openedOf(description, this.#connect(description));
      const same = JSON.stringify(known.description.assignment) === JSON.stringify(description.assignment);
      const isSame = same && known.source.name === description.name;
      return isSame ? { ...known, description } : openedOf(description, known.source.client);
    });
    this.#opened = new Map([...builtIn, ...listed].map((one) => [one.source.archiveId, one]));
  }

  #connect(description: ArchiveDescription): ArchiveClient {
    const { archiveId, url, signIn, kind } = description;
    // The disc is not in: its studies are read from the cache.
    if (kind === 'disc') return failingClient(archiveId, failureOf('PathNotFound'));
    const { network, random, clock } = this.#world;
    const secret = this.#store.readSecret(archiveId);
    const wholeInstances = this.#parser && { parser: this.#parser, clock };
    const asking = this.#memories.askingOf(description);
    const client = createArchiveClient({
      archiveId,
      url,
      signIn,
      secret,
      network,
      random,
      wholeInstances,
      asking,
      line: this.#lineOf?.(archiveId),
      isKnown: description.lastReport?.checks.some(({ check, outcome }) => check === 'search' && outcome === 'works'),
      ...this.#accessOf?.(archiveId),
    });
    return client.ok ? client.value : failingClient(archiveId, client.failure);
  }
}

function openedOf(description: ArchiveDescription, client: ArchiveClient): Opened {
  const { archiveId, name, kind, assignment } = description;
  return { source: { archiveId, name, kind, assignment, client }, description };
}
