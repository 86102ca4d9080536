import { describe, expect, it } from 'vitest';
import { untilCancelled } from './cancelSignal.ts';

describe('untilCancelled', () => {
  it('answers what is waited for, with a signal and without one', async () => {
    expect(await untilCancelled(Promise.resolve(3), undefined, 'left')).toBe(3);
    expect(await untilCancelled(Promise.resolve(3), new AbortController().signal, 'left')).toBe(3);
  });

  it('lets one of two leave while the other goes on waiting', async () => {
    let arrive = (_answer: string) => {};
    const shared = new Promise<string>((resolve) => {
      arrive = resolve;
    });
    const leaver = new AbortController();
    const left = untilCancelled(shared, leaver.signal, 'left');
    const stays = untilCancelled(shared, new AbortController().signal, 'left');
    leaver.abort();
    expect(await left).toBe('left');
    arrive('here');
    expect(await stays).toBe('here');
  });

  it('does not wait for one that has left before', async () => {
    expect(await untilCancelled(new Promise(() => {}), AbortSignal.abort(), 'left')).toBe('left');
  });

  it('passes on what breaks', async () => {
    const broken = Promise.reject(new Error('broken'));
    await expect(untilCancelled(broken, new AbortController().signal, 'left')).rejects.toThrow('broken');
  });
});
