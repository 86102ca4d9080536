import { type CSSProperties, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Screen } from '#shared/hanging/protocol.ts';
import { CanvasBox } from './CanvasBox.tsx';
import styles from './Editor.module.css';
import { useEditor } from './editorActs.ts';
import { boxAdded, boxBeside, boxMoved, boxRemoved, boxSpanned } from './model/editBoxes.ts';
import { boxAt, placedScreen, placeOf } from './model/places.ts';
import { ProblemsAt } from './Problems.tsx';

const arrows: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The screens of a step as they will hang: boxes are gone to by the arrows, moved with Ctrl and widened with Shift. */
export function Canvas() {
  const { t } = useTranslation();
  const { protocol, selection } = useEditor();
  const stage = protocol.stages[selection.stage];
  if (!stage) return null;
  return (
    <div className={styles.canvas} data-testid="hanging-canvas">
      {stage.screens.map((screen, index) => (
        <section
          // biome-ignore lint/suspicious/noArrayIndexKey: a screen has no other name than its place.
          key={index}
          className={styles.screen}
          aria-label={t('hanging.editor.screen', { number: index + 1 })}
        >
          {stage.screens.length > 1 && <h4>{t('hanging.editor.screen', { number: index + 1 })}</h4>}
          <Grid screen={placedScreen(screen)} index={index} />
          <ProblemsAt within={`stages.${selection.stage}.screens.${index}`} />
        </section>
      ))}
    </div>
  );
}

function Grid({ screen, index }: { screen: Screen; index: number }) {
  const { t } = useTranslation();
  const grid = useRef<HTMLDivElement>(null);
  const { selection, select, edit } = useEditor();
  const { stage } = selection;
  const { rows, cols } = screen.grid;
  const focus = (id: string) => {
    select({ screen: index, box: id });
    const box = grid.current?.querySelector(`[data-box="${id}"]`);
    if (box instanceof HTMLElement) box.focus();
  };
  const onKey = (key: string, id: string, how: { readonly shift: boolean; readonly ctrl: boolean }): boolean => {
    const ref = { stage, screen: index, id };
    const step = arrows[key];
    const place = screen.viewports.flatMap((box) => (box.id === id ? [placeOf(box)] : []))[0];
    if (key === 'Delete') edit((before) => boxRemoved(before, ref), 'boxGone');
    else if (!step || !place) return false;
    else if (how.ctrl) edit((before) => boxMoved(before, ref, place[0] + step[0], place[1] + step[1]), 'boxMoved');
    else if (how.shift)
      edit(
        (before) => boxSpanned(before, ref, place[2] + step[0], place[3] + step[1]),
        'boxSpan',
        `span ${stage} ${id}`,
      );
    else {
      const beside = boxBeside(screen, id, step[0], step[1]);
      if (beside) focus(beside.id);
    }
    return true;
  };
  const cells = Array.from({ length: rows * cols }, (_, cell) => [Math.floor(cell / cols), cell % cols] as const);
  const style: CSSProperties = {
    gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))`,
    gridTemplateColumns: `repeat(${cols}, minmax(0, 1fr))`,
  };
  return (
    <div ref={grid} className={styles.grid} style={style}>
      {cells
        .filter(([row, column]) => !boxAt(screen, row, column))
        .map(([row, column]) => (
          <button
            key={`${row} ${column}`}
            type="button"
            className={styles.freeCell}
            style={{ gridArea: `${row + 1} / ${column + 1}` }}
            onClick={() => edit((before) => boxAdded(before, stage, index, row, column), 'box')}
          >
            {t('hanging.editor.addBox')}
          </button>
        ))}
      {screen.viewports.map((box) => (
        <CanvasBox
          key={box.id}
          box={box}
          reference={{ stage, screen: index, id: box.id }}
          onKey={onKey}
          cellAt={(x, y) => cellAt(grid.current, rows, cols, x, y)}
        />
      ))}
    </div>
  );
}

/** Row and column under a point of the window. */
function cellAt(element: HTMLElement | null, rows: number, cols: number, x: number, y: number) {
  const area = element?.getBoundingClientRect();
  if (!area || area.width === 0 || area.height === 0) return undefined;
  const row = Math.floor(((y - area.top) / area.height) * rows);
  const column = Math.floor(((x - area.left) / area.width) * cols);
  return row < 0 || column < 0 || row >= rows || column >= cols ? undefined : ([row, column] as const);
}
