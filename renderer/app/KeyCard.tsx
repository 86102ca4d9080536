import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command, CommandPlace } from '../session/commands.ts';
import { useRegisteredCommands } from '../session/useCommands.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { KeyHint } from '../ui/KeyHint.tsx';
import styles from './KeyCard.module.css';
import { keyGroups } from './keyGroups.ts';

/** Every key that acts where the reader is now, by topic, from the same list that the keys themselves are read from. */
export function KeyCard({ place, onClose }: { place: CommandPlace; onClose: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const groups = keyGroups(useRegisteredCommands(), place, typed, (title) => t(title));
  return (
    <Dialog
      title={t(`app.keyCard.${place}`)}
      width="full"
      onClose={onClose}
      footer={
        <Button keys="Escape" onClick={onClose}>
          {t('app.close')}
        </Button>
      }
    >
      <input
        className={styles.find}
        autoFocus
        dir="auto"
        type="search"
        aria-label={t('app.keyCard.find')}
        placeholder={t('app.keyCard.find')}
        value={typed}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className={styles.columns}>
        {groups.map(({ topic, commands }) => (
          <section key={topic} className={styles.part}>
            <h3>{t(`app.keyCard.topics.${topic}`)}</h3>
            <dl className={styles.list}>
              {commands.map((command) => (
                <Line key={command.id} command={command} />
              ))}
            </dl>
          </section>
        ))}
      </div>
      {groups.length === 0 && <p>{t('app.keyCard.nothing')}</p>}
    </Dialog>
  );
}

function Line({ command }: { command: Command }) {
  const { t } = useTranslation();
  return (
    <div className={styles.line}>
      <dt title={t(command.title)}>{t(command.title)}</dt>
      <dd>
        {command.keys.map((keys) => (
          <KeyHint key={keys} keys={keys} />
        ))}
      </dd>
    </div>
  );
}
