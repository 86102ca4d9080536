import type { MouseBindings } from './mouseGesture.ts';

/** Ready-made hands: keys in place of the commands' own, and what the mouse does. */
export interface HandsProfile {
  /** Chords by command id; a command that is not named keeps its own. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  readonly mouse: MouseBindings;
}

export const handsProfileNames = ['durbeen', 'radiant', 'ohif', 'classic'] as const;
export type HandsProfileName = (typeof handsProfileNames)[number];

/** What a reader has chosen: a profile, and what they changed of it. */
export interface Hands {
  readonly profile: HandsProfileName;
  readonly keys: Readonly<Record<string, readonly string[]>>;
  readonly drag: Readonly<Record<string, MouseBindings['drag'][string]>>;
  readonly wheel: Readonly<Record<string, MouseBindings['wheel'][string]>>;
}

export const untouchedHands: Hands = { profile: 'durbeen', keys: {}, drag: {}, wheel: {} };

/** What the mouse does: the profile's, with the reader's own in place of it. */
export function mouseInForce(profile: HandsProfile, hands: Hands): MouseBindings {
  return {
    drag: { ...profile.mouse.drag, ...hands.drag },
    wheel: { ...profile.mouse.wheel, ...hands.wheel },
  };
}
