import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { middleFromOtherEnd } from '#shared/dicom/middleOfStack.ts';
import type { ReadingSession } from './readingSession.ts';
import { togetherOf } from './together.ts';

/**
 * Where a prior opens beside what it is compared with: at the place that is the same by what joins the two bodies, else
 * as far through its stack as the other is. Undefined where nothing stands beside it.
 */
export function comparedIndex(session: ReadingSession, box: number, set: DisplaySet): number | undefined {
  const { arrangement, byProtocol } = session.state;
  const { selector = '' } = arrangement.cells?.[box] ?? {};
  const compared = byProtocol?.hanging.protocol.selectors[selector]?.mirrorOf;
  const beside = arrangement.boxes.findIndex(
    (content, each) => content !== undefined && each !== box && arrangement.cells?.[each]?.selector === compared,
  );
  const other = session.setOf(arrangement.boxes[beside]?.setId)?.set;
  if (!other || set.frames.length === 0) return undefined;
  const view = session.viewAt(beside);
  const matching = view && togetherOf(session).matchingSlice(view, set);
  if (matching) return matching.index;
  const { length } = other.frames;
  const left = session.rememberedView(other)?.index;
  const at = view?.state().set === other ? view.state().asked : (left ?? middleFromOtherEnd(length));
  return length > 1 ? Math.round((at / (length - 1)) * (set.frames.length - 1)) : undefined;
}
