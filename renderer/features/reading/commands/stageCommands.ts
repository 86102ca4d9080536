import { type Command, commandsOf } from '../../../session/commands.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';

const command = commandsOf('hanging.desk', 'reading');

/** The steps of the protocol that hangs the study, and hanging it anew. */
export function stageCommands(session: ReadingSession): readonly Command[] {
  const isSeveral = () => (session.protocol?.stages.length ?? 0) > 1;
  // Where there is one stage none of these runs, and Tab goes from control to control as everywhere.
  return [
    command('nextStage', ['Tab'], () => session.protocol?.step(1), isSeveral),
    command('previousStage', ['Shift+Tab'], () => session.protocol?.step(-1), isSeveral),
    // Not R, which resets what is looked at: a hand that meant the one must never do the other.
    command(
      'rehang',
      ['Alt+R'],
      () => session.protocol?.rehang(),
      () => session.protocol?.now !== undefined,
    ),
  ];
}
