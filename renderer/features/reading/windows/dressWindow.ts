/** Gives a blank window the page's own styles, text size and language, and answers the element to draw into. */
export function dressWindow(view: Window): HTMLElement {
  const own = document;
  const blank = view.document;
  // The system shows titles in places that are not ours: no name of a patient stands in one.
  blank.title = own.title;
  for (const sheet of own.querySelectorAll<HTMLLinkElement | HTMLStyleElement>('link[rel="stylesheet"], style')) {
    const copy = blank.importNode(sheet, true);
    if (copy instanceof view.self.HTMLLinkElement && 'href' in sheet) copy.href = sheet.href;
    blank.head.append(copy);
  }
  copyRoot(own, blank);
  const followed = new MutationObserver(() => copyRoot(own, blank));
  followed.observe(own.documentElement, { attributes: true });
  view.addEventListener('pagehide', () => followed.disconnect());
  const root = blank.createElement('div');
  root.id = 'root';
  root.dataset['testid'] = 'reading-window';
  blank.body.replaceChildren(root);
  return root;
}

function copyRoot({ documentElement: from }: Document, { documentElement: to }: Document): void {
  for (const { name, value } of from.attributes) {
    // An attribute would be refused by the policy; the object is not.
    if (name === 'style') to.style.cssText = from.style.cssText;
    else to.setAttribute(name, value);
  }
}
