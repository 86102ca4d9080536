import { type RefObject, useEffect, useRef } from 'react';
import type { AppliedState } from '#shared/dicom/documents/presentationState.ts';
import type { GreyState } from '../../../imaging/grey/grey.ts';
import type { BoxState, ImageBoxView } from '../../../imaging/imageBoxView.ts';
import type { Placement } from '../../../imaging/placement/placement.ts';
import { StackView } from '../../../imaging/stack/stackView.ts';
import { useReading } from '../readingContext.ts';
import { greyOfPresentation } from './presentationGrey.ts';
import { placementOfState } from './presentationPlacement.ts';

interface Before {
  readonly setId: string;
  readonly grey: GreyState | undefined;
  readonly placement: Placement | undefined;
}

/**
 * Shows an image as a presentation state says while it is on the screen, and every other image as it was before: a stack
 * has one grey for all its images, and a state is for those that it names (LN2). Never a plane through a volume, which
 * has one grey for all its slices, and lies as the patient does, not as rows and columns. What the reader had chosen is
 * what is remembered of the series.
 */
export function usePresentation(
  view: ImageBoxView,
  state: BoxState,
  applied: AppliedState | undefined,
  box: RefObject<HTMLElement | null>,
): void {
  const { session } = useReading();
  const before = useRef<Before | undefined>(undefined);
  const imageId = state.drawn?.imageId;
  const isImage = imageId !== undefined && view instanceof StackView;
  // What was applied is told by what it says: the object is made anew with every drawing.
  const key = applied && isImage ? `${imageId} ${JSON.stringify(saysOf(applied))}` : '';
  const latest = useRef({ applied, state });
  useEffect(() => {
    latest.current = { applied, state };
  });
  useEffect(() => {
    const { applied: wanted, state: now } = latest.current;
    const end = () => {
      putBack(view, before.current);
      if (before.current) session.lendLook(view, before.current.setId, undefined);
      before.current = undefined;
    };
    if (before.current && before.current.setId !== now.set?.id) end();
    if (key === '' || !wanted || !now.drawn || !now.set) {
      end();
      return;
    }
    before.current ??= { setId: now.set.id, grey: now.grey, placement: view.placement?.() };
    session.lendLook(view, now.set.id, before.current);
    const grey = greyOfPresentation(wanted, now.drawn.item, before.current.grey);
    if (grey) view.showGrey?.(grey);
    const { clientWidth: width = 0, clientHeight: height = 0 } = box.current ?? {};
    if (width > 0 && height > 0) view.place?.(placementOfState(wanted, now.drawn.item, { width, height }));
  }, [view, key, box, session]);
  useEffect(
    () => () => {
      if (before.current) session.lendLook(view, before.current.setId, undefined);
    },
    [view, session],
  );
}

/** By what it says, and its tables by who they are: they have thousands of entries. */
function saysOf({ paths: _paths, texts: _texts, table, modality, ...says }: AppliedState): unknown {
  return { ...says, table: table && nameOf(table), modality: modality && nameOf(modality) };
}

const names = new WeakMap<object, number>();
let lastName = 0;

function nameOf(thing: object): number {
  const known = names.get(thing);
  if (known !== undefined) return known;
  lastName += 1;
  names.set(thing, lastName);
  return lastName;
}

/** Another series that hangs there by now has a look of its own. */
function putBack(view: ImageBoxView, before: Before | undefined): void {
  if (!before || view.state().set?.id !== before.setId) return;
  if (before.grey) view.showGrey?.(before.grey);
  if (before.placement) view.place?.(before.placement);
}
