import { useEffect, useRef, useSyncExternalStore } from 'react';
import { type Command, commandRegistry } from './commands.ts';

/**
 * Registers commands while the component is mounted. They may close over the latest state: `run` and `canRun`
 * always call the newest version, and only a change of ids or keys registers anew.
 */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  const shape = commands.map(({ id, keys, place, title }) => [id, title, place, ...keys].join(' ')).join('|');
  useEffect(() => {
    if (shape === '') return undefined;
    const newest = (id: string) => latest.current.find((command) => command.id === id);
    return commandRegistry.register(
      latest.current.map((command) => ({
        ...command,
        canRun: () => newest(command.id)?.canRun?.() ?? true,
        run: () => newest(command.id)?.run(),
      })),
    );
  }, [shape]);
}

/** Every command registered now, for menus, the key card and the palette. */
export function useRegisteredCommands(): readonly Command[] {
  return useSyncExternalStore(commandRegistry.subscribe, commandRegistry.list);
}

/** The first key in force of a command, for a word that stands away from it; undefined: it has none now. */
export function useKeyOf(id: string): string | undefined {
  return useRegisteredCommands().find((command) => command.id === id)?.keys[0];
}

/** Words with their key behind them: "Flip left to right (H)". */
export function withKey(words: string, key: string | undefined): string {
  return key === undefined ? words : `${words} (${key})`;
}
