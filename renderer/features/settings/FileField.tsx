import { type ChangeEvent, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/Button.tsx';
import type { CertificateFacts } from '#shared/contract/archives.ts';
import type { FileChoice } from './accessForm.ts';
import styles from './Settings.module.css';

interface FileFieldProps {
  readonly label: string;
  readonly hint: string;
  /** Endings of file names. */
  readonly accept: string;
  readonly choice: FileChoice<unknown>;
  readonly showFacts: (facts: CertificateFacts) => string;
  readonly onChoose: (fileName: string, bytes: Uint8Array) => void;
  readonly onRemove: () => void;
}

/** Larger is no certificate. */
const mostBytes = 128 * 1024;

/** One file, chosen with the system's own picker; the page reads it and never learns where it lies. */
export function FileField({ label, hint, accept, choice, showFacts, onChoose, onRemove }: FileFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const picker = useRef<HTMLInputElement>(null);
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    // The same file may be chosen again after it was changed.
    const bytes = file && file.size <= mostBytes ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
    if (file) onChoose(file.name, bytes);
    if (picker.current) picker.current.value = '';
  };
  return (
    <fieldset className={styles.file} aria-describedby={`${id}-hint`}>
      <legend>{label}</legend>
      <div className={styles.acts}>
        <input
          ref={picker}
          type="file"
          hidden
          accept={accept}
          aria-label={label}
          onChange={(event) => void choose(event)}
        />
        {choice.is === 'kept' && <span>{showFacts(choice.facts)}</span>}
        {choice.is === 'chosen' && <bdi>{choice.fileName}</bdi>}
        <Button onClick={() => picker.current?.click()}>
          {t(choice.is === 'none' ? 'settings.archives.chooseFile' : 'settings.archives.chooseOther')}
        </Button>
        {choice.is !== 'none' && (
          <Button kind="quiet" onClick={onRemove}>
            {t('settings.archives.removeFile')}
          </Button>
        )}
      </div>
      <div id={`${id}-hint`} className={styles.hint}>
        {hint}
      </div>
    </fieldset>
  );
}
