import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '#renderer/host/hostContext.ts';
import { saveFile } from '#renderer/host/saveFile.ts';
import { failureText } from '#renderer/i18n/failureText.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { ImportProblem } from '#shared/contract/hanging.ts';
import { freeTextsOf } from '#shared/hanging/personalWords.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { Button } from '../../../ui/Button.tsx';
import { ImportProblems } from './ImportProblems.tsx';
import styles from './List.module.css';

type Format = 'durbeen' | 'dicom';

interface Written {
  readonly fileName?: string | undefined;
  readonly problems: readonly ImportProblem[];
  readonly failure?: Failure | undefined;
}

/** What is to be written, and is looked over first. */
interface Shown {
  readonly protocol: Protocol;
  readonly format: Format;
}

interface Exporting {
  /** Shows what would leave; nothing is written before `confirm`. */
  readonly write: (protocol: Protocol, format: Format) => void;
  readonly shown: Shown | undefined;
  readonly confirm: () => Promise<void>;
  readonly cancel: () => void;
  readonly written: Written | undefined;
}

/** Writes a protocol as a file that the reader keeps where he likes, and says what the form could not hold. */
export function useExport(): Exporting {
  const { act } = useAct('hanging.writeFile');
  const [shown, setShown] = useState<Shown>();
  const [written, setWritten] = useState<Written>();
  const confirm = async () => {
    if (!shown) return;
    const { protocol, format } = shown;
    setShown(undefined);
    const answer = await act({ protocols: [protocol], format });
    if (!answer.ok) return setWritten({ problems: [], failure: answer.failure });
    const { base64, fileName, problems } = answer.value;
    // Refused, and the problems say why.
    if (base64 === '') return setWritten({ problems });
    saveFile(fileName, base64, format === 'dicom' ? 'application/dicom' : 'application/json');
    setWritten({ problems, fileName });
  };
  return {
    write: (protocol, format) => {
      setWritten(undefined);
      setShown({ protocol, format });
    },
    shown,
    confirm,
    cancel: () => setShown(undefined),
    written,
  };
}

/** What would leave, to be looked over; then what became of it. */
export function ExportedNote({ shown, confirm, cancel, written }: Exporting) {
  const { t } = useTranslation();
  if (shown) return <ToLookOver shown={shown} onConfirm={() => void confirm()} onCancel={cancel} />;
  if (!written) return null;
  const { fileName, problems, failure } = written;
  if (failure) return <p role="alert">{failureText(failure)}</p>;
  return (
    <div className={styles.note} role="status">
      {fileName !== undefined && <p>{t('hanging.editor.export.done', { fileName })}</p>}
      <ImportProblems problems={problems} />
    </div>
  );
}

interface ToLookOverProps {
  readonly shown: Shown;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Every text that somebody wrote into the protocol: whoever sends it sees what of it might name a patient. */
function ToLookOver({ shown, onConfirm, onCancel }: ToLookOverProps) {
  const { t } = useTranslation();
  return (
    <section className={styles.note} aria-label={t('hanging.editor.export.look')} data-testid="hanging-export">
      <p>{t('hanging.editor.export.look')}</p>
      <dl className={styles.texts}>
        {freeTextsOf(shown.protocol).map(({ kind, text }) => (
          <div key={`${kind} ${text}`} className={styles.text}>
            <dt className={styles.muted}>{t(`hanging.editor.export.kind.${kind}`)}</dt>
            <dd dir="auto">{text}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.muted}>{t('hanging.editor.export.checked')}</p>
      <div className={styles.line}>
        <Button kind="primary" onClick={onConfirm}>
          {t('hanging.editor.export.confirm')}
        </Button>
        <Button onClick={onCancel}>{t('hanging.editor.export.cancel')}</Button>
      </div>
    </section>
  );
}
