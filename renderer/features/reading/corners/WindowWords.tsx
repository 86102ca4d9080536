import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { choiceShown, type GreyChoice } from '../../../imaging/grey/greyChoices.ts';
import type { BoxState, ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { useKeyOf } from '../../../session/useCommands.ts';
import { writeKeys } from '../../../ui/KeyHint.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { handState } from '../hands/handState.ts';
import { useReading, useReadingState } from '../readingContext.ts';
import { greyWords, zoomText } from './overlayText.ts';
import { WindowField } from './WindowField.tsx';
import styles from './WindowWords.module.css';
import { ZoomedOut } from './ZoomedOut.tsx';

interface WindowWordsProps {
  readonly view: ImageBoxView;
  readonly box: number;
  readonly state: BoxState;
}

/** The window and the zoom of what is drawn; where the data ask for more than one window, its name opens them all. */
export function WindowWords({ view, box, state }: WindowWordsProps) {
  const { t } = useTranslation();
  const { session } = useReading();
  const isTyping = useStore(handState, ({ typingWindow }) => typingWindow);
  const isActive = useReadingState(({ active }) => active === box);
  const { name, notes, numbers } = greyWords(state, t);
  const choices = state.grey ? (view.greyChoices?.() ?? []) : [];
  // What the hands choose goes by the session, so that it can be taken back.
  const hands = () => session.viewAt(box) ?? view;
  return (
    <>
      {notes.map((note) => (
        <span key={note} className={styles.figures}>
          {note}
        </span>
      ))}
      {choices.length > 1 ? (
        <ChoiceMenu choices={choices} state={state} name={name ?? numbers ?? ''} hands={hands} />
      ) : (
        name !== undefined && <span className={styles.figures}>{name}</span>
      )}
      {isTyping && isActive && state.grey ? (
        <WindowField
          grey={state.grey}
          onWindow={(window) => hands().setWindow(window)}
          onDone={() => handState.setState({ typingWindow: false })}
        />
      ) : (
        // The menu without a name shows the numbers itself.
        numbers !== undefined &&
        (name !== undefined || choices.length <= 1) && <span className={styles.figures}>{numbers}</span>
      )}
      <ZoomWords state={state} />
      <ZoomedOut state={state} />
    </>
  );
}

function ZoomWords({ state }: { state: BoxState }) {
  const { t } = useTranslation();
  const key = useKeyOf('hands.oneToOne');
  const { pixelScale } = state;
  const title = t('reading.zoom.title', { count: pixelScale?.toPrecision(3), key: key && writeKeys(key) });
  return (
    <span className={styles.figures} data-zoom title={pixelScale === undefined ? undefined : title}>
      {zoomText(state, t)}
    </span>
  );
}

interface ChoiceMenuProps {
  readonly choices: readonly GreyChoice[];
  readonly state: BoxState;
  readonly name: string;
  readonly hands: () => ImageBoxView;
}

function ChoiceMenu({ choices, state, name, hands }: ChoiceMenuProps) {
  const { t } = useTranslation();
  const shown = choiceShown(choices, state.grey);
  return (
    <Menu
      items={choices.map((choice, index) => ({
        id: `${choice.kind} ${choice.number}`,
        label: `${index === shown ? '✓ ' : ''}${choice.explanation ?? t(`hands.window.${choice.kind}`, { number: choice.number })}`,
        keys: undefined,
        run: () => {
          const inverted = state.grey?.inverted ?? choice.grey.inverted;
          hands().showGrey?.({ ...choice.grey, inverted });
        },
      }))}
      trigger={
        <button type="button" className={styles.choices} title={t('hands.window.menu')} data-testid="window-choices">
          {name} <span aria-hidden="true">▾</span>
        </button>
      }
    />
  );
}
