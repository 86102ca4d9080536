import type { ReadingState } from '../../../session/readingState.ts';
import type { PanelStudy } from './panelRows.ts';

const known = new WeakMap<ReadingState['studies'], readonly PanelStudy[]>();

/** The studies whose images may be hung, the one that is read first. The same list until one of them changes. */
export function studiesOnDesk({ studies }: Pick<ReadingState, 'studies'>): readonly PanelStudy[] {
  const before = known.get(studies);
  if (before) return before;
  const listed = studies.map(({ snapshot, images }, at) => ({ snapshot, sets: images.sets, isCurrent: at === 0 }));
  known.set(studies, listed);
  return listed;
}
