import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useAnswer } from '#renderer/host/hostContext.ts';
import { failureText } from '#renderer/i18n/failureText.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { HangCount } from '#shared/contract/hanging.ts';
import { switchedBy } from '#shared/hanging/protocolsInForce.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { valueSaid } from '../why/facetWords.ts';
import { say } from '../why/said.ts';
import { drafts, dropDraft, openDraft, unsavedDrafts } from './drafts.ts';
import { ImportPanel } from './ImportPanel.tsx';
import styles from './List.module.css';
import { emptyProtocol } from './model/copies.ts';
import { foundProtocols, type ListedProtocol, listProtocols } from './model/protocolList.ts';
import { ProtocolRow } from './ProtocolRow.tsx';
import { useProtocols } from './useProtocols.ts';

export interface ProtocolsSectionProps {
  /** Opens the editor of a draft, or of a protocol. */
  readonly onEdit: (id: string) => void;
}

const noCounts: readonly HangCount[] = [];

/** Every protocol, shipped and own: which is used, from whom, how often, and what may be done with it. */
export function ProtocolsSection({ onEdit }: ProtocolsSectionProps) {
  const { t } = useTranslation();
  const { shipped, kept, unreadable, failure, save } = useProtocols();
  const { answer: counted } = useAnswer('hanging.counts', {});
  const [typed, setTyped] = useState('');
  const [refused, setRefused] = useState<Failure>();
  const [isImporting, setImporting] = useState(false);
  const groups = useMemo(
    () => listProtocols(shipped, kept, counted?.counts ?? noCounts, unreadable),
    [shipped, kept, counted, unreadable],
  );
  const lost = unreadable.map((id) => switchedBy(id, shipped)?.name ?? id);
  const wordsOf = ({ protocol, bodyParts }: ListedProtocol) =>
    [
      protocol.name,
      protocol.description ?? '',
      t(`hanging.editor.levels.${protocol.level}`),
      say(valueSaid('bodyPart', bodyParts), t),
    ].join(' ');
  const shown = foundProtocols(groups, typed, wordsOf);
  const ids = useMemo(() => new Set([...shipped, ...kept].map(({ id }) => id)), [shipped, kept]);
  const begin = () => {
    const name = t('hanging.editor.newName');
    const protocol = emptyProtocol(name, t('hanging.editor.newStep', { number: 1 }), 'CT', ids);
    openDraft(protocol, undefined);
    onEdit(protocol.id);
  };
  const keep = async (protocol: Parameters<typeof save>[0]) => {
    const answer = await save(protocol);
    setRefused(answer && !answer.ok ? answer.failure : undefined);
    return answer?.ok === true;
  };
  return (
    <div className={styles.section} data-testid="hanging-protocols">
      <p>{t('hanging.editor.listText')}</p>
      <UnsavedLines onEdit={onEdit} />
      <div className={styles.tools}>
        <Field
          label={t('hanging.editor.find')}
          type="search"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <Button onClick={begin}>{t('hanging.editor.begin')}</Button>
        <Button aria-expanded={isImporting} onClick={() => setImporting(!isImporting)}>
          {t('hanging.editor.import.open')}
        </Button>
      </div>
      {isImporting && <ImportPanel onDone={() => setImporting(false)} />}
      {failure && <p role="alert">{failureText(failure)}</p>}
      {refused && <p role="alert">{failureText(refused)}</p>}
      {unreadable.length > 0 && (
        <p className={styles.warning} role="alert">
          {t('hanging.editor.unreadable', { ids: lost.join(', ') })}
        </p>
      )}
      {shown.map(({ group, rows }) => (
        <section key={group}>
          <h3>{t(`hanging.editor.groups.${group}`)}</h3>
          <ul className={styles.rows}>
            {rows.map((row) => (
              <ProtocolRow key={row.protocol.id} row={row} taken={ids} onEdit={onEdit} onKeep={keep} />
            ))}
          </ul>
        </section>
      ))}
      {shown.length === 0 && <p className={styles.muted}>{t('hanging.editor.nothingFound')}</p>}
    </div>
  );
}

/** What was begun and lies on no disk as a version: it is gone on with, or thrown away; never silently. */
function UnsavedLines({ onEdit }: { onEdit: (id: string) => void }) {
  const { t } = useTranslation();
  const unsaved = unsavedDrafts(useStore(drafts));
  return unsaved.map(({ now }) => (
    <p key={now.id} className={styles.unsaved} role="status">
      {t('hanging.editor.notKept', { name: now.name })}
      <Button onClick={() => onEdit(now.id)}>{t('hanging.editor.goOn')}</Button>
      <Button kind="quiet" onClick={() => dropDraft(now.id)}>
        {t('hanging.editor.throwAway')}
      </Button>
    </p>
  ));
}
