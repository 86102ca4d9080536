/**
 * Tells whenever an element has another size, and once at first. By the observer of the window that the element is in:
 * another window's does not see it change. Answers how to end that.
 */
export function watchSize(element: HTMLElement, onSize: () => void): () => void {
  const Observer = element.ownerDocument.defaultView?.ResizeObserver ?? ResizeObserver;
  const observer = new Observer(onSize);
  observer.observe(element);
  return () => observer.disconnect();
}
