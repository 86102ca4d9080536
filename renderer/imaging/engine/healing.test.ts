import { describe, expect, test } from 'vitest';
import { GraphicsState } from './graphicsState.ts';
import { Healing } from './healing.ts';

const minute = 60_000;
const onCard = { backend: 'gpu', planes: 'gpu' } as const;

function afterLoss(healing: Healing, atMinute: number): string {
  healing.noteLoss(atMinute * minute);
  return healing.remedyFor('contextLost', onCard, atMinute * minute);
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
    expect(healing.remedyFor('blackBox', onCard, 0)).toBe('rebuild');
    expect(healing.remedyFor('wrongGreys', onCard, minute)).toBe('cpu');
    expect(healing.remedyFor('blackBox', { backend: 'cpu', planes: 'cpu' }, 2 * minute)).toBe('none');
  });

  test('SF12 SF17: volumes that come out black or wrong: anew, then the processor makes the planes, and images stay', () => {
    const state = new GraphicsState();
    const built: string[] = [];
    const rebuild = (backend: string, planes: string) => built.push(`${backend} ${planes}`);
    state.heal('wrongVolume', 0, rebuild);
    expect(state.snapshot()).toMatchObject({ generation: 1, backend: 'gpu', planes: 'gpu' });
    state.heal('blackVolume', minute, rebuild);
    expect(state.snapshot()).toMatchObject({ generation: 2, backend: 'gpu', planes: 'cpu', trouble: 'blackVolume' });
    // A lost context is no reason to trust its volumes again.
    state.heal('contextLost', 2 * minute, rebuild);
    expect(built).toEqual(['gpu gpu', 'gpu cpu', 'gpu cpu']);
    state.heal('blackVolume', 3 * minute, rebuild);
    expect(state.snapshot()).toMatchObject({ helpless: true, lost: true });
  });

  test('a processor that draws the images makes the planes too', () => {
    const state = new GraphicsState();
    state.begin('cpu');
    expect(state.snapshot()).toMatchObject({ backend: 'cpu', planes: 'cpu' });
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
