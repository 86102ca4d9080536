import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './BoxPicker.module.css';

export interface Size {
  readonly rows: number;
  readonly columns: number;
}

interface BoxChoiceProps {
  readonly shown: Size;
  readonly most: Size;
  readonly onChoose: (size: Size) => void;
}

/** A field of cells; the one pointed at is the last box. One stop for Tab, arrows within. */
export function BoxChoice({ shown, most, onChoose }: BoxChoiceProps) {
  const { t } = useTranslation();
  const [size, setSize] = useState(shown);
  const field = useRef<HTMLDivElement>(null);
  useEffect(() => {
    field.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const next = sizeAfter(event.key, size, most);
    if (!next) return;
    event.preventDefault();
    setSize(next);
  };
  return (
    <>
      <output className={styles.size}>{t('desk.size', { ...size })}</output>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the cells are the controls; their arrows are heard here once. */}
      <div ref={field} className={styles.field} onKeyDown={onKeyDown} data-testid="box-choice">
        {cellsOf(most).map(({ rows, columns }) => (
          <button
            key={`${rows} ${columns}`}
            type="button"
            className={styles.cell}
            data-chosen={rows <= size.rows && columns <= size.columns}
            tabIndex={rows === size.rows && columns === size.columns ? 0 : -1}
            aria-label={t('desk.size', { rows, columns })}
            onPointerEnter={() => setSize({ rows, columns })}
            onClick={() => onChoose({ rows, columns })}
          />
        ))}
      </div>
    </>
  );
}

function cellsOf(most: Size): readonly Size[] {
  return Array.from({ length: most.rows * most.columns }, (_, cell) => ({
    rows: Math.floor(cell / most.columns) + 1,
    columns: (cell % most.columns) + 1,
  }));
}

function sizeAfter(key: string, { rows, columns }: Size, most: Size): Size | undefined {
  switch (key) {
    case 'ArrowRight':
      return { rows, columns: Math.min(most.columns, columns + 1) };
    case 'ArrowLeft':
      return { rows, columns: Math.max(1, columns - 1) };
    case 'ArrowDown':
      return { rows: Math.min(most.rows, rows + 1), columns };
    case 'ArrowUp':
      return { rows: Math.max(1, rows - 1), columns };
    default:
      return undefined;
  }
}
