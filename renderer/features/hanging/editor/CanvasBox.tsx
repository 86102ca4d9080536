import { type DragEvent, type PointerEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Viewport } from '#shared/hanging/protocol.ts';
import { nameOfSelector } from '../sentences.ts';
import { boxAct, boxPlaceKey } from './boxDrag.ts';
import styles from './Editor.module.css';
import { useEditor } from './editorActs.ts';
import { type BoxRef, boxMoved, boxSpanned, kindOf } from './model/editBoxes.ts';
import { placeOf } from './model/places.ts';
import { useDropSeries } from './useDropSeries.ts';
import { useShownIn } from './useShownIn.ts';
import { windowText } from './windowText.ts';

interface CanvasBoxProps {
  readonly box: Viewport;
  readonly reference: BoxRef;
  /** Whether the key was one of the canvas. */
  readonly onKey: (key: string, id: string, how: { readonly shift: boolean; readonly ctrl: boolean }) => boolean;
  readonly cellAt: (x: number, y: number) => readonly [row: number, column: number] | undefined;
}

/** One box: its letter, what it wants, and what of the example hangs there. A series is let go over it; its corner widens it. */
export function CanvasBox({ box, reference, onKey, cellAt }: CanvasBoxProps) {
  const { t } = useTranslation();
  const { protocol, selection, select, edit } = useEditor();
  const [isOver, setOver] = useState(false);
  const drop = useDropSeries(reference);
  const shown = useShownIn(reference);
  const [row = 0, column = 0, rows = 1, columns = 1] = placeOf(box) ?? [];
  const isActive = selection.box === box.id && selection.screen === reference.screen;
  const names = box.layers.map(({ selector }) => nameOfSelector(protocol, selector));
  const kind = kindOf(box);
  const details = [
    kind !== 'stack' && kind !== 'empty' && t(`hanging.editor.kind.${kind}`),
    box.plane && t(`hanging.values.plane.${box.plane}`),
    box.slab && t('hanging.editor.mm', { mm: box.slab.mm }),
    box.initial?.voi !== undefined && windowText(box.initial.voi, t),
    box.initial?.invert && t('hanging.editor.inverted'),
    box.initial?.flipH && t('hanging.editor.mirrored'),
    box.initial?.rotate !== undefined && t('hanging.editor.turnedBy', { degrees: box.initial.rotate }),
  ].filter((part) => typeof part === 'string');
  const onDrop = (event: DragEvent) => {
    setOver(false);
    const moved = event.dataTransfer.getData(boxAct);
    event.preventDefault();
    if (moved === '') drop.drop(event.dataTransfer);
    else if (moved.startsWith(boxPlaceKey(reference))) {
      const id = moved.slice(boxPlaceKey(reference).length);
      edit((before) => boxMoved(before, { ...reference, id }, row, column), 'boxMoved');
    }
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button may hold no other button.
    <div
      role="button"
      tabIndex={isActive || (selection.box === undefined && row === 0 && column === 0) ? 0 : -1}
      className={styles.box}
      style={{ gridArea: `${row + 1} / ${column + 1} / span ${rows} / span ${columns}` }}
      data-box={box.id}
      data-active={isActive}
      data-over={isOver}
      data-empty={box.layers.length === 0}
      aria-pressed={isActive}
      aria-label={t('hanging.editor.boxSaid', {
        box: box.id.toUpperCase(),
        what: names.join(' + ') || t('hanging.editor.nothing'),
      })}
      draggable
      onClick={() => select({ screen: reference.screen, box: box.id })}
      onFocus={() => {
        if (!isActive) select({ screen: reference.screen, box: box.id });
      }}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return;
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          document.querySelector<HTMLElement>('[data-box-settings] select')?.focus();
        } else if (onKey(event.key, box.id, { shift: event.shiftKey, ctrl: event.ctrlKey || event.metaKey }))
          event.preventDefault();
      }}
      onDragStart={(event) => {
        event.dataTransfer.setData(boxAct, `${boxPlaceKey(reference)}${box.id}`);
        event.dataTransfer.effectAllowed = 'move';
      }}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <span className={styles.boxHead}>
        <b className={styles.letter}>{box.id.toUpperCase()}</b>
        <span className={styles.boxName}>{names.join(' + ') || t('hanging.editor.nothing')}</span>
        {box.primary && (
          <span className={styles.first} title={t('hanging.editor.readFirst')}>
            1
          </span>
        )}
      </span>
      {details.length > 0 && <span className={styles.boxDetail}>{details.join(' · ')}</span>}
      {shown && (
        <span className={styles.boxShown} data-state={shown.state}>
          {shown.text}
        </span>
      )}
      <SpanHandle
        label={t('hanging.editor.span')}
        onSpan={(x, y) => {
          const cell = cellAt(x, y);
          if (!cell || cell[0] < row || cell[1] < column) return;
          edit(
            (before) => boxSpanned(before, reference, cell[0] - row + 1, cell[1] - column + 1),
            'boxSpan',
            `span ${reference.stage} ${box.id}`,
          );
        }}
      />
    </div>
  );
}

/** The corner that is pulled; with the keyboard it is Shift and an arrow on the box. */
function SpanHandle({ label, onSpan }: { label: string; onSpan: (x: number, y: number) => void }) {
  const isHeld = useRef(false);
  const hold = (event: PointerEvent) => {
    event.stopPropagation();
    event.preventDefault();
    isHeld.current = true;
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keyboard has Shift and an arrow on the box itself.
    <span
      className={styles.handle}
      title={label}
      onPointerDown={hold}
      onPointerMove={({ clientX, clientY }) => {
        if (isHeld.current) onSpan(clientX, clientY);
      }}
      onPointerUp={() => {
        isHeld.current = false;
      }}
      onDragStart={(event) => event.preventDefault()}
    />
  );
}
