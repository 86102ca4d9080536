import { useTranslation } from 'react-i18next';
import type { Hands, HandsProfile } from '#shared/hands/handsProfile.ts';
import { dragActs, mouseButtons, mouseModifiers, wheelActs } from '#shared/hands/mouseGesture.ts';
import styles from './Keys.module.css';

interface MouseTableProps {
  readonly hands: Hands;
  readonly profile: HandsProfile;
  readonly onChange: (part: Partial<Hands>) => void;
}

const gestureOf = (modifier: string, button: string) => (modifier === '' ? button : `${modifier}+${button}`);

/** What each button does, alone and with each modifier; what is left to the button alone is shown as that. */
export function MouseTable({ hands, profile, onChange }: MouseTableProps) {
  const { t } = useTranslation();
  const kinds = [
    ...mouseButtons.map((button) => ({
      button,
      own: hands.drag,
      made: profile.mouse.drag,
      acts: dragActs,
      part: 'drag',
    })),
    { button: 'Wheel', own: hands.wheel, made: profile.mouse.wheel, acts: wheelActs, part: 'wheel' },
  ] as const;
  return (
    <table className={styles.mouse}>
      <thead>
        <tr>
          <td />
          {mouseModifiers.map((modifier) => (
            <th key={modifier} scope="col">
              {modifier === '' ? t('hands.mouse.alone') : t('hands.mouse.with', { modifier })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {kinds.map(({ button, own, made, acts, part }) => (
          <tr key={button}>
            <th scope="row">{t(`hands.mouse.buttons.${button}`)}</th>
            {mouseModifiers.map((modifier) => {
              const gesture = gestureOf(modifier, button);
              const plain = t(`hands.acts.${own[button] ?? made[button] ?? 'nothing'}`);
              return (
                <td key={modifier}>
                  <select
                    className={styles.act}
                    aria-label={`${modifier} ${t(`hands.mouse.buttons.${button}`)}`}
                    value={own[gesture] ?? made[gesture] ?? ''}
                    onChange={({ target }) => onChange({ [part]: withAct(own, gesture, target.value) })}
                  >
                    {modifier !== '' && <option value="">{plain}</option>}
                    {modifier === '' && made[gesture] === undefined && (
                      <option value="">{t('hands.acts.nothing')}</option>
                    )}
                    {acts.map((act) => (
                      <option key={act} value={act}>
                        {t(`hands.acts.${act}`)}
                      </option>
                    ))}
                  </select>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function withAct<Act extends string>(
  own: Readonly<Record<string, Act>>,
  gesture: string,
  act: string,
): Readonly<Record<string, Act>> {
  const { [gesture]: _before, ...others } = own;
  return act === ''
    ? (others as Readonly<Record<string, Act>>)
    : { ...(others as Readonly<Record<string, Act>>), [gesture]: act as Act };
}
