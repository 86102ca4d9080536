import { useEffect, useLayoutEffect, useState } from 'react';
import { untouchedHands } from '#shared/hands/handsProfile.ts';
import { useAnswer } from '../host/hostContext.ts';
import type { Command } from '../session/commands.ts';
import { applyHands } from '../session/hands.ts';
import { allCommands } from './allCommands.ts';

/** Puts the reader's keys and mouse into force, at once when they are changed. */
export function useHands(): void {
  const { answer } = useAnswer('settings.read', {});
  const hands = answer?.hands ?? untouchedHands;
  useLayoutEffect(() => applyHands(hands), [hands]);
}

/** Every command of the program; undefined until the reading room's code has come. */
export function useAllCommands(): readonly Command[] | undefined {
  const [commands, setCommands] = useState<readonly Command[]>();
  useEffect(() => {
    let isGone = false;
    void allCommands().then((all) => {
      if (!isGone) setCommands(all);
    });
    return () => {
      isGone = true;
    };
  }, []);
  return commands;
}
