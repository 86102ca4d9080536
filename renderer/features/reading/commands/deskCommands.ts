import { type Command, commandsOf } from '../../../session/commands.ts';
import { boxAfter, boxBeside } from '../../../session/nextBox.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import { WhileHeld } from '../../../session/whileHeld.ts';

const command = commandsOf('desk', 'reading');
const swapKey = new WhileHeld();

/** Which box the hands are on, and taking back what they did. */
export function deskCommands(session: ReadingSession): readonly Command[] {
  const isSeveral = () => session.state.arrangement.boxes.length > 1;
  const step = (steps: 1 | -1) => () =>
    session.activate(boxAfter(session.state.arrangement, session.state.active, steps));
  const over = (direction: Parameters<typeof boxBeside>[2]) => () =>
    session.activate(boxBeside(session.state.arrangement, session.state.active, direction));
  return [
    command(
      'undo',
      ['Ctrl+Z'],
      () => session.history.undo(),
      () => session.history.state().undo !== undefined,
    ),
    command(
      'redo',
      ['Ctrl+Shift+Z', 'Ctrl+Y'],
      () => session.history.redo(),
      () => session.history.state().redo !== undefined,
    ),
    command('nextBox', ['F7'], step(1), isSeveral),
    command('previousBox', ['Shift+F7'], step(-1), isSeveral),
    command(
      'priorBeside',
      ['Shift+Y'],
      () => session.priors.toggleNewest(),
      () => session.priors.newest() !== undefined,
    ),
    command(
      'swapPrior',
      ['Y'],
      () =>
        swapKey.begin(
          () => session.swap.begin(),
          () => session.swap.end(),
        ),
      () => session.swap.isHeld || session.swap.canBegin() || session.priors.mayCome,
    ),
    command('boxLeft', ['Alt+ArrowLeft'], over('left'), isSeveral),
    command('boxRight', ['Alt+ArrowRight'], over('right'), isSeveral),
    command('boxUp', ['Alt+ArrowUp'], over('up'), isSeveral),
    command('boxDown', ['Alt+ArrowDown'], over('down'), isSeveral),
  ];
}
