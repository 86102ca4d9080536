import type { SyncGroup } from '#shared/hanging/protocol.ts';
import type { BoxState, ImageBoxView } from '../imaging/imageBoxView.ts';
import type { ReadingState } from './readingState.ts';
import type { LooksAlong } from './sharedLook.ts';

/** What a stage wants two of its boxes to do together, beside what boxes of one space do anyhow. */
export interface SyncedBoxes {
  readonly voi: boolean;
  readonly place: boolean;
  readonly invert: boolean;
  readonly cine: boolean;
  /** Where nothing joins the two in space: the same image number, or as many images on. */
  readonly steps: 'index' | 'relative' | undefined;
}

/** The boxes that are linked with this one by the stage that hangs, and by what. */
export function syncedWith(state: ReadingState, box: number): ReadonlyMap<number, SyncedBoxes> {
  const { byProtocol, arrangement } = state;
  const groups = byProtocol?.hanging.stages[byProtocol.stage]?.sync ?? [];
  const own = arrangement.cells?.[box]?.viewport;
  const linked = new Map<number, SyncedBoxes>();
  if (own === undefined) return linked;
  const joined = groups.filter(({ viewports }) => viewports.includes(own));
  for (const each of arrangement.boxes.keys()) {
    const viewport = arrangement.cells?.[each]?.viewport;
    if (each === box || viewport === undefined) continue;
    const shared = joined.filter(({ viewports }) => viewports.includes(viewport));
    if (shared.length > 0) linked.set(each, syncOf(shared));
  }
  return linked;
}

function syncOf(groups: readonly SyncGroup[]): SyncedBoxes {
  const has = (kind: SyncGroup['kind']) => groups.some((group) => group.kind === kind);
  const by = groups.find(({ kind }) => kind === 'scroll')?.by;
  return {
    voi: has('voi'),
    place: has('zoomPan') || has('camera'),
    invert: has('invert'),
    cine: has('cine'),
    steps: by === 'index' || by === 'relative' ? by : undefined,
  };
}

/** Who shares the look of a box: all of its modality where the reader wants that, else what its stage wants. */
export function looksAlong(
  state: ReadingState,
  box: number,
  views: ReadonlyMap<number, ImageBoxView>,
  { look, lookOfStage }: { readonly look: boolean; readonly lookOfStage: boolean },
): readonly LooksAlong[] {
  if (!look && !lookOfStage) return [];
  const linked = lookOfStage ? syncedWith(state, box) : undefined;
  const modality = views.get(box)?.state().set?.modality;
  return [...views].flatMap(([each, view]): readonly LooksAlong[] => {
    if (each === box) return [];
    const sync = linked?.get(each);
    const isAlike = look && view.state().set?.modality === modality;
    const window = isAlike ? 'same' : sync?.voi ? 'alike' : undefined;
    const [place, inversion] = [isAlike || sync?.place === true, sync?.invert === true];
    return window || place || inversion ? [{ view, window, place, inversion }] : [];
  });
}

export type WentTo = Pick<BoxState, 'asked' | 'playing'>;

export interface GoesAlong {
  readonly view: ImageBoxView;
  readonly sync: SyncedBoxes;
  /** Nothing joins the two in space, and boxes are to scroll together. */
  readonly mayStep: boolean;
}

/** Takes boxes along that only their stage links: by image number, and in playing. */
export function goAlong(now: WentTo, before: WentTo, others: readonly GoesAlong[]): void {
  const steps = now.asked - before.asked;
  for (const { view, sync, mayStep } of others) {
    const { asked, playing } = view.state();
    if (sync.cine && now.playing !== before.playing && playing !== now.playing) view.togglePlaying();
    if (steps !== 0 && mayStep && sync.steps) view.goTo(sync.steps === 'index' ? now.asked : asked + steps);
  }
}
