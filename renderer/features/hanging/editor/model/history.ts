import type { Protocol } from '#shared/hanging/protocol.ts';
import { isDeepSame } from './sameProtocol.ts';

/** A protocol as it is being written, with the way back. */
export interface Editing {
  /** As it was kept last; undefined: it was never kept. */
  readonly kept: Protocol | undefined;
  readonly now: Protocol;
  readonly past: readonly Step[];
  readonly future: readonly Step[];
}

interface Step {
  readonly protocol: Protocol;
  /** Key of the words that say what the change after it was. */
  readonly label: string;
  /** Changes of one gesture (letters of a name, clicks of a number) are taken back together. */
  readonly gesture?: string | undefined;
}

/** More than anybody takes back one by one. */
const mostSteps = 200;

/** `kept`: what lies on the disk of it, where something does. */
export function startEditing(protocol: Protocol, kept: Protocol | undefined): Editing {
  return { kept, now: protocol, past: [], future: [] };
}

/** After an edit. What was taken back cannot be done again; an edit that changed nothing is none. */
export function edited(editing: Editing, protocol: Protocol, label: string, gesture?: string): Editing {
  if (isSame(editing.now, protocol)) return editing;
  const last = editing.past.at(-1);
  const goesOn = gesture !== undefined && last?.gesture === gesture && editing.future.length === 0;
  const past = goesOn ? editing.past : [...editing.past, { protocol: editing.now, label, gesture }].slice(-mostSteps);
  return { ...editing, now: protocol, past, future: [] };
}

export function undone(editing: Editing): Editing {
  const step = editing.past.at(-1);
  if (!step) return editing;
  return {
    ...editing,
    now: step.protocol,
    past: editing.past.slice(0, -1),
    future: [...editing.future, { protocol: editing.now, label: step.label }],
  };
}

export function redone(editing: Editing): Editing {
  const step = editing.future.at(-1);
  if (!step) return editing;
  return {
    ...editing,
    now: step.protocol,
    past: [...editing.past, { protocol: editing.now, label: step.label }],
    future: editing.future.slice(0, -1),
  };
}

/**
 * Kept: the way back stays. `sent` is what was given to the disk, `kept` what lies there of it now, with its version and
 * perhaps another id. What was written while the disk was at work is not kept yet, and stays.
 */
export function keptNow(editing: Editing, sent: Protocol, kept: Protocol): Editing {
  const { id, version } = kept;
  const underItsName = (protocol: Protocol): Protocol => ({ ...protocol, id, version });
  const renamed = (steps: readonly Step[]) =>
    steps.map((step): Step => ({ ...step, protocol: underItsName(step.protocol) }));
  return {
    kept,
    now: isSame(editing.now, sent) ? kept : underItsName(editing.now),
    past: renamed(editing.past),
    future: renamed(editing.future),
  };
}

/** Whether it would hang otherwise, or be called otherwise, than what lies on the disk. */
export function isUnsaved({ kept, now }: Editing): boolean {
  return !kept || !isDeepSame(now, kept);
}

function isSame(one: Protocol, other: Protocol): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
