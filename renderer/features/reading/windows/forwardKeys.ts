import { type FocusedElement, keyClaimedByFocus } from '../../../session/dispatchKey.ts';
import { chordOf } from '../../../session/keymap.ts';

/**
 * Keys pressed in a further window go to the page's one listener, as if they were pressed there and nothing had the
 * focus: they act on the active box, whichever window that is in. What a control of that window needs stays there. That a
 * key went up, or that the keys left the window, is always handed on: what lasts as long as its key must come to its end.
 */
export function forwardKeys(from: Window, to: Window = window): () => void {
  const gone = new AbortController();
  const options = { signal: gone.signal };
  const copyOf = (event: KeyboardEvent) => {
    const { type, key, code, ctrlKey, metaKey, altKey, shiftKey, repeat, location } = event;
    const parts = { key, code, ctrlKey, metaKey, altKey, shiftKey, repeat, location };
    return new KeyboardEvent(type, { ...parts, bubbles: true, cancelable: true });
  };
  from.addEventListener(
    'keydown',
    (event) => {
      if (event.defaultPrevented || event.isComposing || keyClaimedByFocus(chordOf(event), elementOf(event))) return;
      if (!to.dispatchEvent(copyOf(event))) event.preventDefault();
    },
    options,
  );
  from.addEventListener('keyup', (event) => void to.dispatchEvent(copyOf(event)), { ...options, capture: true });
  from.addEventListener('blur', () => void to.dispatchEvent(new Event('blur')), options);
  return () => gone.abort();
}

/** An element of another window is no `HTMLElement` of this one. */
function elementOf({ target }: Event): FocusedElement | null {
  const node = target as (Node & Partial<FocusedElement>) | null;
  return node?.nodeType === Node.ELEMENT_NODE && node.tagName !== undefined ? (node as FocusedElement & Node) : null;
}
