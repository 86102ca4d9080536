import { Popover } from 'radix-ui';
import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mostColumns, mostRows } from '../../../session/arrangement.ts';
import { useCommands, useKeyOf, withKey } from '../../../session/useCommands.ts';
import { KeyHint } from '../../../ui/KeyHint.tsx';
import { PortalPlace } from '../../../ui/portalPlace.ts';
import bar from '../bar/ToolBar.module.css';
import { useReading, useReadingState } from '../readingContext.ts';
import { BoxChoice, type Size } from './BoxChoice.tsx';
import styles from './BoxPicker.module.css';

export const boxPickerKey = 'Alt+G';

/** Any number of boxes, chosen by pointing at the last one, or with the arrows. */
export function BoxPicker() {
  const { t } = useTranslation();
  const { session } = useReading();
  const [isOpen, setOpen] = useState(false);
  const place = useContext(PortalPlace);
  const rows = useReadingState(({ arrangement }) => arrangement.rows);
  const columns = useReadingState(({ arrangement }) => arrangement.columns);
  useCommands([
    {
      id: 'desk.pickBoxes',
      title: 'desk.commands.pickBoxes',
      place: 'reading',
      keys: [boxPickerKey],
      run: () => setOpen(true),
    },
  ]);
  const choose = (size: Size) => {
    session.arrange(size.rows, size.columns);
    setOpen(false);
  };
  const key = useKeyOf('desk.pickBoxes');
  const words = withKey(t('desk.commands.pickBoxes'), key);
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button type="button" className={bar.tool} aria-label={words} title={words}>
          <svg viewBox="0 0 16 16" width="14" height="14" fill="none" stroke="currentColor" aria-hidden="true">
            <path d="M2 3h12v10H2zM6 3v10M10 3v10M2 8h12" strokeWidth="1.2" />
          </svg>
        </button>
      </Popover.Trigger>
      <Popover.Portal container={place}>
        <Popover.Content
          className={styles.picker}
          side="top"
          sideOffset={6}
          collisionPadding={8}
          aria-label={t('desk.commands.pickBoxes')}
          // The keys go back to the images, not to a button that Enter would press again.
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          <BoxChoice shown={{ rows, columns }} most={{ rows: mostRows, columns: mostColumns }} onChoose={choose} />
          <p className={styles.hint}>
            <KeyHint keys="ArrowRight" /> <KeyHint keys="ArrowDown" /> <KeyHint keys="Enter" />
          </p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
