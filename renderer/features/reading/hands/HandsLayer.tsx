import { type CSSProperties, type RefObject, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { BoxPoint, ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { useReadingState } from '../readingContext.ts';
import { handState } from './handState.ts';
import { KeyCursor } from './KeyCursor.tsx';
import { Lens } from './Lens.tsx';

interface HandsLayerProps {
  readonly box: number;
  readonly view: ImageBoxView;
  /** The element that the view draws in, and that hears the pointer. */
  readonly lent: RefObject<HTMLDivElement | null>;
  /** Where a button of the mouse holds the magnifier. */
  readonly lens: BoxPoint | undefined;
  /** How the image goes out to its monitor, and what the magnifier shows of it. */
  readonly style: CSSProperties | undefined;
}

/** What the hands hold over the image of one box: the magnifier, by button or by key, and the cursor of the keys. */
export function HandsLayer({ box, view, lent, lens, style }: HandsLayerProps) {
  const isActive = useReadingState(({ active }) => active === box);
  const { lensHeld, cursorShown } = useStore(handState);
  const [cursor, setCursor] = useState<BoxPoint>();
  const pointer = usePointerOver(lent, isActive && lensHeld);
  const element = lent.current;
  const middle = { x: (element?.clientWidth ?? 0) / 2, y: (element?.clientHeight ?? 0) / 2 };
  const hasCursor = isActive && cursorShown;
  const at = lens ?? (isActive && lensHeld ? ((hasCursor ? cursor : pointer) ?? cursor ?? middle) : undefined);
  return (
    <>
      {at && <Lens view={view} at={at} offset={offsetOf(element)} style={style} />}
      {hasCursor && element && (
        <KeyCursor element={element} offset={offsetOf(element)} at={cursor ?? middle} onMove={setCursor} />
      )}
    </>
  );
}

/** The image's element stands below a band of words in radiographs; what lies over it moves with it. */
function offsetOf(element: HTMLDivElement | null): BoxPoint {
  return { x: element?.offsetLeft ?? 0, y: element?.offsetTop ?? 0 };
}

/** Where the pointer is over the image while that is asked for; undefined when it is elsewhere. */
function usePointerOver(lent: RefObject<HTMLDivElement | null>, isAsked: boolean): BoxPoint | undefined {
  const [at, setAt] = useState<BoxPoint>();
  useEffect(() => {
    const element = lent.current;
    if (!element) return undefined;
    const gone = new AbortController();
    let last: BoxPoint | undefined;
    element.addEventListener(
      'pointermove',
      ({ clientX, clientY }) => {
        const { left, top } = element.getBoundingClientRect();
        last = { x: clientX - left, y: clientY - top };
        if (isAsked) setAt(last);
      },
      { signal: gone.signal, passive: true },
    );
    element.addEventListener('pointerleave', () => setAt(undefined), { signal: gone.signal });
    return () => {
      gone.abort();
      setAt(last);
    };
  }, [lent, isAsked]);
  return at;
}
