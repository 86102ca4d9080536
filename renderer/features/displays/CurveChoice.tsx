import { useTranslation } from 'react-i18next';
import { useAct } from '#renderer/host/hostContext.ts';
import { failureText } from '#renderer/i18n/failureText.ts';
import { Checkbox } from '#renderer/ui/Field.tsx';
import type { KnownDisplay } from '#shared/contract/displays.ts';
import { greyCurveOf, greysApart } from '#shared/displays/greyCurve.ts';
import styles from './Displays.module.css';

/** Whether grey images are corrected on a monitor that was measured; nobody but its reader knows that it does not do so itself. */
export function CurveChoice({ display }: { display: KnownDisplay }) {
  const { t } = useTranslation();
  const set = useAct('displays.setCurve');
  const curve = greyCurveOf({ ...display, curveOn: true });
  const { displayId } = display.facts;
  return (
    <div className={styles.group}>
      <Checkbox
        label={t('displays.curve.choice')}
        checked={display.curveOn}
        disabled={!curve || set.acting}
        onChange={(event) => void set.act({ displayId, on: event.target.checked })}
      />
      <p className={styles.muted}>
        {curve ? t('displays.curve.text', { greys: greysApart(curve) }) : t('displays.reasons.identityUnsure')}
      </p>
      {set.failure && <p role="alert">{failureText(set.failure)}</p>}
    </div>
  );
}
