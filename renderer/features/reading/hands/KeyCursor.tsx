import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoxPoint } from '../../../imaging/imageBoxView.ts';
import { useAnnotations } from '../annotations/annotationContext.ts';
import { handState } from './handState.ts';
import styles from './KeyCursor.module.css';
import { cursorAfter, KeyPointer } from './keyPointer.ts';

interface KeyCursorProps {
  /** Hears the pointer; the cursor sends it what a pointer would. */
  readonly element: HTMLElement;
  /** Where the element stands in its box. */
  readonly offset: BoxPoint;
  readonly at: BoxPoint;
  readonly onMove: (at: BoxPoint) => void;
}

/**
 * A pointer that the arrow keys move: by 1, with Shift by 10. Enter sets a point, Space takes hold of what is under it and
 * lets go, Escape gives up what was begun, and then the arrows back. Every tool works by it, because it says what a pointer says.
 */
export function KeyCursor({ element, offset, at, onMove }: KeyCursorProps) {
  const { t } = useTranslation();
  const own = useRef<HTMLDivElement>(null);
  const pointer = useMemo(() => new KeyPointer(element), [element]);
  useEffect(() => pointer.putAway, [pointer]);
  const [isHeld, setHeld] = useState(false);
  const [said, setSaid] = useState('');
  const isWriting = useAnnotations(({ writing }) => writing !== undefined);
  // Words that were typed have the keys until they are written.
  useEffect(() => {
    if (!isWriting) own.current?.focus();
  }, [isWriting]);
  const onKeyDown = (event: KeyboardEvent) => {
    const act = actOf(event);
    if (!act) return;
    event.preventDefault();
    act();
  };
  const actOf = (event: KeyboardEvent): (() => void) | undefined => {
    if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
    const next = cursorAfter(at, event.key, event.shiftKey ? 10 : 1, element);
    if (next) {
      return () => {
        onMove(next);
        pointer.moveTo(next);
      };
    }
    if (event.key === 'Enter') return isHeld ? letGo : press;
    if (event.key === ' ' && !event.shiftKey) return isHeld ? letGo : takeHold;
    if (event.key === 'Escape') return leave;
    return undefined;
  };
  const press = () => {
    pointer.takeHold(at);
    pointer.letGo(at);
    setSaid(t('hands.cursor.set', { x: Math.round(at.x), y: Math.round(at.y) }));
  };
  const takeHold = () => {
    pointer.takeHold(at);
    setHeld(true);
    setSaid(t('hands.cursor.held'));
  };
  const letGo = () => {
    pointer.letGo(at);
    setHeld(false);
    setSaid(t('hands.cursor.letGo'));
  };
  const leave = () => {
    const hadNothing = pointer.giveUp(at);
    if (isHeld) setHeld(false);
    else if (hadNothing) handState.setState({ cursorShown: false });
  };
  return (
    <div
      ref={own}
      className={styles.layer}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it is worked by keys, and by nothing else.
      tabIndex={0}
      role="application"
      aria-label={t('hands.cursor.title')}
      data-testid="key-cursor"
      onKeyDown={onKeyDown}
    >
      <svg
        className={styles.cursor}
        data-held={isHeld}
        style={{ left: offset.x + at.x, top: offset.y + at.y }}
        viewBox="-14 -14 28 28"
        aria-hidden="true"
      >
        <path className={styles.halo} d="M-13 0h8M5 0h8M0-13v8M0 5v8" />
        <path className={styles.lines} d="M-13 0h8M5 0h8M0-13v8M0 5v8" />
      </svg>
      <span className={styles.said} role="status">
        {said}
      </span>
    </div>
  );
}
