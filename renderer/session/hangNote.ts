import type { HangEvent } from '#shared/contract/hanging.ts';
import type { ReadingState } from './readingState.ts';

/** Modality of the study and part of the body, for the tables: of the study's own facets, never of its patient. */
export interface StudyKind {
  readonly modality: string;
  readonly bodyPart: string;
}

/** Acts of the hands that put right how an image looks; moving about in it is reading. By the words that name them. */
const looks = new Set([
  'desk.changes.window',
  'desk.changes.invert',
  'desk.changes.zoom',
  'desk.changes.rotate',
  'desk.changes.flip',
  'desk.changes.slab',
]);

/** What is noted of one hang: what hung, how long it took, and what the reader changed by hand afterwards. */
export class HangNote {
  readonly #id = crypto.randomUUID();
  readonly #listeners = new Set<() => void>();
  readonly #changes: Record<string, number> = {};
  #event: HangEvent | undefined;
  /** A drag comes in many small steps, and is one change. */
  #lastLook: string | undefined;
  /** Deciding alone, in ms; of the last time. */
  decidedMs = 0;
  kind: StudyKind = { modality: '', bodyPart: '' };

  /** The note as it stands; undefined before anything hung by a protocol. */
  get event(): HangEvent | undefined {
    return this.#event;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The first stage hangs. */
  hung({ snapshot, arrangement, byProtocol }: ReadingState): void {
    if (!byProtocol) return;
    const { hanging, stage } = byProtocol;
    const waits = arrangement.boxes.filter((content, box) => !content && arrangement.cells?.[box]?.selector);
    this.#event = {
      id: this.#id,
      study: snapshot.item.study,
      protocolId: hanging.protocol.id,
      protocolVersion: hanging.protocol.version,
      stage,
      ...this.kind,
      bound: arrangement.boxes.filter((content) => content !== undefined).length,
      empty: waits.length,
      decidedMs: this.decidedMs,
      changes: {},
    };
    this.#tell();
  }

  /** From the open command to boxes on the screen, in ms. */
  shown(hungMs: number): void {
    if (!this.#event || this.#event.hungMs !== undefined) return;
    this.#event = { ...this.#event, hungMs: Math.max(0, hungMs) };
    this.#tell();
  }

  /** The reader changed something by hand: `series`, `boxes`, `planes`, `protocol`, `prior`, `look`. */
  changed(kind: string, { byProtocol }: ReadingState): void {
    if (!this.#event || !byProtocol) return;
    this.#lastLook = undefined;
    this.#count(kind);
  }

  /** The reader changed how an image looks: `label` says what was done, `gesture` to which image in which box. */
  looked(label: string, gesture: string): void {
    if (!this.#event || !looks.has(label) || gesture === this.#lastLook) return;
    this.#lastLook = gesture;
    this.#count('look');
  }

  #count(kind: string): void {
    if (!this.#event) return;
    this.#changes[kind] = (this.#changes[kind] ?? 0) + 1;
    this.#event = { ...this.#event, changes: { ...this.#changes } };
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
