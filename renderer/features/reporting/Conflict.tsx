import { useTranslation } from 'react-i18next';
import { Badge } from '#renderer/ui/Badge.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import type { ReportText } from '#shared/contract/reports.ts';
import { canonicalText } from '#shared/reports/canonicalText.ts';
import { CanonicalText } from './CanonicalText.tsx';
import styles from './Reporting.module.css';

interface ConflictProps {
  readonly theirs: ReportText;
  readonly onChoose: (which: 'mine' | 'theirs') => void;
}

/** Two texts for one report: both are shown, and nothing is lost until the reader has chosen. */
export function Conflict({ theirs, onChoose }: ConflictProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.conflict} role="alert">
      <Badge tone="attention" icon="triangle">
        {t('reporting.conflict.title')}
      </Badge>
      <p>{t('reporting.conflict.text')}</p>
      <h3>{t('reporting.conflict.theirs')}</h3>
      <div className={styles.leaves}>
        <CanonicalText text={canonicalText('final', theirs)} />
      </div>
      <div className={styles.acts}>
        <Button onClick={() => onChoose('theirs')}>{t('reporting.conflict.takeTheirs')}</Button>
        <Button kind="primary" onClick={() => onChoose('mine')}>
          {t('reporting.conflict.keepMine')}
        </Button>
      </div>
    </div>
  );
}
