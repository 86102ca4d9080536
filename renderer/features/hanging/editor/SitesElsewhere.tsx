import { useTranslation } from 'react-i18next';
import { useAnswer } from '#renderer/host/hostContext.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { Button } from '../../../ui/Button.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import styles from './List.module.css';
import { sitesChanged } from './model/editMatch.ts';
import { sitesHere } from './model/sitesHere.ts';

interface SitesElsewhereProps {
  readonly protocol: Protocol;
  /** Takes the same protocol for every site, or for one that is here. */
  readonly onChange: (protocol: Protocol) => void;
}

/** A protocol of another computer may be for its sites alone: then it hangs nothing here, which nothing else would say. */
export function SitesElsewhere({ protocol, onChange }: SitesElsewhereProps) {
  const { t } = useTranslation();
  const { answer: archives } = useAnswer('archives.list', {});
  if (!archives) return null;
  const here = sitesHere(
    protocol,
    archives.map(({ archiveId }) => archiveId),
  );
  if (here === 'some') return <p className={styles.muted}>{t('hanging.editor.sites.some')}</p>;
  if (here !== 'none') return null;
  return (
    <p className={styles.warning} data-testid="sites-elsewhere">
      {t('hanging.editor.sites.none')}
      <Button onClick={() => onChange(sitesChanged(protocol, []))}>{t('hanging.editor.sites.every')}</Button>
      {archives.length > 0 && (
        <Menu
          trigger={
            <Button kind="quiet" icon="down">
              {t('hanging.editor.sites.choose')}
            </Button>
          }
          items={archives.map(({ archiveId, name }) => ({
            id: archiveId,
            label: name,
            run: () => onChange(sitesChanged(protocol, [archiveId])),
          }))}
        />
      )}
    </p>
  );
}
