import { expect, test } from 'vitest';
import type { ReadingSession } from '../../../session/readingSession.ts';
import { fidelityCommands } from '../commands/fidelityCommands.ts';
import { cornerState } from './cornerState.ts';

test('one key takes the words away and brings them back, where there is an image', () => {
  const command = (session: Partial<ReadingSession>) =>
    fidelityCommands(session as ReadingSession).find(({ keys }) => keys.includes('Shift+O'));
  const words = command({ activeView: {} as NonNullable<ReadingSession['activeView']> });
  expect(command({ activeView: undefined })?.canRun?.()).toBe(false);
  expect(words?.canRun?.()).toBe(true);
  expect(cornerState.getState().wordsShown).toBe(true);
  void words?.run();
  expect(cornerState.getState().wordsShown).toBe(false);
  void words?.run();
  expect(cornerState.getState().wordsShown).toBe(true);
});
