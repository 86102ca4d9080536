/**
 * One list of everything that can be done: menus, keys, the key card and the palette all read it.
 * A command is an object, so that what is shown and what happens cannot drift apart.
 */
export type CommandPlace = 'worklist' | 'reading' | 'settings' | 'anywhere';

export interface Command {
  /** `place.verbNoun`, unique. */
  readonly id: string;
  /** Key of the words that name it, e.g. `worklist.commands.open`. */
  readonly title: string;
  readonly place: CommandPlace;
  /** Chords as `chordOf` writes them: "Enter", "R", "Shift+R", "Ctrl+K", "F2", "?". The first is printed beside the words. */
  readonly keys: readonly string[];
  readonly canRun?: () => boolean;
  readonly run: () => void;
}

export type MakeCommand = (name: string, keys: readonly string[], run: () => void, canRun?: () => boolean) => Command;

/** Makes the commands of one topic, whose words stand under `<topic>.commands` by the name of each. */
export function commandsOf(topic: string, place: CommandPlace): MakeCommand {
  return (name, keys, run, canRun) => ({
    id: `${topic}.${name}`,
    title: `${topic}.commands.${name}`,
    place,
    keys,
    run,
    ...(canRun && { canRun }),
  });
}

export interface KeyConflict {
  readonly chord: string;
  readonly commands: readonly [string, string];
}

/** Two commands on one key where both could run: the same place, or one of them anywhere. */
export function findKeyConflicts(commands: readonly Pick<Command, 'id' | 'place' | 'keys'>[]): readonly KeyConflict[] {
  return commands.flatMap((first, index) =>
    commands
      .slice(index + 1)
      .flatMap((second) =>
        shareKeys(first.place, second.place)
          ? first.keys
              .filter((chord) => second.keys.includes(chord))
              .map((chord): KeyConflict => ({ chord, commands: [first.id, second.id] }))
          : [],
      ),
  );
}

/** Whether a key can only mean one of the two: the same place, or one of them anywhere. */
export function shareKeys(one: CommandPlace, other: CommandPlace): boolean {
  return one === other || one === 'anywhere' || other === 'anywhere';
}

type Rekey = (commands: readonly Command[]) => readonly Command[];

export class CommandRegistry {
  /** As their owners made them. */
  #made: readonly Command[] = [];
  /** With the keys in force. */
  #commands: readonly Command[] = [];
  #rekey: Rekey = (commands) => commands;
  /** Also those whose owner has left the screen, with their own keys: what may be set while it is away. */
  readonly #seen = new Map<string, Command>();
  readonly #listeners = new Set<() => void>();

  /** Adds commands while their owner is on screen. Answers a function that takes them away again. */
  register(commands: readonly Command[]): () => void {
    const together = [...this.#made, ...commands];
    const ids = new Set(together.map((command) => command.id));
    if (ids.size !== together.length)
      throw new Error(`Command registered twice: ${commands.map(({ id }) => id).join(', ')}`);
    const [conflict] = findKeyConflicts(together);
    if (conflict) throw new Error(`Two commands on ${conflict.chord}: ${conflict.commands.join(' and ')}`);
    for (const command of commands) this.#seen.set(command.id, command);
    this.#change(together);
    return () => {
      this.#change(this.#made.filter((command) => !commands.includes(command)));
    };
  }

  /** Other keys for the same commands, now and for those that come; nothing else of a command may differ. */
  rekey(rekey: Rekey): void {
    this.#rekey = rekey;
    this.#change(this.#made);
  }

  /** Every command that was ever registered in this window, with its own keys. */
  seen(): readonly Command[] {
    return [...this.#seen.values()];
  }

  /** The same array until something changes, so that React may compare it. */
  readonly list = (): readonly Command[] => this.#commands;

  find(id: string): Command | undefined {
    return this.#commands.find((command) => command.id === id);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #change(commands: readonly Command[]): void {
    this.#made = commands;
    this.#commands = this.#rekey(commands);
    for (const listener of this.#listeners) listener();
  }
}

/** The window's commands. One window, one registry; tests make their own. */
export const commandRegistry = new CommandRegistry();
