export interface MediaRange {
  /** "multipart/related", "application/dicom+json", "* / *" …, lower case. */
  readonly type: string;
  /** Of a multipart/related range: what its parts are to be. */
  readonly partType: string | undefined;
  /** "*", a UID, or undefined when the client did not say. */
  readonly transferSyntax: string | undefined;
  readonly quality: number;
}

/** Reads an Accept header (RFC 9110 section 12.5.1), best first. No header at all accepts everything. */
export function readAccept(header: string | undefined): readonly MediaRange[] {
  const text = header?.trim() ? header : '*/*';
  const ranges = splitOutsideQuotes(text, ',').map(readRange);
  return ranges.filter((range) => range.quality > 0).sort((left, right) => right.quality - left.quality);
}

function readRange(text: string): MediaRange {
  const [type = '', ...parameters] = splitOutsideQuotes(text, ';').map((part) => part.trim());
  const values = new Map<string, string>();
  for (const parameter of parameters) {
    const equals = parameter.indexOf('=');
    if (equals < 0) continue;
    const value = parameter.slice(equals + 1).trim();
    values.set(parameter.slice(0, equals).trim().toLowerCase(), value.replace(/^"(.*)"$/, '$1'));
  }
  const quality = Number(values.get('q') ?? 1);
  return {
    type: type.toLowerCase(),
    partType: values.get('type')?.toLowerCase(),
    transferSyntax: values.get('transfer-syntax'),
    quality: Number.isFinite(quality) ? quality : 0,
  };
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts = [''];
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (character === separator && !quoted) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}

/** Whether one of the ranges lets this plain type through. */
export function acceptsType(ranges: readonly MediaRange[], ...types: readonly string[]): boolean {
  const family = (type: string) => `${type.split('/')[0] ?? ''}/*`;
  return ranges.some(({ type }) => type === '*/*' || types.some((one) => type === one || type === family(one)));
}
