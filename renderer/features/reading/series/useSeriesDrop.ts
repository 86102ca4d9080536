import type { DragEvent } from 'react';
import type { Arrangement } from '../../../session/arrangement.ts';
import { ownerOf } from '../../../session/nextBox.ts';
import { useReading } from '../readingContext.ts';

/** Our own type: what a person drags in from elsewhere is no series. */
const seriesType = 'application/x-durbeen-series';

export function putSeries(transfer: DataTransfer, setId: string): void {
  transfer.setData(seriesType, setId);
  transfer.effectAllowed = 'copy';
}

interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Which box of a grid a point is in; boxes are equal, row by row, from the side where reading begins. */
export function boxAtPoint(
  { rows, columns }: Pick<Arrangement, 'rows' | 'columns'>,
  area: Area,
  x: number,
  y: number,
  rightToLeft = false,
): number | undefined {
  const across = (x - area.left) / area.width;
  const down = (y - area.top) / area.height;
  if (!(across >= 0 && across < 1 && down >= 0 && down < 1)) return undefined;
  const column = Math.floor((rightToLeft ? 1 - across : across) * columns);
  return Math.floor(down * rows) * columns + Math.min(columns - 1, column);
}

/** Lets go of a series over the grid of boxes: it hangs in the box under the hand. */
export function useSeriesDrop() {
  const { session } = useReading();
  return {
    onDragOver: (event: DragEvent) => {
      if (event.dataTransfer.types.includes(seriesType)) event.preventDefault();
    },
    onDrop: (event: DragEvent) => {
      const setId = event.dataTransfer.getData(seriesType);
      if (setId === '') return;
      event.preventDefault();
      const { arrangement, active, enlarged } = session.state;
      const rightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl';
      const area = event.currentTarget.getBoundingClientRect();
      const place = boxAtPoint(arrangement, area, event.clientX, event.clientY, rightToLeft);
      const box = enlarged ? active : place === undefined ? undefined : ownerOf(arrangement, place);
      if (box !== undefined) session.hang(setId, box);
    },
  };
}
