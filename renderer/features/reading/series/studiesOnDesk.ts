import type { Hanging } from '#shared/hanging/hanging.ts';
import type { ReadingState } from '../../../session/readingState.ts';
import type { PanelStudy } from './panelRows.ts';

interface Listed {
  /** What readers say of a series is read with the next decision: the same studies are then read anew. */
  readonly decided: Hanging | undefined;
  readonly studies: readonly PanelStudy[];
}

const known = new WeakMap<ReadingState['studies'], Listed>();

/** The studies whose images may be hung, the one that is read first. The same list until one of them changes or is decided anew. */
export function studiesOnDesk({
  studies,
  byProtocol,
}: Pick<ReadingState, 'studies' | 'byProtocol'>): readonly PanelStudy[] {
  const decided = byProtocol?.hanging;
  const before = known.get(studies);
  if (before && before.decided === decided) return before.studies;
  const listed = studies.map(({ snapshot, images }, at) => ({ snapshot, sets: images.sets, isCurrent: at === 0 }));
  known.set(studies, { decided, studies: listed });
  return listed;
}
