import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ProtocolDraft } from '#shared/contract/hanging.ts';
import { drafts, dropDraft, editDraft, forgetProtocolDrafts, openDraft } from './drafts.ts';
import { type DraftDisk, draftsToKeep, followDrafts, hurryProtocolDrafts, withKeptDrafts } from './keptDrafts.ts';
import { emptyProtocol } from './model/copies.ts';
import { isUnsaved } from './model/history.ts';

const one = emptyProtocol('One', 'Step 1', 'CT', new Set());
const rename = (name: string) => editDraft(one.id, (before) => ({ ...before, name }), 'name', 'name');
const nothing = { drafts: [], protocols: [], unreadable: [] };
const named = (name: string): ProtocolDraft => ({ protocol: { ...one, name }, isNew: true });

/** A disk that takes and answers what it is told to. */
function diskOf(changed: Partial<DraftDisk> = {}) {
  const saved: (readonly ProtocolDraft[])[] = [];
  const disk: DraftDisk = { read: async () => nothing, save: async (now) => saved.push(now) > 0, ...changed };
  return { disk, saved };
}

let stop = () => {};
async function follow(disk: DraftDisk): Promise<void> {
  stop = followDrafts(drafts, disk);
  await vi.advanceTimersByTimeAsync(0);
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  stop();
  forgetProtocolDrafts();
  vi.useRealTimers();
});

test('what is typed is on the disk after a pause, once; what is thrown away is gone from it', async () => {
  const { disk, saved } = diskOf();
  await follow(disk);
  openDraft(one, undefined);
  for (const name of ['C', 'CT', 'CT l']) rename(name);
  await vi.advanceTimersByTimeAsync(499);
  expect(saved).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(saved).toEqual([[named('CT l')]]);
  dropDraft(one.id);
  await vi.advanceTimersByTimeAsync(500);
  expect(saved.at(-1)).toEqual([]);
});

test('a disk that fails is asked again by itself until it takes what there is then, and not after that', async () => {
  const saved: (readonly ProtocolDraft[])[] = [];
  const save = vi.fn(async (now: readonly ProtocolDraft[]) => save.mock.calls.length > 2 && saved.push(now) > 0);
  await follow(diskOf({ save }).disk);
  openDraft(one, undefined);
  rename('First');
  await vi.advanceTimersByTimeAsync(500 + 2_000);
  expect(save).toHaveBeenCalledTimes(2);
  rename('Second');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(save).toHaveBeenCalledTimes(3);
  expect(saved).toEqual([[named('Second')]]);
});

test('nothing is written before what is there could be read, which is asked again', async () => {
  const read = vi.fn(async () =>
    read.mock.calls.length > 2
      ? { ...nothing, drafts: [{ ...named('Before'), protocol: { ...one, id: 'user.x' } }] }
      : undefined,
  );
  const { disk, saved } = diskOf({ read });
  await follow(disk);
  openDraft(one, undefined);
  rename('Now');
  await vi.advanceTimersByTimeAsync(3_999);
  expect([read.mock.calls.length, saved]).toEqual([2, []]);
  await hurryProtocolDrafts();
  expect(saved).toEqual([]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(saved.map((each) => each.map(({ protocol }) => protocol.id))).toEqual([['user.x', one.id]]);
});

test('at a lock or another reader what waits for a pause is written, even where all is forgotten at once', async () => {
  const { disk, saved } = diskOf();
  await follow(disk);
  openDraft(one, undefined);
  rename('Last word');
  stop();
  forgetProtocolDrafts();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(saved).toEqual([[named('Last word')]]);
});

test('what a closed lock refused is written as soon as it is open, without another edit', async () => {
  await follow(diskOf({ save: async () => false }).disk);
  openDraft(one, undefined);
  rename('Behind the lock');
  stop();
  const { disk, saved } = diskOf();
  await follow(disk);
  await vi.advanceTimersByTimeAsync(500);
  expect(saved).toEqual([[named('Behind the lock')]]);
});

test('what is on the disk already is not written again', async () => {
  const { disk, saved } = diskOf({ read: async () => ({ ...nothing, drafts: [named('Kept')] }) });
  await follow(disk);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([saved, drafts.getState().drafts[one.id]?.now.name]).toEqual([[], 'Kept']);
});

test('a page that goes out of sight does not wait, and a slow writing is not overtaken', async () => {
  const begun: string[] = [];
  const save = async (now: readonly ProtocolDraft[]) => {
    begun.push(now.map(({ protocol }) => protocol.name).join());
    await new Promise((done) => setTimeout(done, 1_000));
    return true;
  };
  await follow(diskOf({ save }).disk);
  openDraft(one, undefined);
  rename('A');
  void hurryProtocolDrafts();
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toEqual(['A']);
  rename('AB');
  void hurryProtocolDrafts();
  await vi.advanceTimersByTimeAsync(999);
  expect(begun).toEqual(['A']);
  await vi.advanceTimersByTimeAsync(1);
  expect(begun).toEqual(['A', 'AB']);
});

test('one that is not sound does not keep the others from the disk, and is kept as it last was', () => {
  const other = { ...one, id: 'user.other' };
  openDraft(one, undefined);
  openDraft(other, undefined);
  editDraft(one.id, (before) => ({ ...before, name: 'Sound' }), 'name');
  editDraft(one.id, (before) => ({ ...before, name: '' }), 'name');
  expect(draftsToKeep(drafts.getState())).toEqual([named('Sound'), { protocol: other, isNew: true }]);
});

test('what is kept as a version is no draft', () => {
  openDraft(one, one);
  expect(draftsToKeep(drafts.getState())).toEqual([]);
  rename('Another');
  expect(draftsToKeep(drafts.getState())).toEqual([{ protocol: { ...one, name: 'Another' }, isNew: false }]);
});

test('after a crash it goes on where it was; a draft of what is there no longer is let go', () => {
  const found = {
    drafts: [
      { protocol: { ...one, name: 'Changed' }, isNew: false },
      { protocol: { ...one, id: 'user.gone' }, isNew: false },
      { protocol: { ...one, id: 'user.spoilt' }, isNew: false },
      { protocol: { ...one, id: 'user.new' }, isNew: true },
    ],
    protocols: [one],
    // Kept, and the disk has spoilt it: the draft is all there is.
    unreadable: ['user.spoilt'],
  };
  const back = withKeptDrafts({ drafts: {} }, found);
  expect(Object.keys(back.drafts)).toEqual([one.id, 'user.spoilt', 'user.new']);
  expect(Object.values(back.drafts).map(isUnsaved)).toEqual([true, true, true]);
  openDraft(one, one);
  expect(withKeptDrafts(drafts.getState(), found).drafts[one.id]?.now.name).toBe('One');
});
