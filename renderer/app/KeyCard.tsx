import { useTranslation } from 'react-i18next';
import type { Command, CommandPlace } from '../session/commands.ts';
import { useRegisteredCommands } from '../session/useCommands.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { KeyHint } from '../ui/KeyHint.tsx';
import styles from './KeyCard.module.css';

/** Every key that acts where the reader is now, from the same list that the keys themselves are read from. */
export function KeyCard({ place, onClose }: { place: CommandPlace; onClose: () => void }) {
  const { t } = useTranslation();
  const commands = useRegisteredCommands().filter(({ keys }) => keys.length > 0);
  return (
    <Dialog
      title={t(`app.keyCard.${place}`)}
      width="wide"
      onClose={onClose}
      footer={
        <Button keys="Escape" onClick={onClose}>
          {t('app.close')}
        </Button>
      }
    >
      <div className={styles.columns}>
        <CommandList commands={commands.filter((command) => command.place === place)} />
        <CommandList
          title={t('app.keyCard.anywhere')}
          commands={commands.filter((command) => command.place === 'anywhere')}
        />
      </div>
    </Dialog>
  );
}

function CommandList({ title, commands }: { title?: string; commands: readonly Command[] }) {
  const { t } = useTranslation();
  if (commands.length === 0) return null;
  return (
    <section className={styles.part}>
      {title !== undefined && <h3>{title}</h3>}
      <dl className={styles.list}>
        {commands.map((command) => (
          <div key={command.id} className={styles.line}>
            <dt>{t(command.title)}</dt>
            <dd>
              {command.keys.map((keys) => (
                <KeyHint key={keys} keys={keys} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
