/** A Content-Type taken apart: the type in lower case, and its parameters with lower-case names and unquoted values. */
export interface MediaType {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const parameter = /;\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/g;

/**
 * Reads a Content-Type. Some archives put parameters inside the quotes of another
 * (`type="image/jls; transfer-syntax=…"`), and some leave `type` unquoted; both are read as meant.
 */
export function readMediaType(text: string | undefined): MediaType {
  const source = text ?? '';
  const semicolon = source.indexOf(';');
  const type = (semicolon < 0 ? source : source.slice(0, semicolon)).trim().toLowerCase();
  const parameters = new Map<string, string>();
  for (const match of source.slice(type.length).matchAll(parameter)) {
    const name = (match[1] ?? '').toLowerCase();
    const value = (match[2]?.replace(/\\(.)/g, '$1') ?? match[3] ?? '').trim();
    if (name !== 'type' || !value.includes(';')) {
      parameters.set(name, value);
      continue;
    }
    const inner = readMediaType(value);
    parameters.set('type', inner.type);
    for (const [key, innerValue] of inner.parameters) parameters.set(key, innerValue);
  }
  return { type, parameters };
}
