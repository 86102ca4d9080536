import { type RefObject, useEffect, useRef } from 'react';
import type { AppliedState } from '#shared/dicom/documents/presentationState.ts';
import type { GreyState } from '../../../imaging/grey/grey.ts';
import type { BoxState, ImageBoxView } from '../../../imaging/imageBoxView.ts';
import type { Placement } from '../../../imaging/placement/placement.ts';
import { placementOfState } from './presentationPlacement.ts';

interface Before {
  readonly setId: string | undefined;
  readonly grey: GreyState | undefined;
  readonly placement: Placement | undefined;
}

/**
 * Shows an image as a presentation state says while it is on the screen, and every other image as it was before: a stack
 * has one grey for all its images, and a state is for those that it names (LN2).
 */
export function usePresentation(
  view: ImageBoxView,
  state: BoxState,
  applied: AppliedState | undefined,
  box: RefObject<HTMLElement | null>,
): void {
  const before = useRef<Before | undefined>(undefined);
  const imageId = state.drawn?.imageId;
  // What was applied is told by what it says: the object is made anew with every drawing.
  const key = applied && imageId !== undefined ? `${imageId} ${JSON.stringify(saysOf(applied))}` : '';
  const latest = useRef({ applied, state });
  useEffect(() => {
    latest.current = { applied, state };
  });
  useEffect(() => {
    const { applied: wanted, state: now } = latest.current;
    if (key === '' || !wanted || !now.drawn) {
      // Another series hangs there by now: its look is its own.
      if (before.current?.setId === now.set?.id) putBack(view, before.current);
      before.current = undefined;
      return;
    }
    before.current ??= { setId: now.set?.id, grey: now.grey, placement: view.placement?.() };
    const grey = greyOf(wanted, before.current.grey);
    if (grey) view.showGrey?.(grey);
    const { clientWidth: width = 0, clientHeight: height = 0 } = box.current ?? {};
    if (width > 0 && height > 0) view.place?.(placementOfState(wanted, now.drawn.item, { width, height }));
  }, [view, key, box]);
}

function saysOf({ paths: _paths, texts: _texts, ...says }: AppliedState): unknown {
  return says;
}

function greyOf(applied: AppliedState, before: GreyState | undefined): GreyState | undefined {
  if (!before) return undefined;
  const { window, voiFunction, inverted = before.inverted } = applied;
  if (!window) return { ...before, inverted };
  return { window, voiFunction, inverted, table: undefined };
}

function putBack(view: ImageBoxView, before: Before | undefined): void {
  if (before?.grey) view.showGrey?.(before.grey);
  if (before?.placement) view.place?.(before.placement);
}
