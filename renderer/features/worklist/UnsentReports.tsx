import { useTranslation } from 'react-i18next';
import { useAct, useAnswer } from '#renderer/host/hostContext.ts';
import { failureText } from '#renderer/i18n/failureText.ts';
import { formatInstant } from '#renderer/i18n/format.ts';
import { Badge } from '#renderer/ui/Badge.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { useNow } from '#renderer/ui/clock.ts';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { Isolated } from '#renderer/ui/PersonName.tsx';
import type { DeliverySnapshot } from '#shared/contract/reports.ts';
import styles from './UnsentReports.module.css';

/** Every signed report that has not arrived, what it waits for, and what a person can do about it. */
export function UnsentReports({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { answer, failure } = useAnswer('reports.listUnsent', {});
  const retry = useAct('reports.retryDelivery');
  return (
    <Dialog
      title={t('worklist.unsent.title')}
      width="wide"
      onClose={onClose}
      footer={
        <Button keys="Escape" onClick={onClose}>
          {t('app.close')}
        </Button>
      }
    >
      <p>{t('worklist.unsent.kept')}</p>
      {failure && <p role="alert">{failureText(failure)}</p>}
      <ul className={styles.list}>
        {(answer ?? []).map(({ reportId, patientLabel, delivery }) => (
          <li key={delivery.deliveryId} className={styles.item}>
            <div className={styles.name} data-report={reportId}>
              <Isolated text={patientLabel} />
            </div>
            <div>{delivery.archiveName}</div>
            <DeliveryWords delivery={delivery} />
            {delivery.state === 'parked' && (
              <Button disabled={retry.acting} onClick={() => void retry.act({ deliveryId: delivery.deliveryId })}>
                {t('worklist.unsent.retry')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {answer?.length === 0 && <p>{t('worklist.unsent.none')}</p>}
      {retry.failure && <p role="alert">{failureText(retry.failure)}</p>}
    </Dialog>
  );
}

function DeliveryWords({ delivery }: { delivery: DeliverySnapshot }) {
  const { t } = useTranslation();
  const now = useNow();
  const { state, nextAttemptAt, failure } = delivery;
  return (
    <div>
      <Badge tone={state === 'parked' ? 'danger' : 'attention'} icon={state === 'parked' ? 'octagon' : 'send'}>
        {t(`worklist.unsent.state.${state}`)}
        {state === 'queued' &&
          nextAttemptAt !== undefined &&
          ` ${t('worklist.unsent.next', { at: formatInstant(nextAttemptAt, now) })}`}
      </Badge>
      {failure && <p className={styles.reason}>{failureText(failure)}</p>}
    </div>
  );
}
