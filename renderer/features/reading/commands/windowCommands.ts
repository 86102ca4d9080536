import { type Command, commandsOf } from '../../../session/commands.ts';
import { readingWindows } from '../windows/readingWindows.ts';

const command = commandsOf('displays', 'reading');

/** One more window for another monitor, and away with it. */
export function windowCommands(): readonly Command[] {
  return [
    command(
      'openWindow',
      ['Alt+M'],
      () => void readingWindows().open(),
      () => !readingWindows().isFull,
    ),
    command(
      'closeWindow',
      ['Alt+Shift+M'],
      () => readingWindows().closeLast(),
      () => readingWindows().list().length > 0,
    ),
  ];
}
