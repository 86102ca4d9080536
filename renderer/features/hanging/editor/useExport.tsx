import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '#renderer/host/hostContext.ts';
import { saveFile } from '#renderer/host/saveFile.ts';
import { failureText } from '#renderer/i18n/failureText.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { ImportProblem } from '#shared/contract/hanging.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { ImportProblems } from './ImportProblems.tsx';
import styles from './List.module.css';

interface Written {
  readonly fileName?: string | undefined;
  readonly problems: readonly ImportProblem[];
  readonly failure?: Failure | undefined;
}

/** Writes a protocol as a file that the reader keeps where he likes, and says what the form could not hold. */
export function useExport() {
  const { act } = useAct('hanging.writeFile');
  const [written, setWritten] = useState<Written>();
  const write = async (protocol: Protocol, format: 'durbeen' | 'dicom') => {
    const answer = await act({ protocols: [protocol], format });
    if (!answer.ok) return setWritten({ problems: [], failure: answer.failure });
    const { base64, fileName, problems } = answer.value;
    // Refused, and the problems say why.
    if (base64 === '') return setWritten({ problems });
    // Nothing of it could be written; the problems say why.
    if (base64 === '') return setWritten({ problems });
    saveFile(fileName, base64, format === 'dicom' ? 'application/dicom' : 'application/json');
    setWritten({ problems, fileName });
  };
  return { write, written };
}

export function ExportedNote({ written }: { written: Written | undefined }) {
  const { t } = useTranslation();
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
