import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '#renderer/i18n/failureText.ts';
import { Badge } from '#renderer/ui/Badge.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import type { Advice } from './advice.ts';
import { CanonicalText } from './CanonicalText.tsx';
import { ImagesNotSeen } from './ImagesNotSeen.tsx';
import styles from './Reporting.module.css';
import type { Preview, Signing } from './useSigning.ts';
import { WhoFacts } from './Who.tsx';

const ofIdentity: ReadonlySet<string> = new Set(['IdentityChanged', 'ImagesOfAnotherPatient']);

interface LastLookProps {
  readonly study: StudyRef;
  readonly signing: Signing;
  readonly preview: Preview;
  readonly item: WorklistItem | undefined;
  /** Told, and left to the reader. */
  readonly advice: readonly Advice[];
  readonly onSigned: () => void;
}

/** Whose report it is, exactly what will leave, who signs it and where it goes. Enter signs, Escape goes back; nothing covers the images. */
export function LastLook({ study, signing, preview, item, advice, onSigned }: LastLookProps) {
  const { t } = useTranslation();
  const area = useRef<HTMLFieldSetElement>(null);
  const [title, who] = [useId(), useId()];
  // Read while drawing, before the fields are hidden and lose the cursor.
  const [before] = useState(() => document.activeElement);
  const { blocked } = signing;
  // A study from a disc: said where the report goes to, not once more among the warnings.
  const isKept = preview.warnings.some(({ code }) => code === 'NoDestination');
  const warnings = preview.warnings.filter(({ code }) => code !== 'NoDestination');

  // Before it can be seen: an Enter pressed as soon as it stands there is heard.
  useLayoutEffect(() => area.current?.focus(), []);
  // After all is drawn: the fields it goes back to were hidden until then.
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    },
    [before],
  );

  const sign = () => {
    if (!blocked && !signing.busy) void signing.sign().then(onSigned);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.altKey && signing.needsMissingCheck > 0 && !event.repeat) {
      event.preventDefault();
      signing.confirmMissing();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      signing.goBack();
    } else if (
      event.key === 'Enter' &&
      !event.altKey &&
      !event.repeat &&
      !(event.target instanceof HTMLButtonElement)
    ) {
      // Held down, Ctrl+Enter would look and sign in one breath: only a new press counts.
      event.preventDefault();
      sign();
    }
  };
  return (
    <fieldset
      className={styles.lastLook}
      ref={area}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      aria-labelledby={title}
      aria-describedby={who}
    >
      <h3 id={title}>{t(isKept ? 'reporting.confirm.titleKept' : 'reporting.confirm.title')}</h3>
      <WhoFacts item={item} id={who} />
      <div className={styles.leaves}>
        <CanonicalText text={preview.canonicalText} />
      </div>
      <dl className={styles.facts}>
        <dt>{t('reporting.confirm.by')}</dt>
        <dd>
          <bdi>{preview.signerName || t('reporting.confirm.noSigner')}</bdi>
        </dd>
        <dt>{t('reporting.confirm.to')}</dt>
        <dd>{isKept ? t('reporting.confirm.noDestination') : <bdi>{preview.destination}</bdi>}</dd>
        {preview.displays && preview.displays.length > 0 && (
          <>
            <dt>{t('displays.atSigning.on')}</dt>
            <dd>
              {preview.displays.map(({ name, grade }) => (
                <bdi key={`${name} ${grade}`}>
                  {t('displays.atSigning.one', { name, grade: t(`displays.grades.${grade}`) })}
                </bdi>
              ))}
            </dd>
          </>
        )}
      </dl>
      {advice.map((each) => (
        <div key={JSON.stringify(each)} className={styles.warning} role="alert">
          <Badge tone="attention" icon="triangle" wraps>
            {t(`reporting.confirm.advice.${each.about}`, { ...each })}
          </Badge>
        </div>
      ))}
      <ImagesNotSeen study={study} images={preview.images} />
      {[...warnings, ...(signing.failure ? [signing.failure] : [])].map((warning) => (
        <div key={warning.code} className={styles.warning} role="alert">
          <Badge tone={ofIdentity.has(warning.code) ? 'danger' : 'attention'} icon="triangle" wraps>
            {failureText(warning)}
          </Badge>
        </div>
      ))}
      {signing.needsIdentityCheck && (
        <Button icon="person" onClick={() => void signing.confirmIdentity()}>
          {t('reporting.confirm.samePatient')}
        </Button>
      )}
      {signing.needsMissingCheck > 0 && (
        <Button icon="triangle" keys="Alt+Enter" onClick={signing.confirmMissing}>
          {t('reporting.confirm.signWithout', { count: signing.needsMissingCheck })}
        </Button>
      )}
      <div className={styles.acts}>
        <Button kind="quiet" keys="Escape" onClick={signing.goBack}>
          {t('reporting.confirm.back')}
        </Button>
        <Button kind="primary" keys="Enter" disabled={blocked || signing.busy} onClick={sign}>
          {signing.signsWithout > 0
            ? t('reporting.confirm.signsWithout', { count: signing.signsWithout })
            : t(isKept ? 'reporting.confirm.signAndKeep' : 'reporting.confirm.sign')}
        </Button>
      </div>
    </fieldset>
  );
}
