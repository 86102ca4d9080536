import { useEffect } from 'react';
import { useReading } from '../readingContext.ts';

/** Ends the swap of studies when the key that began it is let go, whichever key that is; and when the window is left. */
export function HeldSwapKey() {
  const { session } = useReading();
  useEffect(() => {
    let held: string | undefined;
    const end = () => {
      held = undefined;
      session.swap.end();
    };
    // The command has run already: the window's listener of keys was there before this one.
    const onDown = ({ code }: KeyboardEvent) => {
      if (session.swap.isHeld) held ??= code;
    };
    const onUp = ({ code }: KeyboardEvent) => {
      if (code === held) end();
    };
    window.addEventListener('keydown', onDown);
    window.addEventListener('keyup', onUp);
    window.addEventListener('blur', end);
    return () => {
      window.removeEventListener('keydown', onDown);
      window.removeEventListener('keyup', onUp);
      window.removeEventListener('blur', end);
      end();
    };
  }, [session]);
  return null;
}
