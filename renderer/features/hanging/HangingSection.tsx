import { type Ref, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../i18n/failureText.ts';
import { useKeyOf } from '../../session/useCommands.ts';
import { writeKeys } from '../../ui/KeyHint.tsx';
import { CorrectionList } from './correct/CorrectionList.tsx';
import { useCorrections } from './correct/useCorrections.ts';
import { CountTable } from './counts/CountTable.tsx';
import { ProtocolsSection, type ProtocolsSectionProps } from './editor/ProtocolsSection.tsx';
import styles from './HangingSection.module.css';

/** The page of the settings about hanging: its protocols, what readers put right of series, and how studies hung. */
export function HangingSection({ onEdit }: ProtocolsSectionProps) {
  const { t } = useTranslation();
  const corrections = useRef<HTMLElement>(null);
  const counts = useRef<HTMLElement>(null);
  const parts = [
    ['hanging.correct.list.heading', corrections],
    ['hanging.counts.heading', counts],
  ] as const;
  return (
    <>
      <nav className={styles.parts} aria-label={t('hanging.parts')}>
        {parts.map(([heading, part]) => (
          <button key={heading} type="button" className={styles.part} onClick={() => part.current?.scrollIntoView()}>
            {t(heading)}
          </button>
        ))}
      </nav>
      <ProtocolsSection onEdit={onEdit} />
      <Corrections ref={corrections} />
      <section ref={counts} className={styles.group}>
        <h3>{t('hanging.counts.heading')}</h3>
        <p className={styles.muted}>{t('hanging.counts.text')}</p>
        <CountTable />
      </section>
    </>
  );
}

function Corrections({ ref }: { ref: Ref<HTMLElement> }) {
  const { t } = useTranslation();
  const { corrections, revoke, failure } = useCorrections();
  // While no study is open the key is that of the program as it comes.
  const key = writeKeys(useKeyOf('hanging.correct') ?? 'Alt+T');
  return (
    <section ref={ref} className={styles.group}>
      <h3>{t('hanging.correct.list.heading')}</h3>
      <p className={styles.muted}>{t('hanging.correct.list.text')}</p>
      {corrections.length === 0 ? (
        <p>{t('hanging.correct.list.none', { key })}</p>
      ) : (
        <CorrectionList corrections={corrections} onRevoke={(id) => void revoke(id)} />
      )}
      {failure && (
        <p className={styles.problem} role="alert">
          {failureText(failure)}
        </p>
      )}
    </section>
  );
}
