import { describe, expect, test } from 'vitest';
import { GraphicsState } from './graphicsState.ts';
import { Healing } from './healing.ts';

const minute = 60_000;

function afterLoss(healing: Healing, atMinute: number): string {
  healing.noteLoss(atMinute * minute);
  return healing.remedyFor('contextLost', 'gpu', atMinute * minute);
}

describe('H4 H5: trouble with drawing', () => {
  test('three losses in ten minutes: the processor draws', () => {
    const healing = new Healing();
    expect([0, 4, 9].map((at) => afterLoss(healing, at))).toEqual(['rebuild', 'rebuild', 'cpu']);
  });

  test('losses that are further apart are forgotten', () => {
    const healing = new Healing();
    expect([0, 6, 12, 18].map((at) => afterLoss(healing, at))).toEqual(['rebuild', 'rebuild', 'rebuild', 'rebuild']);
  });

  test('seven contexts that go together are one loss', () => {
    const state = new GraphicsState();
    for (let episode = 0; episode < 2; episode += 1) {
      for (let context = 0; context < 7; context += 1) state.lose(episode * minute + context);
      state.heal('contextLost', episode * minute + 50, () => undefined);
    }
    expect(state.snapshot()).toMatchObject({ lost: false, generation: 2, backend: 'gpu' });
    state.lose(2 * minute);
    state.heal('contextLost', 2 * minute, () => undefined);
    expect(state.snapshot()).toMatchObject({ generation: 3, backend: 'cpu', trouble: 'contextLost' });
  });

  test('black boxes or wrong greys: anew, then the processor, then no image at all', () => {
    const healing = new Healing();
    expect(healing.remedyFor('blackBox', 'gpu', 0)).toBe('rebuild');
    expect(healing.remedyFor('wrongGreys', 'gpu', minute)).toBe('cpu');
    expect(healing.remedyFor('blackBox', 'cpu', 2 * minute)).toBe('none');
  });

  test('boxes are covered before anything is built anew, and are new ones after it', () => {
    const state = new GraphicsState();
    const seen: string[] = [];
    state.subscribe(() => {
      const { lost, generation, backend } = state.snapshot();
      seen.push(`${lost ? 'covered' : 'shown'} ${generation} ${backend}`);
    });
    const rebuild = (backend: string) => seen.push(`build ${backend}`);
    state.heal('blackBox', 0, rebuild);
    state.heal('blackBox', 1, rebuild);
    state.heal('blackBox', 2, rebuild);
    expect(seen).toEqual([
      'covered 0 gpu',
      'build gpu',
      'shown 1 gpu',
      'covered 1 gpu',
      'build cpu',
      'shown 2 cpu',
      'covered 2 cpu',
    ]);
    expect(state.snapshot().helpless).toBe(true);
  });
});
