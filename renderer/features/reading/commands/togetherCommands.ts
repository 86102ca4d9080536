import { alignmentOf } from '../../../session/alignment.ts';
import { type Command, commandsOf } from '../../../session/commands.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import { togetherOf } from '../../../session/together.ts';
import { holdPoint } from '../hands/heldPoint.ts';

const command = commandsOf('together', 'reading');

/** What boxes do together. */
export function togetherCommands(session: ReadingSession): readonly Command[] {
  const together = togetherOf(session);
  const several = () => session.state.arrangement.boxes.filter((content) => content !== undefined).length > 1;
  return [
    command('scrollTogether', ['S'], () => together.toggle('scroll'), several),
    command('lookTogether', ['Shift+S'], () => together.toggle('look'), several),
    command(
      'linkHere',
      ['J'],
      () => together.linkHere(),
      () => together.linkable().length > 0,
    ),
    command(
      'alignByImages',
      ['Shift+J'],
      () => {
        const pair = together.alignable();
        if (pair?.isSamePatient) void alignmentOf(together).toggle(pair.first, pair.second, together.openVolume);
        else if (pair) together.refusePatient();
      },
      () => together.alignable() !== undefined,
    ),
    command('referenceLines', ['Shift+L'], () => together.toggle('lines'), several),
    command('showPoint', ['X'], () => holdPoint(session), several),
  ];
}
