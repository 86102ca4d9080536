import { useTranslation } from 'react-i18next';
import { formatInstant } from '#renderer/i18n/format.ts';
import { useNow } from '#renderer/ui/clock.ts';
import { missingImages } from '#shared/contract/imagesAtSigning.ts';
import type { ReportVersion } from '#shared/contract/reports.ts';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { canonicalText } from '#shared/reports/canonicalText.ts';
import { CanonicalText } from './CanonicalText.tsx';
import { CopyReport } from './CopyReport.tsx';
import styles from './Reporting.module.css';
import { reportAsText } from './reportAsText.ts';

interface SignedVersionsProps {
  readonly versions: readonly ReportVersion[];
  readonly item: WorklistItem | undefined;
}

/** What was signed, as it was signed. It can be read, copied and added to, never changed. */
export function SignedVersions({ versions, item }: SignedVersionsProps) {
  const { t } = useTranslation();
  const now = useNow();
  return versions.map((version) => (
    <article key={version.version} className={styles.signed}>
      <h3>
        {version.kind === 'final'
          ? t('reporting.signed.final')
          : t('reporting.signed.addendum', { number: version.version - 1 })}
      </h3>
      <p className={styles.muted} title={version.digest}>
        <bdi>{t('reporting.signed.by', { name: version.signerName, at: formatInstant(version.signedAt, now) })}</bdi>
      </p>
      {version.images && missingImages(version.images) > 0 && (
        <p className={styles.muted} data-testid="signed-without">
          {t('reporting.signed.without', { count: missingImages(version.images) })}
        </p>
      )}
      {version.displays && version.displays.length > 0 && (
        <p className={styles.muted} data-testid="signed-on">
          {t('displays.atSigning.on')}{' '}
          {version.displays
            .map(({ name, grade }) => t('displays.atSigning.one', { name, grade: t(`displays.grades.${grade}`) }))
            .join(', ')}
        </p>
      )}
      <CanonicalText text={canonicalText(version.kind, version.text, version.images?.limitations)} />
      <CopyReport text={reportAsText(item, version)} />
    </article>
  ));
}
