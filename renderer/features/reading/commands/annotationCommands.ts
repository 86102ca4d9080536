import type { DrawnKind } from '../../../imaging/drawing/figures.ts';
import type { AnnotationBoard } from '../../../session/annotationBoard.ts';
import type { AnnotationDesk } from '../../../session/annotationDesk.ts';
import { type Command, commandsOf } from '../../../session/commands.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import { showAnnotation } from '../../../session/showAnnotation.ts';

const command = commandsOf('annotations', 'reading');

/** Drawing tools in the order of the tool bar, with the key of each. */
export const drawingKeys: readonly (readonly [DrawnKind, string])[] = [
  ['length', 'L'],
  ['bidirectional', 'B'],
  ['angle', 'A'],
  ['cobb', 'Shift+A'],
  ['ellipse', 'E'],
  ['rectangle', 'Shift+E'],
  ['freehand', 'D'],
  ['probe', 'O'],
  ['arrow', 'Shift+X'],
  ['text', 'Shift+N'],
  ['spineLabel', 'Shift+I'],
  ['cardiothoracicRatio', 'Shift+C'],
];

/** What is drawn, chosen, moved and taken away by keys. */
export function annotationCommands(session: ReadingSession): readonly Command[] {
  // The desk comes with the room; the list of keys is made without either.
  const desk = () => session.annotations;
  const onDesk = (act: (desk: AnnotationDesk) => void) => () => {
    const there = desk();
    if (there) act(there);
  };
  const board = () => desk()?.boardOf(session.activeView?.id);
  const isSelected = () => desk()?.state.selected !== undefined;
  const hasAny = () => (desk()?.state.set.annotations.size ?? 0) > 0;
  const nudge = (columns: number, rows: number) => () => board()?.nudge(columns, rows);
  return [
    ...drawingKeys.map(([kind, key]) => command(kind, [key], () => session.setTool(kind))),
    command(
      'keyImage',
      ['Shift+K'],
      () => board()?.toggleKeyImage(),
      () => board()?.sheet() !== undefined,
    ),
    command(
      'remove',
      ['Delete', 'Backspace'],
      onDesk((at) => remove(at, board())),
      () => removable(desk(), board()) !== undefined,
    ),
    command(
      'next',
      [';'],
      onDesk((at) => step(session, at, 1)),
      hasAny,
    ),
    command(
      'previous',
      [':'],
      onDesk((at) => step(session, at, -1)),
      hasAny,
    ),
    command(
      'write',
      ['Alt+N'],
      onDesk((at) => at.write(at.state.selected ?? at.last?.id)),
      hasAny,
    ),
    command(
      'calibrate',
      ['Alt+C'],
      onDesk((at) => at.askLength(board()?.calibrationLine()?.id)),
      () => board()?.calibrationLine() !== undefined,
    ),
    command('nudgeLeft', ['Alt+Shift+ArrowLeft'], nudge(-1, 0), isSelected),
    command('nudgeRight', ['Alt+Shift+ArrowRight'], nudge(1, 0), isSelected),
    command('nudgeUp', ['Alt+Shift+ArrowUp'], nudge(0, -1), isSelected),
    command('nudgeDown', ['Alt+Shift+ArrowDown'], nudge(0, 1), isSelected),
  ];
}

/** The one that is selected, or the last of those in sight: what nobody sees is not taken away. */
function removable(desk: AnnotationDesk | undefined, board: AnnotationBoard | undefined): string | undefined {
  return desk?.state.selected ?? board?.sheet()?.shapes.at(-1)?.annotation.id;
}

function remove(desk: AnnotationDesk, board: AnnotationBoard | undefined): void {
  const id = removable(desk, board);
  if (id !== undefined) desk.remove(id);
}

/** The next or previous in the order in which they were drawn, brought to the screen with its image. */
function step(session: ReadingSession, desk: AnnotationDesk, direction: 1 | -1): void {
  const all = [...desk.state.set.annotations.values()];
  const at = all.findIndex(({ id }) => id === desk.state.selected);
  const from = at < 0 && direction < 0 ? 0 : at;
  const next = all[(from + direction + all.length) % all.length];
  if (!next) return;
  showAnnotation(session, next);
  desk.select(next.id);
}
