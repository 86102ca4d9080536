import type { TFunction } from 'i18next';

/** Words to be looked up, or text as it stands: names that a site gave, and figures. */
export type Said = string | number | Words | Several;

/** One entry of the words, with what is put into it. */
export interface Words {
  readonly key: string;
  readonly params?: Readonly<Record<string, Said>>;
  /** Said where there is no such entry: a value that no word was made for. */
  readonly orElse?: string;
}

/** Several things in one sentence. */
export interface Several {
  /** `list`: with commas alone; `words`: as one phrase. */
  readonly join: 'and' | 'or' | 'list' | 'words';
  readonly of: readonly Said[];
}

/** The words of the topic `hanging`, with their parameters said before they are put in. */
export function say(said: Said, t: TFunction): string {
  if (typeof said === 'string') return said;
  if (typeof said === 'number') return String(Number(said.toFixed(2)));
  if ('join' in said) return joined(said, t);
  const entries = Object.entries(said.params ?? {}).map(([name, value]) => [
    name,
    // A plural is chosen by the number itself.
    name === 'count' && typeof value === 'number' ? value : say(value, t),
  ]);
  return t(`hanging.${said.key}`, {
    ...(Object.fromEntries(entries) as Record<string, string | number>),
    ...(said.orElse !== undefined && { defaultValue: said.orElse }),
  });
}

function joined({ join, of }: Several, t: TFunction): string {
  const parts = of.map((each) => say(each, t));
  const last = parts.at(-1) ?? '';
  if (parts.length <= 1) return last;
  if (join === 'list' || join === 'words') return parts.join(join === 'list' ? ', ' : ' ');
  return t(`hanging.join.${join}`, { first: parts.slice(0, -1).join(', '), last });
}
