import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HostClient } from '#renderer/host/hostContext.ts';
import type { ReportSnapshot, ReportText } from '#shared/contract/reports.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { DraftKeeper } from './draftKeeper.ts';

// Of the page, not of a component: text that the host does not have yet outlives the panel that it was typed into.
const keepers = new Map<string, DraftKeeper>();

/** Reports with text that is on no disk. */
interface UnsavedReports {
  readonly owed: number;
  /** Of these, the ones that the host could not keep when it was asked. */
  readonly failing: number;
}

const unsaved = createStore<UnsavedReports>(() => ({ owed: 0, failing: 0 }));

/** For whoever shows what is not saved, also after its study has been left, and for whoever asks before it is lost. */
export const unsavedReports: StoreApi<UnsavedReports> = unsaved;

function count(): void {
  const owing = [...keepers.values()].filter(({ owes }) => owes);
  const next = { owed: owing.length, failing: owing.filter((keeper) => keeper.view().failure).length };
  const before = unsaved.getState();
  if (next.owed !== before.owed || next.failing !== before.failing) unsaved.setState(next);
}

/** The keeper of a study's report. One a study, so that no text can end in another's report (T22). */
export function keeperOf(client: HostClient, snapshot: ReportSnapshot, prefill: ReportText): DraftKeeper {
  const key = studyKey(snapshot.study);
  const known = keepers.get(key);
  if (known?.at.reportId === snapshot.reportId) return known;
  const keeper = new DraftKeeper(client, snapshot, prefill);
  keepers.set(key, keeper);
  keeper.subscribe(count);
  count();
  return keeper;
}

/** Keeps everything that is not kept yet: when the host is back, when the window goes out of sight, before it is locked. */
export async function flushDrafts(): Promise<void> {
  await Promise.all([...keepers.values()].filter(({ owes }) => owes).map((keeper) => keeper.flush()));
}

/**
 * Forgets the drafts on the page: when another profile opens or the lock closes. `keepUnsaved`: text that the host does
 * not have yet stays, behind the lock, for the same reader; it is kept as soon as the host takes it.
 */
export function forgetDrafts({ keepUnsaved }: { readonly keepUnsaved: boolean }): void {
  for (const [key, keeper] of keepers) {
    if (keepUnsaved && keeper.owes) continue;
    keeper.end();
    keepers.delete(key);
  }
  count();
}
