import { useTranslation } from 'react-i18next';
import { layoutName } from '../../../session/arrangement.ts';
import { useRegisteredCommands, withKey } from '../../../session/useCommands.ts';
import { BoxPicker } from '../boxes/BoxPicker.tsx';
import { useReadingState } from '../readingContext.ts';
import { andGiveKeysBack } from './giveKeysBack.ts';
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
      onClick={andGiveKeysBack(command.run)}
    >
      <svg className={styles.shape} viewBox="0 0 16 16" aria-hidden="true">
        {cells.map((path) => (
          <path key={path} d={path} />
        ))}
      </svg>
    </button>
  );
}
