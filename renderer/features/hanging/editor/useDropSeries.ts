import { exampleSeries } from './boxDrag.ts';
import { useEditor } from './editorActs.ts';
import { type DraggedSeries, seriesDropped } from './model/dropSeries.ts';
import type { BoxRef } from './model/editBoxes.ts';

/** Lets go of a series of the example over a box: the box wants it from then on, by the fewest facts. */
export function useDropSeries(ref: BoxRef) {
  const { protocol, edit, select, example } = useEditor();
  const put = (dragged: DraggedSeries) => {
    if (!example) return;
    const { selector, isNew } = seriesDropped(protocol, ref, example.toHang, dragged);
    if (selector === undefined) return;
    edit((before) => seriesDropped(before, ref, example.toHang, dragged).protocol, 'series');
    // What was proposed is read at once, and can be changed.
    select({ screen: ref.screen, box: ref.id, ...(isNew && { place: { kind: 'selector', selector } }) });
  };
  const drop = (transfer: DataTransfer) => {
    const text = transfer.getData(exampleSeries);
    const [study, series] = text.split('\n');
    if (study !== undefined && series !== undefined) put({ study, series });
  };
  return { put, drop };
}
