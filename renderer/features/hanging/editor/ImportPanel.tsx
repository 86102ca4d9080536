import { type ChangeEvent, type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '#renderer/host/hostContext.ts';
import { failureText } from '#renderer/i18n/failureText.ts';
import type { ImportProblem } from '#shared/contract/hanging.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { Button } from '../../../ui/Button.tsx';
import { ImportedRow } from './ImportedRow.tsx';
import { ImportProblems } from './ImportProblems.tsx';
import styles from './List.module.css';
import { readChosenFile } from './readChosenFile.ts';

interface Read {
  readonly fileName: string;
  readonly protocols: readonly Protocol[];
  readonly problems: readonly ImportProblem[];
  /** Why nothing could be read at all, in words. */
  readonly refused?: string;
}

/** A file of protocols, chosen or dropped: what is in it is read before anything is taken. */
export function ImportPanel({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const { act, acting } = useAct('hanging.readFile');
  const picker = useRef<HTMLInputElement>(null);
  const [read, setRead] = useState<Read>();
  const take = async (file: File | undefined) => {
    if (!file) return;
    const fileName = file.name;
    const nothing = { fileName, protocols: [], problems: [] };
    const bytes = await readChosenFile(file);
    if (bytes === 'tooLarge' || bytes === 'empty') {
      return setRead({ ...nothing, refused: t(`hanging.editor.import.${bytes}`) });
    }
    const answer = await act({ base64: bytes.base64 });
    if (answer.ok) setRead({ fileName, ...answer.value });
    else setRead({ ...nothing, refused: failureText(answer.failure) });
  };
  const onChange = ({ target }: ChangeEvent<HTMLInputElement>) => {
    void take(target.files?.[0]);
    // The same file may be chosen again after it was changed.
    target.value = '';
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    void take(event.dataTransfer.files[0]);
  };
  return (
    <section
      className={styles.import}
      aria-label={t('hanging.editor.import.open')}
      data-testid="hanging-import"
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
    >
      <input
        ref={picker}
        type="file"
        hidden
        accept=".json,.dcm,application/json,application/dicom"
        aria-label={t('hanging.editor.import.choose')}
        onChange={onChange}
      />
      <div className={styles.line}>
        <Button onClick={() => picker.current?.click()} disabled={acting}>
          {t('hanging.editor.import.choose')}
        </Button>
        <span className={styles.muted}>{t('hanging.editor.import.drop')}</span>
        <span className={styles.apart} />
        <Button kind="quiet" onClick={onDone}>
          {t('hanging.editor.import.close')}
        </Button>
      </div>
      {read && (
        <>
          <p role="status">
            {t('hanging.editor.import.found', { count: read.protocols.length, fileName: read.fileName })}
          </p>
          {read.refused !== undefined && (
            <p className={styles.warning} role="alert">
              {read.refused}
            </p>
          )}
          <ImportProblems problems={read.problems} />
          <ul className={styles.rows}>
            {read.protocols.map((protocol) => (
              <ImportedRow key={protocol.id} imported={protocol} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
