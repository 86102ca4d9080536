import { useTranslation } from 'react-i18next';
import { hangingKey } from '../../../session/readingState.ts';
import { useRegisteredCommands, withKey } from '../../../session/useCommands.ts';
import { DrawingTools } from '../annotations/DrawingTools.tsx';
import { useReading, useReadingState } from '../readingContext.ts';
import styles from './ToolBar.module.css';
import { HangingButtons, ImageMenu, WindowMenu } from './ToolBarGroups.tsx';

const shown = ['toolWindow', 'toolZoom', 'toolPan', 'toolCrosshair', 'mpr', 'invert', 'reset', 'enlarge'];
const toolOf: Readonly<Record<string, string>> = {
  toolWindow: 'window',
  toolZoom: 'zoom',
  toolPan: 'pan',
  toolCrosshair: 'crosshair',
};

/** The tools in one line, as words with their keys or, beside much else, as one of the two; and why the planes are not to be had when they are not. */
export function ToolBar() {
  const { t } = useTranslation();
  const { session } = useReading();
  const tool = useReadingState((state) => state.tool);
  useReadingState(hangingKey);
  const commands = useRegisteredCommands();
  const verdict = session.volumeVerdict();
  const reason =
    verdict && !verdict.ok
      ? t(`reading.noVolume.${verdict.failure.reason}`, { value: verdict.failure.value?.toFixed(1) ?? '' })
      : '';
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('reading.tools')} data-testid="tool-bar">
      {shown.map((name) => {
        const command = commands.find(({ id }) => id === `reading.${name}`);
        if (!command) return null;
        const pressed = toolOf[name] === undefined ? undefined : toolOf[name] === tool;
        return (
          <button
            key={name}
            type="button"
            className={styles.tool}
            aria-pressed={pressed}
            disabled={!(command.canRun?.() ?? true)}
            aria-label={`${t(command.title)} ${command.keys[0] ?? ''}`.trim()}
            title={withKey(t(command.title), command.keys[0])}
            onClick={command.run}
          >
            <span className={styles.word}>{t(command.title)}</span> <kbd>{command.keys[0]}</kbd>
          </button>
        );
      })}
      <DrawingTools />
      <ImageMenu />
      <WindowMenu />
      <HangingButtons />
      {reason !== '' && (
        <span className={styles.reason} title={reason} data-testid="no-volume">
          {reason}
        </span>
      )}
    </div>
  );
}
