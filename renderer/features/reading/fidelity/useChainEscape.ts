import { useEffect } from 'react';
import { closeChain } from './fidelityState.ts';

/** Escape puts the chain away before it gives up the keys, a tool or the study; where text is typed it is the text's. */
export function useChainEscape(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && event.target.closest('input,textarea,[contenteditable]');
      if (event.key !== 'Escape' || isTyping || !closeChain()) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => {
      window.removeEventListener('keydown', onKey, { capture: true });
      // It belongs to the study that is left.
      closeChain();
    };
  }, []);
}
