/** What is needed of a node of a parsed text. */
export interface MarkupNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly nodeValue: string | null;
  readonly childNodes: Iterable<MarkupNode>;
  getAttribute?(name: string): string | null;
}

export interface MarkupText {
  readonly text: string;
  /** A picture, a file inside or something too deep is not among the words. */
  readonly leftOut: boolean;
  /** Its author took words out, and left them marked so: they are not among the words. */
  readonly takenOut: boolean;
}

const element = 1;
const textual: ReadonlySet<number> = new Set([3, 4]);
/** Say nothing to a reader, or would be a program. */
const silent = new Set(['script', 'style', 'template', 'noscript', 'head']);
const pictures = new Set([
  'img',
  'svg',
  'canvas',
  'video',
  'audio',
  'iframe',
  'object',
  'embed',
  'rendermultimedia',
  'observationmedia',
]);
const struck = new Set(['del', 's', 'strike']);
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
  'caption',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'td',
  'th',
]);
const cells = new Set(['td', 'th']);
const deepest = 200;

/** The words of a parsed XML or HTML text, a line for each block and for each row of a table. */
export function textOfMarkup(root: MarkupNode): MarkupText {
  const gathering: Gathering = { parts: [], leftOut: false, takenOut: false };
  gather(root, gathering, 0);
  const { leftOut, takenOut } = gathering;
  return { text: tidied(gathering.parts), leftOut, takenOut };
}

/** Every element of that name, whatever its prefix, in the order of the text. */
export function* elementsNamed(root: MarkupNode, name: string, depth = 0): Generator<MarkupNode> {
  if (depth > deepest) return;
  for (const child of root.childNodes) {
    if (child.nodeType !== element) continue;
    if (nameOf(child) === name) yield child;
    yield* elementsNamed(child, name, depth + 1);
  }
}

interface Gathering {
  readonly parts: string[];
  leftOut: boolean;
  takenOut: boolean;
}

function gather(node: MarkupNode, into: Gathering, depth: number): void {
  if (depth > deepest) {
    into.leftOut = true;
    return;
  }
  for (const child of node.childNodes) {
    if (textual.has(child.nodeType)) into.parts.push(child.nodeValue ?? '');
    else if (child.nodeType === element) gatherElement(child, into, depth);
  }
}

function gatherElement(child: MarkupNode, into: Gathering, depth: number): void {
  const name = nameOf(child);
  if (silent.has(name)) return;
  if (struck.has(name) || child.getAttribute?.('revised') === 'delete') {
    into.takenOut = true;
    return;
  }
  if (pictures.has(name) || child.getAttribute?.('representation') === 'B64') {
    into.leftOut = true;
    return;
  }
  const isBlock = blocks.has(name);
  if (isBlock) into.parts.push('\n');
  if (name === 'tr') gatherRow(child, into, depth + 1);
  else gather(child, into, depth + 1);
  if (isBlock) into.parts.push('\n');
}

/** A value stays beside its name. */
function gatherRow(row: MarkupNode, into: Gathering, depth: number): void {
  const written: string[] = [];
  for (const child of row.childNodes) {
    if (child.nodeType !== element || !cells.has(nameOf(child))) continue;
    const cell: Gathering = { parts: [], leftOut: false, takenOut: false };
    gather(child, cell, depth + 1);
    into.leftOut ||= cell.leftOut;
    into.takenOut ||= cell.takenOut;
    written.push(tidied(cell.parts).replace(/\n+/gu, ' '));
  }
  into.parts.push(written.join(' | '));
}

/** Without its prefix, in small letters. */
function nameOf({ nodeName }: MarkupNode): string {
  return nodeName.slice(nodeName.indexOf(':') + 1).toLowerCase();
}

function tidied(parts: readonly string[]): string {
  return parts
    .join('')
    .replace(/[ \t\r]+/gu, ' ')
    .replace(/ ?\n[ \n]*/gu, '\n')
    .trim();
}
