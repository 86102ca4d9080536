import { foldText } from '#shared/worklist/foldText.ts';

/** Whether what was typed means a command: by its words, each at the beginning of one of its own, or by the key itself. */
export function isMeantCommand(typed: string, title: string, keys: readonly string[]): boolean {
  const wanted = foldText(typed)
    .split(' ')
    .filter((word) => word !== '');
  const words = ` ${foldText(title)}`;
  return (
    wanted.every((word) => words.includes(` ${word}`)) ||
    keys.some((chord) => chord.toLowerCase() === typed.trim().toLowerCase())
  );
}
