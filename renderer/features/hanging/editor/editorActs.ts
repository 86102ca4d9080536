import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hanging } from '#shared/hanging/hanging.ts';
import type { ProtocolProblem } from '#shared/hanging/problems.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { type Said, say } from '../why/said.ts';
import type { PlaceInProtocol } from '../why/whyLine.ts';
import type { TriedStudy } from './useExamples.ts';

/** What the hands are on: a box, and what of the sentences is opened. */
export interface Selection {
  readonly stage: number;
  readonly screen: number;
  readonly box: string | undefined;
  /** Of the sentences; undefined: none is opened. */
  readonly place: PlaceInProtocol | undefined;
}

/** What the panes of the editor share. */
export interface EditorActs {
  readonly protocol: Protocol;
  /** `label`: key under `hanging.editor.changes` that says what was done. */
  readonly edit: (change: (protocol: Protocol) => Protocol, label: string, gesture?: string) => void;
  readonly selection: Selection;
  readonly select: (change: Partial<Selection>) => void;
  readonly problems: readonly ProtocolProblem[];
  /** The study that is dragged from; undefined: none is at hand. */
  readonly example: TriedStudy | undefined;
  /** How the example hangs by the protocol as it is now. */
  readonly hanging: Hanging | undefined;
}

export const EditorContext = createContext<EditorActs | undefined>(undefined);

export function useEditor(): EditorActs {
  const acts = useContext(EditorContext);
  if (!acts) throw new Error('EditorContext is missing');
  return acts;
}

/** Says what was made of words and values. */
export function useSay(): (said: Said) => string {
  const { t } = useTranslation();
  return (said) => say(said, t);
}
