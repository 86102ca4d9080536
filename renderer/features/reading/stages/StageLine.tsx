import { useTranslation } from 'react-i18next';
import { useKeyOf } from '../../../session/useCommands.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { KeyHint } from '../../../ui/KeyHint.tsx';
import { useReading, useReadingState } from '../readingContext.ts';
import notices from '../study/notices.module.css';
import styles from './StageLine.module.css';
import { UnreadableNote } from './UnreadableNote.tsx';

/** "CT chest · Lung: now / prior · 1 of 3": by what the study hangs, calmly, where nothing moves for it. */
export function StageLine() {
  const { t } = useTranslation();
  const { session } = useReading();
  const byProtocol = useReadingState((state) => state.byProtocol);
  const key = useKeyOf('hanging.desk.nextStage');
  const stages = session.protocol?.stages ?? [];
  if (!byProtocol) return null;
  const { hanging, stage, isPinned } = byProtocol;
  const at = stages.findIndex(({ index }) => index === stage);
  const name = hanging.stages[stage]?.name ?? '';
  return (
    <div
      className={styles.line}
      role="status"
      data-testid="stage"
      data-protocol={hanging.protocol.id}
      data-stage={stage}
      data-pinned={isPinned}
    >
      <span className={styles.protocol}>{hanging.protocol.name}</span>
      <b className={styles.stage}>{name}</b>
      {stages.length > 1 && at >= 0 && (
        <span className={styles.count}>
          {t('hanging.desk.ofStages', { at: at + 1, count: stages.length })}
          {key !== undefined && (
            <>
              {' '}
              <KeyHint keys={key} />
            </>
          )}
        </span>
      )}
      {isPinned && (
        <span className={styles.count} title={t('hanging.desk.pinnedHint')}>
          {t('hanging.desk.pinned')}
        </span>
      )}
      <UnreadableNote />
    </div>
  );
}

/** "New series arrived", or what else would hang the study otherwise: nothing that is looked at moves until the reader asks. */
export function RehangOffer({ hasNewSeries }: { hasNewSeries: boolean }) {
  const { t } = useTranslation();
  const { session } = useReading();
  const offer = useReadingState((state) => state.byProtocol?.offer);
  const key = useKeyOf('hanging.desk.rehang');
  const reason = offer ?? (hasNewSeries && session.protocol ? 'series' : undefined);
  if (!reason) return null;
  return (
    <div className={notices.bar} role="status" data-testid="rehang-offer">
      <Icon name="changed" />
      <b className={notices.said} title={t(`hanging.desk.offer.${reason}`)}>
        {t(`hanging.desk.offer.${reason}`)}
      </b>
      <button type="button" className={notices.show} onClick={() => session.protocol?.rehang()}>
        {t('hanging.desk.rehang')} {key !== undefined && <KeyHint keys={key} />}
      </button>
      {offer && (
        <button
          type="button"
          className={notices.dismiss}
          aria-label={t('desk.dismiss')}
          title={t('desk.dismiss')}
          onClick={() => session.protocol?.dismiss()}
        >
          <Icon name="cross" />
        </button>
      )}
    </div>
  );
}
