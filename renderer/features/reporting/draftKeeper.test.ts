import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ReportSnapshot, ReportText } from '#shared/contract/reports.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import { emptySections } from '#shared/reports/report.ts';
import { DraftKeeper } from './draftKeeper.ts';

const study = { archiveId: 'a' as ArchiveId, studyInstanceUID: '1.2' as StudyInstanceUID };
const text = (findings: string): ReportText => ({ ...emptySections, findings });

/** A host that keeps one report as the real one does: by revision, never overwriting. */
function createHost() {
  const host = {
    snapshot: {
      reportId: 'r',
      study,
      revision: 0,
      draft: emptySections,
      versions: [],
      deliveries: [],
    } as ReportSnapshot,
    gone: false,
    losesAnswer: false,
    saves: 0,
    asks: {
      'reports.open': async () => ({ ok: true as const, value: host.snapshot }),
      'reports.saveDraft': async ({ revision, text: draft }: { revision: number; text: ReportText }) => {
        host.saves += 1;
        if (host.gone) return { ok: false as const, failure: { code: 'HostGone' as const } };
        if (revision !== host.snapshot.revision)
          return { ok: false as const, failure: { code: 'ReportConflict' as const } };
        host.snapshot = { ...host.snapshot, revision: revision + 1, draft, savedAt: 1_000 };
        if (!host.losesAnswer) return { ok: true as const, value: { revision: revision + 1, savedAt: 1_000 } };
        host.losesAnswer = false;
        return { ok: false as const, failure: { code: 'HostGone' as const } };
      },
    },
  };
  return host;
}

describe('the draft between keystroke and disk', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());
  const start = () => {
    const host = createHost();
    return { host, keeper: new DraftKeeper(host.asks, host.snapshot, emptySections) };
  };

  it('P3 is saved after a pause, not at each key, and says "saved" only then', async () => {
    const { host, keeper } = start();
    for (const typed of ['N', 'No', 'Nod']) {
      keeper.change('findings', typed);
      await vi.advanceTimersByTimeAsync(100);
      expect(keeper.view().saving).toBe('unsaved');
    }
    await vi.advanceTimersByTimeAsync(400);
    expect(keeper.view()).toMatchObject({ saving: 'saved', savedAt: 1_000 });
    expect([host.saves, host.snapshot.draft.findings]).toEqual([1, 'Nod']);
  });

  it('outlives a host that goes away and comes back', async () => {
    const { host, keeper } = start();
    host.gone = true;
    keeper.change('findings', 'Nodule');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(keeper.view()).toMatchObject({ saving: 'unsaved', failure: { code: 'HostGone' }, text: text('Nodule') });
    host.gone = false;
    await vi.advanceTimersByTimeAsync(3_000);
    expect(keeper.view()).toEqual({ text: text('Nodule'), saving: 'saved', savedAt: 1_000, theirs: undefined });
    expect(host.snapshot.draft).toEqual(text('Nodule'));
  });

  it('knows its own text again when only the answer to a save was lost', async () => {
    const { host, keeper } = start();
    host.losesAnswer = true;
    keeper.change('findings', 'Nodule');
    await vi.advanceTimersByTimeAsync(400);
    keeper.change('findings', 'Nodule 8 mm');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(keeper.view()).toMatchObject({ saving: 'saved' });
    expect(keeper.view().theirs).toBeUndefined();
    expect(host.snapshot.draft).toEqual(text('Nodule 8 mm'));
  });

  it('shows a conflict with both texts and overwrites nothing until the reader chooses', async () => {
    const { host, keeper } = start();
    keeper.change('findings', 'Mine');
    host.snapshot = { ...host.snapshot, revision: 7, draft: text('Theirs') };
    await vi.advanceTimersByTimeAsync(1_000);
    expect(keeper.view()).toMatchObject({ saving: 'unsaved', text: text('Mine'), theirs: text('Theirs') });
    keeper.change('findings', 'Mine, longer');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(host.snapshot.draft).toEqual(text('Theirs'));
    keeper.choose('mine');
    await vi.advanceTimersByTimeAsync(0);
    expect(host.snapshot).toMatchObject({ revision: 8, draft: text('Mine, longer') });
    expect(keeper.view()).toMatchObject({ saving: 'saved' });
    expect(keeper.view().theirs).toBeUndefined();
  });

  it('keeps what is typed while a save is on its way', async () => {
    const { host, keeper } = start();
    keeper.change('findings', 'a');
    const saving = keeper.flush();
    keeper.change('findings', 'ab');
    await saving;
    expect(host.snapshot.draft).toEqual(text('ab'));
    expect(keeper.view().saving).toBe('saved');
  });

  it('shows what was filled in without keeping it, until something is typed or signed', async () => {
    const host = createHost();
    const keeper = new DraftKeeper(host.asks, host.snapshot, { ...emptySections, technique: 'CT chest.' });
    await keeper.flush();
    expect([keeper.view().saving, host.saves]).toEqual(['nothingYet', 0]);
    expect(await keeper.flushAll()).toBe(true);
    expect(host.snapshot.draft.technique).toBe('CT chest.');
  });

  it('takes over what was signed or written elsewhere while nothing of its own is unsaved', () => {
    const { host, keeper } = start();
    keeper.hear({ ...host.snapshot, revision: 3, draft: text('From the other window') });
    expect(keeper.view().text).toEqual(text('From the other window'));
    keeper.hear({ ...host.snapshot, revision: 2, draft: text('Older') });
    expect(keeper.view().text).toEqual(text('From the other window'));
  });
});
