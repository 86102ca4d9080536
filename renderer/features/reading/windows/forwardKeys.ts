import { type FocusedElement, keyClaimedByFocus } from '../../../session/dispatchKey.ts';
import { chordOf } from '../../../session/keymap.ts';

/**
 * Keys pressed in a further window go to the page's one listener, as if they were pressed there and nothing had the
 * focus: they act on the active box, whichever window that is in. What a control of that window needs stays there.
 */
export function forwardKeys(from: Window, to: Window = window): () => void {
  const gone = new AbortController();
  for (const kind of ['keydown', 'keyup'] as const) {
    from.addEventListener(
      kind,
      (event) => {
        if (event.defaultPrevented || event.isComposing || keyClaimedByFocus(chordOf(event), elementOf(event))) return;
        const { key, code, ctrlKey, metaKey, altKey, shiftKey, repeat, location } = event;
        const parts = { key, code, ctrlKey, metaKey, altKey, shiftKey, repeat, location };
        const copy = new KeyboardEvent(kind, { ...parts, bubbles: true, cancelable: true });
        if (!to.dispatchEvent(copy)) event.preventDefault();
      },
      { signal: gone.signal },
    );
  }
  return () => gone.abort();
}

/** An element of another window is no `HTMLElement` of this one. */
function elementOf({ target }: Event): FocusedElement | null {
  const node = target as (Node & Partial<FocusedElement>) | null;
  return node?.nodeType === Node.ELEMENT_NODE && node.tagName !== undefined ? (node as FocusedElement & Node) : null;
}
