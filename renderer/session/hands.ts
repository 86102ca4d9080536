import { createStore } from 'zustand/vanilla';
import classic from '#resources/hands/classic.json';
import durbeen from '#resources/hands/durbeen.json';
import ohif from '#resources/hands/ohif.json';
import radiant from '#resources/hands/radiant.json';
import {
  type Hands,
  type HandsProfile,
  type HandsProfileName,
  mouseInForce,
  untouchedHands,
} from '#shared/hands/handsProfile.ts';
import type { MouseBindings } from '#shared/hands/mouseGesture.ts';
import { type CommandRegistry, commandRegistry } from './commands.ts';
import { keysInForce } from './keysInForce.ts';

// The words of a file are only known to be words; `hands.test.ts` holds them against what they may be.
export const handsProfiles = { durbeen, radiant, ohif, classic } as unknown as Readonly<
  Record<HandsProfileName, HandsProfile>
>;

/** The mouse as the reader has set it, for every image box of the window. */
export const mouseBindings = createStore<MouseBindings>(() => mouseInForce(handsProfiles.durbeen, untouchedHands));

/** Puts what the reader has chosen into force: keys on every command, and the mouse. */
export function applyHands(hands: Hands, registry: CommandRegistry = commandRegistry): void {
  const profile = handsProfiles[hands.profile];
  registry.rekey((commands) => keysInForce(commands, profile.keys, hands.keys));
  mouseBindings.setState(mouseInForce(profile, hands), true);
}
