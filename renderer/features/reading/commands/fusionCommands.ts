import { type FusionLookKeeper, paletteNames } from '../../../imaging/fusion/fusionLook.ts';
import { FusionView } from '../../../imaging/fusion/fusionView.ts';
import { type Command, commandsOf } from '../../../session/commands.ts';
import { fusionArrangement, fusionPairOf } from '../../../session/fusionPair.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import { togetherOf } from '../../../session/together.ts';

const command = commandsOf('together', 'reading');

/** Upper ends of the windows of PET in SUV. */
const uptakeEnds = [5, 7, 10, 15, 20];
const opacityStep = 0.1;

/** One volume over another: hung by one key, and how it looks. */
export function fusionCommands(session: ReadingSession): readonly Command[] {
  const look = () => lookOf(session);
  const change = (act: (look: FusionLookKeeper) => void) => () => {
    const known = look();
    if (known) act(known);
  };
  const isFused = () => look() !== undefined;
  const pair = () =>
    fusionPairOf(
      session.state.images.sets.map(({ set }) => set),
      session.activeSet?.set.id,
    );
  return [
    command(
      'fuse',
      ['U'],
      () => {
        const found = pair();
        if (found) session.hangArrangement(fusionArrangement(found), 2);
      },
      () => pair() !== undefined,
    ),
    command('nextUptakeWindow', ['Shift+U'], change(nextUptake), isFused),
    command('nextPalette', ['Alt+U'], change(nextPalette), isFused),
    command('lessOpaque', ['('], change(fading(-opacityStep)), isFused),
    command('moreOpaque', [')'], change(fading(opacityStep)), isFused),
    command('handsOnOver', ['Alt+H'], change(otherLayer), isFused),
  ];
}

/** Of the active box where it is a fusion, else of any that is on the screen: they share it. */
function lookOf(session: ReadingSession): FusionLookKeeper | undefined {
  const { arrangement, active } = session.state;
  const boxes = [active, ...arrangement.boxes.keys()];
  const views = boxes.map((box) => togetherOf(session).viewAt(box));
  return views.find((view) => view instanceof FusionView)?.look;
}

function nextUptake(look: FusionLookKeeper): void {
  const { high } = look.state();
  if (look.unit.unit === 'SUVbw') look.change({ low: 0, high: uptakeEnds.find((end) => end > high) ?? 5 });
}

function nextPalette(look: FusionLookKeeper): void {
  const at = paletteNames.indexOf(look.state().palette);
  look.change({ palette: paletteNames[(at + 1) % paletteNames.length] ?? 'hotIron' });
}

function fading(step: number) {
  return (look: FusionLookKeeper) => look.change({ opacity: look.state().opacity + step });
}

function otherLayer(look: FusionLookKeeper): void {
  look.change({ handsOn: look.state().handsOn === 'over' ? 'under' : 'over' });
}
