import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorklistSnapshot } from '#shared/contract/worklist.ts';
import { useAnswer } from '../host/hostContext.ts';
import { formatCount } from '../i18n/format.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Isolated } from '../ui/PersonName.tsx';
import { ArchiveStates } from './ArchiveStates.tsx';
import styles from './Header.module.css';
import { headerCounts } from './headerCounts.ts';
import { leaveSettings, openSettings } from './route.ts';

interface HeaderProps {
  readonly list: WorklistSnapshot | undefined;
  /** `settingsOfStudy`: they were opened from a study, and lead back to it. */
  readonly place: 'worklist' | 'settings' | 'settingsOfStudy';
  readonly onUnsent: () => void;
  /** The line's sign, and a STAT study that has just come. */
  readonly link: ReactNode;
  readonly notice: ReactNode;
}

export function Header({ list, place, onUnsent, link, notice }: HeaderProps) {
  const { t } = useTranslation();
  const { answer: settings } = useAnswer('settings.read', {});
  const readerName = settings?.reader.name ?? '';
  return (
    <header className={styles.header}>
      <h1 className={styles.product}>Durbeen</h1>
      {list && <Counts list={list} onUnsent={onUnsent} />}
      {notice}
      <span className={styles.space} />
      {list && <ArchiveStates archives={list.archives} />}
      {link}
      <button type="button" className={styles.reader} onClick={() => openSettings('reader')} title={t('app.reader')}>
        <Icon name="person" />
        {readerName === '' ? t('app.noReader') : <Isolated text={readerName} />}
      </button>
      {place === 'worklist' ? (
        <Button key="settings" kind="quiet" icon="settings" keys="Ctrl+," onClick={() => openSettings('archives')}>
          {t('app.settings')}
        </Button>
      ) : (
        <Button key="worklist" kind="quiet" icon="back" keys="Escape" onClick={leaveSettings}>
          {t(place === 'settingsOfStudy' ? 'app.study' : 'app.worklist')}
        </Button>
      )}
    </header>
  );
}

function Counts({ list, onUnsent }: { list: WorklistSnapshot; onUnsent: () => void }) {
  const { t } = useTranslation();
  const unsent = list.unsentReports;
  const { toReport, readyNow, fromDisc } = headerCounts(list);
  return (
    <div className={styles.counts}>
      <span>
        {t('app.counts.toReport')} <b>{formatCount(toReport)}</b>
        {toReport > 0 && ` \u00b7 ${t('app.counts.ready', { count: formatCount(readyNow) })}`}
      </span>
      {fromDisc > 0 && (
        <span>
          {t('app.counts.fromDisc')} <b>{formatCount(fromDisc)}</b>
        </span>
      )}
      <button type="button" className={unsent > 0 ? styles.unsent : styles.sent} onClick={onUnsent}>
        {t('app.counts.toSend')} <b>{formatCount(unsent)}</b>
        {unsent > 0 && <Icon name="triangle" label={t('app.counts.attention')} />}
        {list.parkedReports > 0 && (
          <span className={styles.parked}>
            <Icon name="octagon" /> {t('app.counts.parked', { count: list.parkedReports })}
          </span>
        )}
      </button>
    </div>
  );
}
