import type { Signer } from './report.ts';

/**
 * A reader's name as PN (PS3.5 section 6.2.1): "Ayesha Khan" → "Khan^Ayesha". A title in front becomes the prefix,
 * the qualification the suffix. Which word is the family name cannot be known for every name; the last is taken, and
 * the words stay readable in any order. A name written with "^" keeps its components as they were put.
 */
export function personName(signer: Signer): { readonly Alphabetic: string } {
  const name = clean(signer.name);
  if (signer.name.includes('^')) return { Alphabetic: cut(componentsOf(signer.name)) };
  const [, prefix = '', rest = name] = /^((?:Dr|Prof|Mr|Mrs|Ms)\.?)\s+(.+)$/iu.exec(name) ?? [];
  const words = rest.split(' ');
  const family = words.at(-1) ?? rest;
  const given = words.slice(0, -1).join(' ');
  const whole = [family, given, '', prefix, clean(signer.qualification)].join('^').replace(/\^+$/u, '');
  // 64 characters a component group; a qualification too long for it is left out, never cut in half.
  return { Alphabetic: whole.length <= 64 ? whole : cut([family, given].join('^').replace(/\^$/u, '')) };
}

/** What was typed with "^": five components at most, none of them with a character that would begin another value. */
function componentsOf(name: string): string {
  return name.split('^').slice(0, 5).map(clean).join('^').replace(/\^+$/u, '');
}

/** 64 characters, none of them cut in half. */
function cut(group: string): string {
  return [...group].slice(0, 64).join('').trimEnd();
}

function clean(text: string): string {
  return text
    .replace(/[\\=^\p{Cc}]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}
