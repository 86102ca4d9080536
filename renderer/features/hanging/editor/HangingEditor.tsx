import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { hangWith } from '#shared/hanging/hang.ts';
import { protocolProblems } from '#shared/hanging/problems.ts';
import type { PlaceInProtocol } from '../why/whyLine.ts';
import { BoxSettings } from './BoxSettings.tsx';
import { Canvas } from './Canvas.tsx';
import { editDraft, openDraft, useDraft } from './drafts.ts';
import styles from './Editor.module.css';
import { EditorBar } from './EditorBar.tsx';
import { type EditorActs, EditorContext, type Selection } from './editorActs.ts';
import { hurryProtocolDrafts } from './keptDrafts.ts';
import { ownCopy } from './model/copies.ts';
import { withPlaces } from './model/editStages.ts';
import type { Editing } from './model/history.ts';
import { PreviewPane } from './PreviewPane.tsx';
import { Sentences } from './Sentences.tsx';
import { StageSettings } from './StageSettings.tsx';
import { StageTabs } from './StageTabs.tsx';
import { useExamples } from './useExamples.ts';
import { useProtocols } from './useProtocols.ts';

export interface HangingEditorProps {
  /** A draft, or a protocol: one of the reader's own is changed, a shipped one is copied first. */
  readonly id: string;
  /** Where to begin, for whoever came from a sentence about it. */
  readonly at?: PlaceInProtocol | undefined;
  /** The study that the editor was opened from. */
  readonly study?: StudyRef | undefined;
  readonly onDone: () => void;
  /** It was kept under another id. */
  readonly onRenamed: (id: string) => void;
}

/** One protocol as it is written: its sentences, its screens, and what it would do. */
export function HangingEditor(props: HangingEditorProps) {
  const editing = useDraft(props.id);
  return editing ? <Opened {...props} editing={editing} /> : <Begin {...props} />;
}

/** Begins a draft of what was named, once it is known what is kept; where nothing is called so, the editor is left. */
function Begin({ id, onDone, onRenamed }: HangingEditorProps) {
  const { t } = useTranslation();
  const { shipped, kept, isRead } = useProtocols();
  useEffect(() => {
    if (!isRead) return;
    const own = kept.find((protocol) => protocol.id === id);
    const theirs = shipped.find((protocol) => protocol.id === id);
    if (own) openDraft(withPlaces(own), withPlaces(own));
    else if (theirs) {
      const ids = new Set([...shipped, ...kept].map((protocol) => protocol.id));
      const copy = ownCopy(theirs, t('hanging.editor.copyName', { name: theirs.name }), 'user', ids);
      openDraft(copy, undefined);
      onRenamed(copy.id);
    } else onDone();
  }, [id, isRead, kept, shipped, onDone, onRenamed, t]);
  return null;
}

function Opened({ id, at, study, onDone, onRenamed, editing }: HangingEditorProps & { readonly editing: Editing }) {
  const { t } = useTranslation();
  const protocol = editing.now;
  const [selection, setSelection] = useState<Selection>(() => firstSelection(at));
  // Whoever leaves it may lock next, or give the place to another reader: nothing waits for a pause then.
  useEffect(() => () => void hurryProtocolDrafts(), []);
  const { studies } = useExamples(protocol, study);
  const [chosen, setChosen] = useState<string>();
  const example = studies?.find(({ toHang }) => toHang.id === chosen) ?? studies?.[0];
  const hanging = useMemo(() => example && hangWith(example.toHang, protocol), [example, protocol]);
  const problems = useMemo(() => protocolProblems(protocol), [protocol]);
  const stage = Math.min(selection.stage, protocol.stages.length - 1);
  const screen = Math.min(selection.screen, (protocol.stages[stage]?.screens.length ?? 1) - 1);
  const acts: EditorActs = {
    protocol,
    edit: (change, label, gesture) => editDraft(id, change, label, gesture),
    selection: { ...selection, stage, screen },
    select: (change) => setSelection((before) => ({ ...before, ...change })),
    problems,
    example,
    hanging,
  };
  return (
    <EditorContext value={acts}>
      <main
        className={styles.editor}
        aria-label={t('hanging.editor.title', { name: protocol.name })}
        data-testid="hanging-editor"
      >
        <EditorBar editing={editing} onDone={onDone} onRenamed={onRenamed} />
        <div className={styles.panes}>
          <section className={styles.left} aria-label={t('hanging.editor.words')}>
            <Sentences />
          </section>
          <section className={styles.middle} aria-label={t('hanging.editor.boxes')}>
            <StageTabs />
            <StageSettings />
            <Canvas />
            <BoxSettings />
          </section>
          <section className={styles.right} aria-label={t('hanging.editor.preview')}>
            <PreviewPane studies={studies} onExample={setChosen} />
          </section>
        </div>
      </main>
    </EditorContext>
  );
}

function firstSelection(at: PlaceInProtocol | undefined): Selection {
  if (at?.kind === 'stage') return { stage: at.stage, screen: 0, box: at.viewport, place: undefined };
  return { stage: 0, screen: 0, box: undefined, place: at };
}
