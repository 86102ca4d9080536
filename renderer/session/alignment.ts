import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { type AlignRefusal, alignVolumes } from '../imaging/registration/registrationTask.ts';
import type { VolumeModel } from '../imaging/volume/volumeModel.ts';
import { linkBetween, withoutLink } from './frameLinks.ts';
import type { Together } from './together.ts';

/** `failed`: this computer could not do it, for want of memory most likely. */
export type AlignmentRefusal = AlignRefusal | 'noVolume';

/** `between`: the two display sets, the one that the other is aligned to first. */
export type AlignmentState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly between: Pair }
  | { readonly kind: 'done'; readonly between: Pair; readonly likeness: number }
  | { readonly kind: 'refused'; readonly between: Pair; readonly reason: AlignmentRefusal };

type Pair = readonly [DisplaySet, DisplaySet];

type Align = typeof alignVolumes;

/** Two series of different frames of reference, aligned by their pixels on demand; a help that is told and undone (H1). */
export class Alignment {
  readonly store: StoreApi<AlignmentState> = createStore<AlignmentState>(() => ({ kind: 'idle' }));
  readonly #together: Together;
  readonly #align: Align;
  #running: AbortController | undefined;

  constructor(together: Together, align: Align = alignVolumes) {
    this.#together = together;
    this.#align = align;
  }

  /**
   * Aligns the second series to the first. Pressed again while it runs it stops; where the two are aligned already the
   * alignment goes. `openVolume`: the voxels of a series, undefined where it is no volume.
   */
  async toggle(
    first: DisplaySet,
    second: DisplaySet,
    openVolume: (set: DisplaySet) => VolumeModel | undefined,
  ): Promise<void> {
    if (this.#running) {
      this.#running.abort();
      return;
    }
    const [from, to] = [this.#together.frameOf(first), this.#together.frameOf(second)];
    if (!from || !to || from === to) return;
    const { links } = this.#together.store.getState();
    if (linkBetween(links, from, to)?.kind === 'registration') {
      this.#together.setLinks(withoutLink(links, from, to));
      this.#say({ kind: 'idle' });
      return;
    }
    const between = [first, second] as const;
    this.#say({ kind: 'running', between });
    const answer = await this.#alignSets(first, second, openVolume);
    if (!('transform' in answer)) {
      this.#say({ ...answer, between });
      return;
    }
    const { transform, degrees, offsetMm, normal, likeness } = answer;
    const link = { from, to, transform, kind: 'registration', normal, offsetMm, degrees } as const;
    this.#together.join(link);
    this.#say({ kind: 'done', between, likeness });
  }

  /** What runs ends: the study leaves the desk. */
  stop(): void {
    this.#running?.abort();
  }

  async #alignSets(first: DisplaySet, second: DisplaySet, openVolume: (set: DisplaySet) => VolumeModel | undefined) {
    const holds: (() => void)[] = [];
    // Watched, so that the one does not make room for the other.
    const hold = (set: DisplaySet) => {
      const model = openVolume(set);
      if (model) holds.push(model.subscribe(() => undefined));
      return model;
    };
    const running = new AbortController();
    const { signal } = running;
    this.#running = running;
    try {
      const [one, other] = [hold(first), hold(second)];
      if (!one || !other) return refused('noVolume');
      // On a slow line that takes long: whoever stops it does not wait for it, and nor do the volumes stay.
      await Promise.race([Promise.all([one.load(), other.load()]), whenAborted(signal)]);
      if (signal.aborted) return refused('stopped');
      const answer = await this.#align(one, other, signal);
      if (!answer.ok) return refused(answer.failure);
      // What has been taken down meanwhile is not joined behind the reader's back.
      if (![first, second].every((set) => this.#together.hangs(set))) return refused('stopped');
      return { ...answer.value, normal: one.grid.normal };
    } catch {
      // A copy of the voxels that finds no room, a thread that cannot be given them.
      return refused('failed');
    } finally {
      this.#running = undefined;
      for (const letGo of holds) letGo();
    }
  }

  #say(state: AlignmentState): void {
    this.store.setState(state, true);
  }
}

function refused(reason: AlignmentRefusal) {
  return { kind: 'refused', reason } as const;
}

function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

const known = new WeakMap<Together, Alignment>();

export function alignmentOf(together: Together): Alignment {
  const before = known.get(together);
  if (before) return before;
  const made = new Alignment(together);
  known.set(together, made);
  return made;
}
