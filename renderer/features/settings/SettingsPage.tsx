import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ArchivesSection } from './ArchivesSection.tsx';
import { DiscsSection } from './DiscsSection.tsx';
import { DisplaySection } from './DisplaySection.tsx';
import { LinkSection } from './LinkSection.tsx';
import { LockSection } from './LockSection.tsx';
import { ReaderSection } from './ReaderSection.tsx';
import styles from './Settings.module.css';
import { StorageSection } from './StorageSection.tsx';

const sections = {
  archives: ArchivesSection,
  discs: DiscsSection,
  reader: ReaderSection,
  display: DisplaySection,
  displays: null,
  hanging: null,
  keys: null,
  link: LinkSection,
  storage: StorageSection,
  lock: LockSection,
} as const;

type Section = keyof typeof sections;

interface SettingsPageProps {
  readonly section: Section;
  readonly onSection: (section: Section) => void;
  readonly onDone: () => void;
  /** Of a room of its own: monitors and their checks. */
  readonly displays: ReactNode;
  /** Of a room of its own: protocols, what was put right, how studies hung. */
  readonly hanging: ReactNode;
  /** Of every command of the program, which only `app` knows. */
  readonly keys: ReactNode;
}

export function SettingsPage({ section, onSection, onDone, displays, hanging, keys }: SettingsPageProps) {
  const { t } = useTranslation();
  const Shown = sections[section];
  const ofOthers: Readonly<Partial<Record<Section, ReactNode>>> = { displays, hanging, keys };
  return (
    <main className={styles.page}>
      <nav className={styles.nav} aria-label={t('settings.title')}>
        {(Object.keys(sections) as Section[]).map((each) => (
          <button
            key={each}
            type="button"
            className={styles.navItem}
            aria-current={each === section ? 'page' : undefined}
            onClick={() => onSection(each)}
          >
            {t(`settings.sections.${each}`)}
          </button>
        ))}
      </nav>
      <div className={styles.section}>
        <div className={styles.inner}>
          <h2>{t(`settings.sections.${section}`)}</h2>
          {Shown ? <Shown onDone={onDone} /> : ofOthers[section]}
        </div>
      </div>
    </main>
  );
}
