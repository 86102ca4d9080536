import { editorCommands, hangingCommands } from '../features/hanging/index.ts';
import { linkCommands } from '../features/link/index.ts';
import { reportCommands } from '../features/reporting/index.ts';
import { worklistCommands } from '../features/worklist/index.ts';
import { type Command, commandRegistry } from '../session/commands.ts';
import { appCommands } from './appCommands.ts';

/** Acts that do nothing: the commands are made for their names and keys. */
function idle<Acts extends object>(): Acts {
  return new Proxy({}, { get: () => () => undefined }) as Acts;
}

/** Every command of every place with its own keys, but those of the reading room, which come with its code. */
export function commandsAround(): readonly Command[] {
  return [
    ...worklistCommands(idle()),
    ...appCommands(idle()),
    ...reportCommands(idle()),
    ...linkCommands(idle()),
    ...hangingCommands(idle()),
    ...editorCommands(idle()),
    {
      id: 'app.toggleReport',
      title: 'app.commands.toggleReport',
      place: 'reading',
      keys: ['F2'],
      run: () => undefined,
    },
  ];
}

/** Every command of the program, whether or not its place is on the screen. */
export async function allCommands(): Promise<readonly Command[]> {
  const { readingCommandCatalogue } = await import('../features/reading/index.ts');
  const known = [...commandsAround(), ...readingCommandCatalogue()];
  const ids = new Set(known.map(({ id }) => id));
  return [...known, ...commandRegistry.seen().filter(({ id }) => !ids.has(id))];
}
