import { foundShutterOf, mayHaveBorder } from '../../../imaging/frames/foundShutter.ts';
import { type Command, commandsOf } from '../../../session/commands.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import { cornerState } from '../corners/cornerState.ts';
import { fidelityState, toggleFoundShutter } from '../fidelity/fidelityState.ts';

const command = commandsOf('fidelity', 'reading');

/** What lies over the pixels, and what became of them on their way to the screen. */
export function fidelityCommands(session: ReadingSession): readonly Command[] {
  const { getState, setState } = fidelityState;
  const drawn = () => session.activeView?.state().drawn;
  const image = () => drawn()?.item.image;
  const borderOfDrawn = () => {
    const frame = drawn();
    if (frame) toggleFoundShutter(frame.imageId, () => foundShutterOf(frame));
  };
  return [
    command(
      'words',
      ['Shift+O'],
      () => cornerState.setState(({ wordsShown }) => ({ wordsShown: !wordsShown })),
      () => session.activeView !== undefined,
    ),
    command(
      'chain',
      ['Alt+I'],
      () => setState({ chainShown: !getState().chainShown }),
      () => session.activeView !== undefined,
    ),
    command(
      'overlays',
      ['Alt+O'],
      () => setState({ overlaysShown: !getState().overlaysShown }),
      () => (image()?.overlays?.length ?? 0) > 0,
    ),
    command(
      'shutters',
      ['Alt+Shift+O'],
      () => (image()?.shutter ? setState({ shuttersShown: !getState().shuttersShown }) : borderOfDrawn()),
      () => {
        const shown = image();
        return shown !== undefined && (shown.shutter !== undefined || mayHaveBorder(shown));
      },
    ),
  ];
}
