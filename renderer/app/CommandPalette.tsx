import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { formatDate, formatDescription } from '../i18n/format.ts';
import type { Command, CommandPlace } from '../session/commands.ts';
import { usePaletteOffers } from '../session/paletteOffers.ts';
import { useRegisteredCommands } from '../session/useCommands.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { KeyHint } from '../ui/KeyHint.tsx';
import { Isolated, writtenGroups } from '../ui/PersonName.tsx';
import styles from './CommandPalette.module.css';
import { findInPalette, type PaletteEntry } from './findInPalette.ts';

interface PaletteProps {
  readonly place: CommandPlace;
  readonly items: readonly WorklistItem[];
  readonly onOpen: (study: StudyRef) => void;
  readonly onClose: () => void;
}

interface Entry extends PaletteEntry {
  readonly title: string;
  readonly detail: string;
  readonly keys: string | undefined;
  readonly run: () => void;
}

/** Any command that can run here, any patient of the list, what the study has and what can be set, by a few letters. */
export function CommandPalette({ place, items, onOpen, onClose }: PaletteProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const entries = useEntries(place, items, onOpen);
  const found = findInPalette(entries, typed, 12);
  const run = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    // After the dialog has given the focus back, so that the command finds the page as it was.
    setTimeout(entry.run, 0);
  };
  return (
    <Dialog title={t('app.palette.title')} onClose={onClose}>
      <input
        className={styles.find}
        autoFocus
        dir="auto"
        role="combobox"
        aria-expanded
        aria-controls="palette-found"
        aria-activedescendant={found[chosen] ? `palette-${chosen}` : undefined}
        aria-label={t('app.palette.find')}
        placeholder={t('app.palette.find')}
        value={typed}
        spellCheck={false}
        onChange={(event) => {
          setTyped(event.target.value);
          setChosen(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') run(found[chosen]);
          else if (event.key === 'ArrowDown') setChosen(Math.min(found.length - 1, chosen + 1));
          else if (event.key === 'ArrowUp') setChosen(Math.max(0, chosen - 1));
          else return;
          event.preventDefault();
        }}
      />
      <div id="palette-found" role="listbox" aria-label={t('app.palette.title')} className={styles.found}>
        {found.map((entry, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys act through the field above.
          // biome-ignore lint/a11y/useFocusableInteractive: named by aria-activedescendant of the field above.
          <div
            key={entry.id}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === chosen}
            className={index === chosen ? styles.chosen : styles.entry}
            onClick={() => run(entry)}
          >
            <Isolated text={entry.title} />
            <span className={styles.detail}>
              <Isolated text={entry.detail} />
            </span>
            {entry.keys !== undefined && <KeyHint keys={entry.keys} />}
          </div>
        ))}
        {found.length === 0 && <p>{t('app.palette.nothing')}</p>}
      </div>
    </Dialog>
  );
}

function useEntries(
  place: CommandPlace,
  items: readonly WorklistItem[],
  onOpen: (study: StudyRef) => void,
): readonly Entry[] {
  const { t } = useTranslation();
  const commands = useRegisteredCommands();
  const offers = usePaletteOffers();
  return useMemo(() => {
    const canRun = (command: Command) =>
      (command.place === place || command.place === 'anywhere') && (command.canRun?.() ?? true);
    return [
      ...commands.filter(canRun).map((command): Entry => {
        const title = t(command.title);
        return { id: command.id, words: title, title, detail: '', keys: command.keys[0], run: command.run };
      }),
      ...offers.map(({ id, kind, title, detail, run }): Entry => {
        const words = [t(kind), detail].filter(Boolean).join(' · ');
        return { id, words: [title, words].join(' '), title, detail: words, keys: undefined, run };
      }),
      ...items.map((item): Entry => {
        const names = item.patientName ? writtenGroups(item.patientName) : [];
        const detail = [item.modalities.join(' '), formatDescription(item.studyDescription), formatDate(item.studyDate)]
          .filter(Boolean)
          .join(' · ');
        return {
          id: studyKey(item.study),
          words: [...names, item.patientId, item.accessionNumber, detail].filter(Boolean).join(' '),
          title: names[0] ?? item.patientId ?? t('worklist.noName'),
          detail,
          keys: undefined,
          run: () => onOpen(item.study),
        };
      }),
    ];
  }, [commands, offers, items, onOpen, place, t]);
}
