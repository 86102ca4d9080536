import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '#renderer/i18n/failureText.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { protocolDifferences } from '#shared/hanging/differences.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { Button } from '../../../ui/Button.tsx';
import { selectorSentence, sentenceText, studySentence } from '../sentences.ts';
import { Differences } from './Differences.tsx';
import styles from './List.module.css';
import { type ImportedStanding, standingOf, takenAs } from './model/imported.ts';
import { SitesElsewhere } from './SitesElsewhere.tsx';
import { useProtocols } from './useProtocols.ts';
import { Warnings } from './Warnings.tsx';

const levels = ['user', 'group', 'site'] as const;

/** One protocol of a file, in sentences; taken for whom the reader says, and never over what is here without a word. */
export function ImportedRow({ imported: read }: { imported: Protocol }) {
  const { t } = useTranslation();
  const { shipped, kept, save } = useProtocols();
  // What was made of one file says nothing of the next, though a protocol of the same id is in it.
  const [other, setOther] = useState<{ readonly of: Protocol; readonly now: Protocol }>();
  const imported = other?.of === read ? other.now : read;
  const [level, setLevel] = useState<(typeof levels)[number]>('user');
  const [takenOf, setTaken] = useState<{ readonly of: Protocol; readonly name: string }>();
  const taken = takenOf?.of === read ? takenOf.name : undefined;
  const [refused, setRefused] = useState<Failure>();
  const standing = standingOf(imported, shipped, kept);
  const take = async (as: 'version' | 'copy') => {
    const ids = new Set([...shipped, ...kept].map(({ id }) => id));
    const { protocol, isNew } = takenAs(imported, standing, as, level, ids);
    const answer = await save(protocol, isNew);
    if (answer?.ok) setTaken({ of: read, name: answer.value.protocol.name });
    setRefused(answer && !answer.ok ? answer.failure : undefined);
  };
  const sentences = Object.keys(imported.selectors).flatMap((key) => selectorSentence(imported, key) ?? []);
  return (
    <li className={styles.row} data-imported={imported.id}>
      <div className={styles.line}>
        <span className={styles.names}>
          <span className={styles.name}>{imported.name}</span>
          <span className={styles.muted}>{t('hanging.editor.import.steps', { count: imported.stages.length })}</span>
        </span>
        <select
          className={styles.select}
          aria-label={t('hanging.editor.level')}
          value={level}
          onChange={({ target }) => setLevel(levels.find((each) => each === target.value) ?? 'user')}
        >
          {levels.map((each) => (
            <option key={each} value={each}>
              {t(`hanging.editor.levels.${each}`)}
            </option>
          ))}
        </select>
        <TakeButtons standing={standing} isTaken={taken !== undefined} onTake={(as) => void take(as)} />
      </div>
      <p>{sentenceText(studySentence(imported), t)}</p>
      <Warnings protocol={{ ...imported, level }} />
      {taken === undefined && <SitesElsewhere protocol={imported} onChange={(now) => setOther({ of: read, now })} />}
      <details>
        <summary>{t('hanging.editor.import.wants', { count: sentences.length })}</summary>
        <ul className={styles.plainList}>
          {sentences.map((sentence) => {
            const text = sentenceText(sentence, t);
            return <li key={text}>{text}</li>;
          })}
        </ul>
      </details>
      {standing.kind === 'otherVersion' && (
        <details>
          <summary>{t('hanging.editor.import.differs')}</summary>
          <Differences
            differences={protocolDifferences(standing.kept, imported)}
            one={standing.kept}
            other={imported}
          />
        </details>
      )}
      {taken !== undefined && <p role="status">{t('hanging.editor.import.taken', { name: taken })}</p>}
      {refused && <p role="alert">{failureText(refused)}</p>}
    </li>
  );
}

interface TakeButtonsProps {
  readonly standing: ImportedStanding;
  readonly isTaken: boolean;
  readonly onTake: (as: 'version' | 'copy') => void;
}

function TakeButtons({ standing, isTaken, onTake }: TakeButtonsProps) {
  const { t } = useTranslation();
  if (isTaken) return null;
  if (standing.kind === 'same') return <span className={styles.muted}>{t('hanging.editor.import.same')}</span>;
  if (standing.kind !== 'otherVersion') {
    return <Button onClick={() => onTake('copy')}>{t('hanging.editor.import.take')}</Button>;
  }
  return (
    <>
      <Button onClick={() => onTake('version')}>{t('hanging.editor.import.asVersion')}</Button>
      <Button onClick={() => onTake('copy')}>{t('hanging.editor.import.asCopy')}</Button>
    </>
  );
}
