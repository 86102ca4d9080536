import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ProtocolDraft } from '#shared/contract/hanging.ts';
import { drafts, dropDraft, editDraft, forgetProtocolDrafts, openDraft } from './drafts.ts';
import { draftsToKeep, keepDrafts, withKeptDrafts } from './keptDrafts.ts';
import { emptyProtocol } from './model/copies.ts';
import { isUnsaved } from './model/history.ts';

const one = emptyProtocol('One', 'Step 1', 'CT', new Set());
const rename = (name: string) => editDraft(one.id, (before) => ({ ...before, name }), 'name', 'name');

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  forgetProtocolDrafts();
  vi.useRealTimers();
});

test('what is typed is on the disk after a pause, once; what is thrown away is gone from it', async () => {
  const saved: (readonly ProtocolDraft[])[] = [];
  const stop = keepDrafts(drafts, async (now) => saved.push(now) > 0);
  openDraft(one, undefined);
  for (const name of ['C', 'CT', 'CT l']) rename(name);
  await vi.advanceTimersByTimeAsync(499);
  expect(saved).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(saved).toEqual([[{ protocol: { ...one, name: 'CT l' }, isNew: true }]]);
  dropDraft(one.id);
  await vi.advanceTimersByTimeAsync(500);
  expect(saved.at(-1)).toEqual([]);
  stop();
});

test('a disk that fails is asked again at the next pause', async () => {
  const save = vi.fn(async () => save.mock.calls.length > 1);
  const stop = keepDrafts(drafts, save);
  openDraft(one, undefined);
  await vi.advanceTimersByTimeAsync(500);
  // Nothing else is written than what failed.
  drafts.setState((now) => ({ drafts: { ...now.drafts } }));
  await vi.advanceTimersByTimeAsync(500);
  drafts.setState((now) => ({ drafts: { ...now.drafts } }));
  await vi.advanceTimersByTimeAsync(500);
  expect(save).toHaveBeenCalledTimes(2);
  stop();
});

test('what is kept as a version is no draft', () => {
  openDraft(one, one);
  expect(draftsToKeep(drafts.getState())).toEqual([]);
  rename('Another');
  expect(draftsToKeep(drafts.getState())).toEqual([{ protocol: { ...one, name: 'Another' }, isNew: false }]);
});

test('after a crash it goes on where it was; a draft of what is there no longer is let go', () => {
  const found = [
    { protocol: { ...one, name: 'Changed' }, isNew: false },
    { protocol: { ...one, id: 'user.gone' }, isNew: false },
    { protocol: { ...one, id: 'user.new' }, isNew: true },
  ];
  const back = withKeptDrafts({ drafts: {} }, found, [one]);
  expect(Object.keys(back.drafts)).toEqual([one.id, 'user.new']);
  expect(Object.values(back.drafts).map(isUnsaved)).toEqual([true, true]);
  openDraft(one, one);
  expect(withKeptDrafts(drafts.getState(), found, [one]).drafts[one.id]?.now.name).toBe('One');
});
