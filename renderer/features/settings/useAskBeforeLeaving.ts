import { useEffect, useState } from 'react';

/**
 * Escape leaves the settings; while something written here is not kept, it asks first, and a second Escape goes on
 * with the form. Heard before the window's own keys, wherever the focus is.
 */
export function useAskBeforeLeaving(isUnsaved: boolean): { readonly asks: boolean; readonly goOn: () => void } {
  const [asks, setAsks] = useState(false);
  useEffect(() => {
    if (!isUnsaved) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      const isInDialog = event.target instanceof HTMLElement && event.target.closest('dialog, [role="listbox"]');
      if (event.key !== 'Escape' || event.isComposing || isInDialog) return;
      event.preventDefault();
      setAsks((before) => !before);
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [isUnsaved]);
  return { asks: asks && isUnsaved, goOn: () => setAsks(false) };
}
