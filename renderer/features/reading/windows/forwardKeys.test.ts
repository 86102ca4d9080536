import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forwardKeys } from './forwardKeys.ts';

/** As much of a key's event as is handed on. */
class KeyEvent extends Event {
  readonly code: string;
  constructor(type: string, { code = '', ...init }: EventInit & { code?: string } = {}) {
    super(type, init);
    this.code = code;
  }
}
beforeEach(() => vi.stubGlobal('KeyboardEvent', KeyEvent));
afterEach(() => vi.unstubAllGlobals());

test('a further window hands on that a key went up, whoever made use of it, and that the keys left it', () => {
  const [further, page] = [new EventTarget(), new EventTarget()];
  const heard: string[] = [];
  for (const kind of ['keyup', 'blur']) {
    page.addEventListener(kind, (event) => heard.push(`${kind} ${event instanceof KeyEvent ? event.code : ''}`.trim()));
  }
  const stop = forwardKeys(further as unknown as Window, page as unknown as Window);
  const used = new KeyEvent('keyup', { code: 'KeyY', cancelable: true });
  used.preventDefault();
  further.dispatchEvent(used);
  further.dispatchEvent(new Event('blur'));
  expect(heard).toEqual(['keyup KeyY', 'blur']);
  stop();
  further.dispatchEvent(new Event('blur'));
  expect(heard).toHaveLength(2);
});
