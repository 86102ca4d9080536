/** Defined terms of SpecificCharacterSet (0008,0005; PS3.3 C.12.1.1.2) by their number, as the Encoding Standard names them. */
const encodings: Readonly<Record<string, string>> = {
  '6': 'iso-8859-1',
  '100': 'iso-8859-1',
  '101': 'iso-8859-2',
  '109': 'iso-8859-3',
  '110': 'iso-8859-4',
  '144': 'iso-8859-5',
  '127': 'iso-8859-6',
  '126': 'iso-8859-7',
  '138': 'iso-8859-8',
  '148': 'windows-1254',
  '203': 'iso-8859-15',
  '13': 'shift_jis',
  '166': 'windows-874',
  '192': 'utf-8',
  '149': 'euc-kr',
  '58': 'gbk',
  '87': 'iso-8859-1',
  '159': 'iso-8859-1',
};

/** What a decoder calls the set that a term names; undefined for a term that is not known. */
export function encodingOf(term: string): string | undefined {
  const cleaned = term.trim().toUpperCase();
  if (cleaned === 'GB18030' || cleaned === 'GBK') return 'gb18030';
  // "ISO_IR 100", "ISO 2022 IR 100", and the misspellings without the space or underscore, all name set 100.
  const number = /^ISO[ _]?(?:2022[ _]?)?IR[ _]?(\d+)$/.exec(cleaned)?.[1];
  return number === undefined ? undefined : encodings[number];
}
