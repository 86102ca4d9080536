import { useTranslation } from 'react-i18next';
import { drawnBy } from '../../../imaging/placement/pointerTools.ts';
import { useRegisteredCommands } from '../../../session/useCommands.ts';
import { Menu } from '../../../ui/Menu.tsx';
import { commandItem } from '../bar/commandItem.ts';
import styles from '../bar/ToolBar.module.css';
import { useReadingState } from '../readingContext.ts';

/** Everything that draws or marks, by its keys, behind one button that shows what is in the hand. */
export function DrawingTools() {
  const { t } = useTranslation();
  const tool = useReadingState((state) => state.tool);
  const kind = drawnBy(tool);
  const commands = useRegisteredCommands().filter(({ id }) => id.startsWith('annotations.'));
  const inHand = commands.find(({ id }) => id === `annotations.${kind ?? ''}`);
  return (
    <Menu
      items={commands.map((command) => commandItem(command, t))}
      trigger={
        <button type="button" className={styles.tool} aria-pressed={kind !== undefined} data-testid="drawing-tools">
          <span className={styles.word}>{inHand ? t(inHand.title) : t('annotations.tools')}</span>{' '}
          <kbd>{inHand?.keys[0] ?? ''}</kbd>
        </button>
      }
    />
  );
}
