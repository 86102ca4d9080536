import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/Button.tsx';
import { Checkbox } from '#renderer/ui/Field.tsx';
import type { PatternAnswers } from '#shared/contract/displays.ts';
import { DeviceCanvas } from './DeviceCanvas.tsx';
import styles from './Displays.module.css';
import { drawPattern } from './pattern.ts';

const questions = ['patches', 'darkSquare', 'brightSquare', 'ramps', 'lines'] as const;

/** The pattern over the whole screen, and beside it what should be seen. Nothing is ticked beforehand. */
export function PatternLook({ onSaid }: { onSaid: (said: PatternAnswers) => void }) {
  const { t } = useTranslation();
  const [seen, setSeen] = useState<PatternAnswers>({
    patches: false,
    darkSquare: false,
    brightSquare: false,
    ramps: false,
    lines: false,
  });
  const all = questions.every((question) => seen[question]);
  return (
    <>
      <DeviceCanvas draw={drawPattern} label={t('displays.check.pattern')} />
      <form
        className={styles.besidePattern}
        onSubmit={(event) => {
          event.preventDefault();
          onSaid(seen);
        }}
      >
        <p>{t('displays.check.see')}</p>
        {questions.map((question, index) => (
          <Checkbox
            key={question}
            label={t(`displays.questions.${question}`)}
            checked={seen[question]}
            autoFocus={index === 0}
            onChange={(event) => setSeen({ ...seen, [question]: event.target.checked })}
          />
        ))}
        {!all && <p className={styles.muted}>{t('displays.check.notAll')}</p>}
        <Button kind="primary" type="submit" keys="Enter">
          {t('displays.check.next')}
        </Button>
      </form>
    </>
  );
}
