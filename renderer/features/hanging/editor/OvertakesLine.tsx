import { useTranslation } from 'react-i18next';
import { overtakenBy } from '#shared/hanging/overtaken.ts';
import styles from './Editor.module.css';
import { useEditor } from './editorActs.ts';
import { useInForce } from './useProtocols.ts';

const mostNamed = 8;

/** Which protocols would no longer hang anything that this one is for: level comes before everything else. */
export function OvertakesLine() {
  const { t } = useTranslation();
  const { protocol } = useEditor();
  const beaten = overtakenBy(protocol, useInForce()).filter(({ id }) => id !== protocol.basedOn);
  if (beaten.length === 0 || !protocol.enabled) return null;
  const names = beaten.slice(0, mostNamed).map(({ name }) => name);
  const more = beaten.length - names.length;
  return (
    <p className={styles.warning} data-testid="hanging-overtakes">
      {t('hanging.editor.overtakes', { names: names.join(', ') })}
      {more > 0 && ` ${t('hanging.editor.more', { count: more })}`}
    </p>
  );
}
