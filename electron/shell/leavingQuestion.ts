import { words } from './words.ts';

/** What would be left behind. */
interface LeftBehind {
  /** Signed reports that have not reached their archive: safe, and late. */
  readonly unsent: number;
  /** Drawings that are on no disk: lost. */
  readonly unsaved: number;
}

/** What is asked before the app ends; what would be lost goes first. Undefined where nothing is left behind. */
export function leavingQuestion({ unsent, unsaved }: LeftBehind) {
  if (unsent === 0 && unsaved === 0) return undefined;
  const lost = unsaved > 0 ? { message: words.unsaved(unsaved), detail: words.unsavedDetail } : undefined;
  const late = unsent > 0 ? { message: words.unsent(unsent), detail: words.unsentDetail } : undefined;
  const parts = [lost, late].filter((part) => part !== undefined);
  return {
    title: lost ? words.unsavedTitle : words.unsentTitle,
    message: parts.map(({ message }) => message).join(' '),
    detail: parts.map(({ detail }) => detail).join('\n'),
  };
}
