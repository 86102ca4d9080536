import { expect, it } from 'vitest';
import { closeChain, fidelityState } from './fidelityState.ts';

it('the first Escape puts the chain away, and only the next is for leaving the study', () => {
  fidelityState.setState({ chainShown: true });
  expect(closeChain()).toBe(true);
  expect(fidelityState.getState().chainShown).toBe(false);
  expect(closeChain()).toBe(false);
});
