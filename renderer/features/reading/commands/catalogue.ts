import type { Command } from '../../../session/commands.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import { boxPickerKey } from '../boxes/BoxPicker.tsx';
import type { DocumentDesk } from '../documents/documentDesk.ts';
import { documentCommands } from './documentCommands.ts';
import { readingCommands } from './readingCommands.ts';

const nothing = () => undefined;

/** Commands are made here for their names and keys: no study is open, and nothing of one is asked. */
const noStudy = {
  state: { arrangement: { rows: 1, columns: 1, boxes: [] } },
} as unknown as ReadingSession;

const noDesk = {} as unknown as DocumentDesk;

/** How many windows have a number key. */
const presetKeys = 9;

/**
 * Every command of the reading room with its own keys, for whoever shows or sets keys while no study is open. The windows
 * of a modality stand in it by their number, as the keys do.
 */
export function readingCommandCatalogue(): readonly Command[] {
  const presets = Array.from({ length: presetKeys }, (_, index) => ({
    ...place(`reading.preset.${index + 1}`, [String(index + 1)]),
    title: `hands.presets.${index + 1}`,
  }));
  return [
    ...readingCommands(noStudy),
    ...documentCommands(noDesk, { focus: nothing, has: () => false }),
    ...presets,
    { ...place('reading.toWorklist', ['Escape']), title: 'reading.commands.toWorklist' },
    { ...place('reading.showNewImages', ['N']), title: 'reading.commands.showNewImages' },
    { ...place('desk.pickBoxes', [boxPickerKey]), title: 'desk.commands.pickBoxes' },
  ];
}

function place(id: string, keys: readonly string[]): Command {
  return { id, title: id, place: 'reading', keys, run: nothing };
}
