import { QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createQueryClient } from './providers.tsx';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a study that was closed is opened anew; other answers stay true until an event says otherwise', async () => {
  const queries = createQueryClient();
  const asked: string[] = [];
  const look = async (name: string) => {
    const observer = new QueryObserver(queries, {
      queryKey: [name, {}],
      queryFn: () => Promise.resolve(asked.push(name)),
    });
    const leave = observer.subscribe(() => undefined);
    await vi.advanceTimersByTimeAsync(100);
    leave();
    await vi.advanceTimersByTimeAsync(100);
  };
  for (const name of ['studies.open', 'settings.read']) for (let time = 0; time < 2; time += 1) await look(name);
  expect(asked).toEqual(['studies.open', 'studies.open', 'settings.read']);
  queries.clear();
});
