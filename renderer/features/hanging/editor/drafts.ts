import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { type Editing, edited, isUnsaved, keptNow, redone, startEditing, undone } from './model/history.ts';

/**
 * Protocols that are being written, by id, with their way back. They outlive the page of the editor: whoever goes to a
 * study and comes back goes on where he was.
 */
export interface DraftsState {
  readonly drafts: Readonly<Record<string, Editing>>;
}

export const drafts = createStore<DraftsState>(() => ({ drafts: {} }));

/** Begins, or goes on where one was begun. `kept`: as it lies on the disk; undefined: nowhere yet. */
export function openDraft(protocol: Protocol, kept: Protocol | undefined): void {
  if (drafts.getState().drafts[protocol.id]) return;
  put(protocol.id, startEditing(protocol, kept));
}

/** `gesture`: letters of one name are taken back together. */
export function editDraft(id: string, change: (protocol: Protocol) => Protocol, label: string, gesture?: string): void {
  withDraft(id, (editing) => edited(editing, change(editing.now), label, gesture));
}

export function undoDraft(id: string): void {
  withDraft(id, undone);
}

export function redoDraft(id: string): void {
  withDraft(id, redone);
}

/** What was `sent` lies on the disk now, perhaps under another id; what was written since goes on. */
export function keepDraft(sent: Protocol, kept: Protocol): void {
  const editing = drafts.getState().drafts[sent.id];
  if (!editing) return;
  dropDraft(sent.id);
  put(kept.id, keptNow(editing, sent, kept));
}

/** What was not kept is thrown away. */
export function dropDraft(id: string): void {
  const { [id]: _gone, ...rest } = drafts.getState().drafts;
  drafts.setState({ drafts: rest });
}

/** Of another reader: nothing of theirs is shown. */
export function forgetProtocolDrafts(): void {
  drafts.setState({ drafts: {} });
}

/** Those that hold something that is on no disk. */
export function unsavedDrafts({ drafts: all }: DraftsState): readonly Editing[] {
  return Object.values(all).filter(isUnsaved);
}

export function useDraft(id: string): Editing | undefined {
  return useStore(drafts, (state) => state.drafts[id]);
}

function withDraft(id: string, change: (editing: Editing) => Editing): void {
  const editing = drafts.getState().drafts[id];
  if (editing) put(id, change(editing));
}

function put(id: string, editing: Editing): void {
  drafts.setState(({ drafts: all }) => ({ drafts: { ...all, [id]: editing } }));
}
