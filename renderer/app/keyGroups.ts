import type { Command, CommandPlace } from '../session/commands.ts';
import { isMeantCommand } from '../session/meantCommand.ts';

export interface KeyGroup {
  /** As `app.keyCard.topics` names it. */
  readonly topic: string;
  readonly commands: readonly Command[];
}

/** In this order on the card; what is of no topic here comes last, under its own. */
const order = [
  'reading',
  'hands',
  'series',
  'annotations',
  'volumes',
  'desk',
  'hanging',
  'together',
  'documents',
  'worklist',
  'report',
];

/** The commands that have keys and act in a place, by topic, as far as they are meant by what was typed. */
export function keyGroups(
  commands: readonly Command[],
  place: CommandPlace,
  typed: string,
  wordsOf: (title: string) => string,
): readonly KeyGroup[] {
  const groups = new Map<string, Command[]>(order.map((topic) => [topic, []]));
  for (const command of commands) {
    const isHere = command.place === place || command.place === 'anywhere';
    if (!isHere || command.keys.length === 0) continue;
    if (!isMeantCommand(typed, wordsOf(command.title), command.keys)) continue;
    const topic = command.place === 'anywhere' ? 'anywhere' : topicOf(command);
    groups.set(topic, [...(groups.get(topic) ?? []), command]);
  }
  return [...groups].flatMap(([topic, each]) => (each.length > 0 ? [{ topic, commands: each }] : []));
}

function topicOf({ id }: Command): string {
  return id.slice(0, id.indexOf('.'));
}
