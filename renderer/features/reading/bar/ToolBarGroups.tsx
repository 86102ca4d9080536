import { useTranslation } from 'react-i18next';
import { layoutName } from '../../../session/arrangement.ts';
import type { Command } from '../../../session/commands.ts';
import { hangingKey } from '../../../session/readingState.ts';
import { useRegisteredCommands, withKey } from '../../../session/useCommands.ts';
import { Menu } from '../../../ui/Menu.tsx';
import { BoxPicker } from '../boxes/BoxPicker.tsx';
import { useReading, useReadingState } from '../readingContext.ts';
import { commandItem } from './commandItem.ts';
import styles from './ToolBar.module.css';

const layouts = [
  { name: 'layoutOne', size: '1x1', cells: ['M2 3h12v10H2z'] },
  { name: 'layoutTwo', size: '1x2', cells: ['M2 3h5.5v10H2z', 'M8.5 3H14v10H8.5z'] },
  { name: 'layoutFour', size: '2x2', cells: ['M2 3h12v10H2z', 'M8 3v10', 'M2 8h12'] },
] as const;
const steps = [
  { name: 'previousSeries', cells: ['m10 3-5 5 5 5'] },
  { name: 'nextSeries', cells: ['m6 3 5 5-5 5'] },
] as const;

/** How many boxes, and which series: drawn, with their keys under the pointer. */
export function HangingButtons() {
  const shown = useReadingState(({ arrangement }) => layoutName(arrangement));
  return (
    <span className={styles.group}>
      {layouts.map(({ name, size, cells }) => (
        <DrawnButton key={name} name={name} cells={cells} pressed={size === shown} />
      ))}
      <BoxPicker />
      {steps.map(({ name, cells }) => (
        <DrawnButton key={name} name={name} cells={cells} />
      ))}
    </span>
  );
}

interface DrawnButtonProps {
  readonly name: string;
  readonly cells: readonly string[];
  readonly pressed?: boolean;
}

function DrawnButton({ name, cells, pressed }: DrawnButtonProps) {
  const { t } = useTranslation();
  const command = useRegisteredCommands().find(({ id }) => id === `reading.${name}`);
  if (!command) return null;
  const words = withKey(t(command.title), command.keys[0]);
  return (
    <button
      type="button"
      className={styles.tool}
      aria-label={words}
      title={words}
      aria-pressed={pressed}
      onClick={command.run}
    >
      <svg viewBox="0 0 16 16" width="14" height="14" fill="none" stroke="currentColor" aria-hidden="true">
        {cells.map((path) => (
          <path key={path} d={path} strokeWidth="1.4" />
        ))}
      </svg>
    </button>
  );
}

/** The windows of this image by their number keys; where there are none, the button says why. */
export function WindowMenu() {
  const { t } = useTranslation();
  const { session } = useReading();
  useReadingState(hangingKey);
  const presets = useRegisteredCommands().filter(({ id }) => id.startsWith('reading.preset.'));
  const none = presets.length === 0;
  const item = ({ id, title, keys, run }: Command) => ({ id, label: t(title), keys: keys[0], run });
  return (
    <Menu
      items={presets.map(item)}
      trigger={
        <button
          type="button"
          className={styles.tool}
          disabled={none || !session.activeSet}
          title={none ? t('reading.noWindows') : undefined}
        >
          <span className={styles.word}>{t('reading.windows')}</span> <kbd>{none ? '' : `1-${presets.length}`}</kbd>
        </button>
      }
    />
  );
}

/** What the hands do to one image, by name: turning, mirroring, its window by steps, its cine. */
export function ImageMenu() {
  const { t } = useTranslation();
  useReadingState(hangingKey);
  const commands = useRegisteredCommands().filter(({ id }) => id.startsWith('hands.'));
  return (
    <Menu
      items={commands.map((command) => commandItem(command, t))}
      trigger={
        <button type="button" className={styles.tool} data-testid="image-menu">
          <span className={styles.word}>{t('hands.menu')}</span>
        </button>
      }
    />
  );
}
