import { expect, test } from 'vitest';
import { fail, succeed } from '#shared/base/result.ts';
import type { KeptDesk } from '#shared/contract/desk.ts';
import { failureOf } from '#shared/contract/failures.ts';
import { asFarAsFree, startOfDesk } from './keptStart.ts';

const lying = { version: 1, active: 2 } as unknown as KeptDesk;

/** A host that keeps what it is told, as long as its disk is not full. */
function host(kept: KeptDesk | undefined, isFull = false) {
  const state = { kept, dropped: false };
  const client = {
    'desk.read': async () => succeed({ desk: state.kept, dropped: state.dropped }),
    'desk.save': async ({ profile, desk }: { profile: string; desk?: KeptDesk | undefined }) => {
      if (isFull || profile !== 'patients') return fail(failureOf('DiskFull'));
      state.kept = desk;
      return succeed({});
    },
  } as unknown as Parameters<typeof startOfDesk>[0];
  return { state, start: () => startOfDesk(client, 'patients', () => false) };
}

test('what lay on the desk is opened, and that it is tried stands on the disk first', async () => {
  const { state, start } = host(lying);
  expect(await start()).toEqual({ kind: 'opened', desk: { ...lying, restoring: true } });
  expect(state.kept).toEqual({ ...lying, restoring: true });
});

test('a study whose opening ended the page is offered at the next start, and at every one until it is decided', async () => {
  const { start } = host(lying);
  await start();
  for (let again = 0; again < 3; again += 1) expect((await start())?.kind).toBe('offered');
});

test('where nobody can write down that it is tried, it is offered', async () => {
  expect(await host(lying, true).start()).toEqual({ kind: 'offered', desk: lying });
});

test('an empty desk, and one that could not be read', async () => {
  const { state, start } = host(undefined);
  expect(await start()).toEqual({ kind: 'nothing' });
  state.dropped = true;
  expect(await start()).toEqual({ kind: 'dropped' });
});

test('a reader who is in the settings when the host answers is offered his desk, and it is not put away', () => {
  const opened = { kind: 'opened', desk: lying } as const;
  const study = { archiveId: 'a', studyInstanceUID: '1.2' } as never;
  expect(asFarAsFree(opened, { place: 'worklist' })).toBe(opened);
  expect(asFarAsFree(opened, { place: 'settings', section: 'archives' })).toEqual({ kind: 'offered', desk: lying });
  // Another study lies on the desk by now.
  expect(asFarAsFree(opened, { place: 'settings', section: 'archives', study })).toEqual({ kind: 'nothing' });
  expect(asFarAsFree({ kind: 'offered', desk: lying }, { place: 'reading', study })).toEqual({ kind: 'nothing' });
  expect(asFarAsFree({ kind: 'dropped' }, { place: 'reading', study })).toEqual({ kind: 'dropped' });
});
