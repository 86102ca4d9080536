/** Say nothing to a reader, or would be a program. */
const silent = new Set(['script', 'style', 'template', 'noscript', 'head', 'iframe', 'object', 'embed']);
const blocks = new Set([
  'title',
  'p',
  'div',
  'br',
  'li',
  'item',
  'tr',
  'paragraph',
  'section',
  'h1',
  'h2',
  'h3',
  'td',
  'th',
]);
const deepest = 200;

/**
 * The words of an XML or HTML text, a line for each block. It is parsed into a document that belongs to no window: nothing
 * in it is fetched, run or drawn. Of a clinical document (CDA) the words of its body; what no parser takes stays as it is.
 */
export function readMarkup(written: string, isHtml: boolean): string {
  const parsed = new DOMParser().parseFromString(written, isHtml ? 'text/html' : 'application/xml');
  if (parsed.getElementsByTagName('parsererror').length > 0) return written;
  const [body] = [...parsed.getElementsByTagName('structuredBody'), ...parsed.getElementsByTagName('nonXMLBody')];
  const lines: string[] = [];
  gather(body ?? parsed.documentElement, lines, 0);
  return lines
    .join('')
    .replace(/[ \t]+/gu, ' ')
    .replace(/ ?\n[ \n]*/gu, '\n')
    .trim();
}

function gather(node: Node, lines: string[], depth: number): void {
  if (depth > deepest) return;
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE || child.nodeType === Node.CDATA_SECTION_NODE) {
      lines.push(child.nodeValue ?? '');
      continue;
    }
    const name = child.nodeName.toLowerCase();
    if (child.nodeType !== Node.ELEMENT_NODE || silent.has(name)) continue;
    if (blocks.has(name)) lines.push('\n');
    gather(child, lines, depth + 1);
    if (blocks.has(name)) lines.push('\n');
  }
}
