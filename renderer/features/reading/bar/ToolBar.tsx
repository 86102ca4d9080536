import { useTranslation } from 'react-i18next';
import { hangingKey } from '../../../session/readingState.ts';
import { useRegisteredCommands, withKey } from '../../../session/useCommands.ts';
import { DrawingTools } from '../annotations/DrawingTools.tsx';
import { useReadingState } from '../readingContext.ts';
import { CompareMenu, ImageMenu, MoreMenu, SpaceMenu, WindowMenu } from './BarMenus.tsx';
import { andGiveKeysBack } from './giveKeysBack.ts';
import { HangingButtons } from './HangingButtons.tsx';
import { tools } from './menuGroups.ts';
import styles from './ToolBar.module.css';

/**
 * The tools in one line. Where there is less room their keys go, then their words, then the tools themselves into a menu:
 * nothing is cut, and what draws stays.
 */
export function ToolBar() {
  const { t } = useTranslation();
  return (
    <div className={styles.place}>
      <div className={styles.bar} role="toolbar" aria-label={t('reading.tools')} data-testid="tool-bar">
        <Tools />
        <MoreMenu />
        <DrawingTools />
        <ImageMenu />
        <WindowMenu />
        <SpaceMenu />
        <CompareMenu />
        <HangingButtons />
      </div>
    </div>
  );
}

function Tools() {
  const { t } = useTranslation();
  const inHand = useReadingState((state) => state.tool);
  useReadingState(hangingKey);
  const commands = useRegisteredCommands();
  return (
    <span className={styles.tools}>
      {tools.map(({ command: id, tool, path }) => {
        const command = commands.find((each) => each.id === id);
        if (!command) return null;
        const [key] = command.keys;
        return (
          <button
            key={id}
            type="button"
            className={styles.tool}
            aria-pressed={tool === undefined ? undefined : tool === inHand}
            disabled={!(command.canRun?.() ?? true)}
            aria-label={`${t(command.title)} ${key ?? ''}`.trim()}
            title={withKey(t(command.title), key)}
            onClick={andGiveKeysBack(command.run)}
          >
            <svg className={styles.drawn} viewBox="0 0 16 16" aria-hidden="true">
              <path d={path} />
            </svg>
            <span className={styles.word}>{t(command.title)}</span> <kbd>{key}</kbd>
          </button>
        );
      })}
    </span>
  );
}
