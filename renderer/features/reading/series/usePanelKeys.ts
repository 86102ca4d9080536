import { type FocusEvent, type KeyboardEvent, type MouseEvent, type RefObject, useState } from 'react';
import { showHangingPane } from '../../../session/hangingPane.ts';
import { documentDeskOf, openDocument } from '../documents/documentDesk.ts';
import { useReading } from '../readingContext.ts';
import { isChoice, type PanelRow } from './panelRows.ts';

export interface PanelKeys {
  /** Key of the row that the keys are on; undefined while they are elsewhere. */
  readonly pointed: string | undefined;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onBlur: (event: FocusEvent) => void;
  /** The key for menus asks what the series that the keys are on really is; a card has its own menu under the mouse. */
  readonly onContextMenu: (event: MouseEvent) => void;
  /** A mouse has chosen or dragged something: the next key is for the images. */
  readonly onHandDone: () => void;
  /** Brings the keys into the panel, to the first row of a kind. */
  focus(kind: 'series' | 'document'): void;
  has(kind: 'series' | 'document'): boolean;
}

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 5,
  PageUp: -5,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

type PanelAct = 'leave' | 'choose' | { readonly step: number };

/**
 * What a key does in the panel; undefined where it is for the images. Only keys that were brought into the panel are in
 * it: a card that was clicked or dragged keeps none.
 */
export function panelActOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>,
  isPointed: boolean,
): PanelAct | undefined {
  if (!isPointed || event.ctrlKey || event.altKey || event.metaKey) return undefined;
  if (event.key === 'Escape') return 'leave';
  if (event.key === 'Enter') return 'choose';
  const step = steps[event.key];
  return step === undefined ? undefined : { step };
}

/** Arrows go from series to series and on to the documents, Enter hangs or opens, Escape gives the keys back. */
export function usePanelKeys(
  rows: readonly PanelRow[],
  list: RefObject<HTMLDivElement | null>,
  show: (index: number) => void,
): PanelKeys {
  const { session } = useReading();
  const [pointed, setPointed] = useState<string>();
  const choices = rows.flatMap((row, index) => (isChoice(row) ? [{ row, index }] : []));
  const pointAt = (at: number) => {
    const choice = choices[Math.min(choices.length - 1, Math.max(0, at))];
    if (!choice) return;
    setPointed(choice.row.key);
    show(choice.index);
  };
  const choose = () => {
    const row = choices.find((choice) => choice.row.key === pointed)?.row;
    if (row?.kind === 'series') session.hang(row.named.set.id);
    else if (row) openDocument(documentDeskOf(session), { document: row.document, snapshot: row.snapshot });
  };
  const giveKeysBack = () => {
    const focused = list.current?.ownerDocument.activeElement;
    if (focused instanceof HTMLElement && list.current?.contains(focused)) focused.blur();
  };
  return {
    pointed,
    onKeyDown: (event) => {
      const act = panelActOf(event, pointed !== undefined);
      if (act === undefined) return;
      if (act === 'leave') giveKeysBack();
      else if (act === 'choose') choose();
      else pointAt(choices.findIndex(({ row }) => row.key === pointed) + act.step);
      event.preventDefault();
    },
    onContextMenu: (event) => {
      const row = choices.find((choice) => choice.row.key === pointed)?.row;
      if (event.target !== event.currentTarget || row?.kind !== 'series') return;
      event.preventDefault();
      showHangingPane(session, { kind: 'correct', setId: row.named.set.id });
    },
    onHandDone: giveKeysBack,
    onBlur: (event) => {
      if (!event.currentTarget.contains(event.relatedTarget)) setPointed(undefined);
    },
    focus: (kind) => {
      list.current?.focus({ preventScroll: true });
      pointAt(choices.findIndex(({ row }) => row.kind === kind));
    },
    has: (kind) => choices.some(({ row }) => row.kind === kind),
  };
}
