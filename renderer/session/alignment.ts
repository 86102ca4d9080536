import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { frameNameOf } from '../imaging/plane/shownPlane.ts';
import { type AlignRefusal, alignVolumes } from '../imaging/registration/registrationTask.ts';
import type { VolumeModel } from '../imaging/volume/volumeModel.ts';
import { linkBetween, withLink, withoutLink } from './frameLinks.ts';
import type { Together } from './together.ts';

export type AlignmentState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running' }
  | { readonly kind: 'done'; readonly likeness: number }
  | { readonly kind: 'refused'; readonly reason: AlignRefusal | 'noVolume' };

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
    const [from, to] = [frameNameOf(first), frameNameOf(second)];
    if (!from || !to || from === to) return;
    const { links } = this.#together.store.getState();
    if (linkBetween(links, from, to)?.kind === 'registration') {
      this.#together.setLinks(withoutLink(links, from, to));
      this.#say({ kind: 'idle' });
      return;
    }
    const running = new AbortController();
    this.#running = running;
    this.#say({ kind: 'running' });
    const answer = await this.#alignSets(first, second, openVolume, running.signal);
    this.#running = undefined;
    if (!('transform' in answer)) {
      this.#say(answer);
      return;
    }
    const { transform, degrees, offsetMm, normal, likeness } = answer;
    const link = { from, to, transform, kind: 'registration', normal, offsetMm, degrees } as const;
    this.#together.setLinks(withLink(this.#together.store.getState().links, link));
    this.#say({ kind: 'done', likeness });
  }

  async #alignSets(
    first: DisplaySet,
    second: DisplaySet,
    openVolume: (set: DisplaySet) => VolumeModel | undefined,
    signal: AbortSignal,
  ) {
    const holds: (() => void)[] = [];
    // Watched, so that the one does not make room for the other.
    const hold = (set: DisplaySet) => {
      const model = openVolume(set);
      if (model) holds.push(model.subscribe(() => undefined));
      return model;
    };
    try {
      const [one, other] = [hold(first), hold(second)];
      if (!one || !other) return { kind: 'refused', reason: 'noVolume' } as const;
      await Promise.all([one.load(), other.load()]);
      const answer = await this.#align(one, other, signal);
      if (!answer.ok) return { kind: 'refused', reason: answer.failure } as const;
      return { ...answer.value, normal: one.grid.normal };
    } finally {
      for (const letGo of holds) letGo();
    }
  }

  #say(state: AlignmentState): void {
    this.store.setState(state, true);
  }
}

const known = new WeakMap<Together, Alignment>();

export function alignmentOf(together: Together): Alignment {
  const before = known.get(together);
  if (before) return before;
  const made = new Alignment(together);
  known.set(together, made);
  return made;
}
