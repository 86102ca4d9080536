import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '#renderer/i18n/failureText.ts';
import type { Command, CommandPlace, KeyConflict } from '#renderer/session/commands.ts';
import { handsProfiles } from '#renderer/session/hands.ts';
import { keysInForce } from '#renderer/session/keysInForce.ts';
import { isMeantCommand } from '#renderer/session/meantCommand.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { type Hands, handsProfileNames, untouchedHands } from '#shared/hands/handsProfile.ts';
import { Choices } from './Choices.tsx';
import { editedKeys, type KeyEdit } from './editedKeys.ts';
import { KeyRow } from './KeyRow.tsx';
import styles from './Keys.module.css';
import { MouseTable } from './MouseTable.tsx';
import { useSettings } from './useSettings.ts';

const places: readonly CommandPlace[] = ['reading', 'worklist', 'anywhere', 'settings'];

/** Every command with the keys that act, and what the mouse does; each change is kept at once, a conflict never. */
export function KeysSection({ commands }: { commands: readonly Command[] }) {
  const { t } = useTranslation();
  const { settings, save, failure } = useSettings();
  const [typed, setTyped] = useState('');
  const [refused, setRefused] = useState<KeyConflict>();
  if (!settings) return null;
  const { hands } = settings;
  const change = (part: Partial<Hands>) => {
    setRefused(undefined);
    void save({ hands: { ...hands, ...part } });
  };
  const profile = handsProfiles[hands.profile];
  const inForce = keysInForce(commands, profile.keys, hands.keys);
  const nameOf = (id: string) => t(commands.find((command) => command.id === id)?.title ?? id);
  const edit = (command: Command, edited: KeyEdit) => {
    const outcome = editedKeys(inForce, command, hands, edited);
    if ('keys' in outcome) change({ keys: outcome.keys });
    else setRefused(outcome);
  };
  const shown = inForce.filter((command) => isMeantCommand(typed, t(command.title), command.keys));
  return (
    <div className={styles.section}>
      <Choices
        title={t('hands.settings.profile')}
        text={t('hands.settings.profileText')}
        value={hands.profile}
        options={handsProfileNames.map((value) => ({ value, label: t(`hands.profiles.${value}`) }))}
        onChoose={(chosen) => change({ ...untouchedHands, profile: chosen })}
      />
      <h3>{t('hands.settings.mouse')}</h3>
      <MouseTable hands={hands} profile={profile} onChange={change} />
      <h3>{t('hands.settings.keys')}</h3>
      <div className={styles.find}>
        <Field
          label={t('hands.settings.find')}
          type="search"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button onClick={() => change({ keys: {}, drag: {}, wheel: {} })} disabled={isUntouched(hands)}>
          {t('hands.settings.resetAll')}
        </Button>
      </div>
      {places.map((place) => (
        <KeyTable
          key={place}
          title={t(`hands.places.${place}`)}
          commands={shown.filter((each) => each.place === place)}
        >
          {(command) => (
            <KeyRow
              key={command.id}
              command={command}
              changed={hands.keys[command.id] !== undefined}
              refused={
                refused?.commands[1] === command.id
                  ? t('hands.settings.taken', {
                      chord: refused.chord,
                      owner: nameOf(refused.commands[0]),
                      wanting: nameOf(refused.commands[1]),
                    })
                  : undefined
              }
              onEdit={(edited) => edit(command, edited)}
            />
          )}
        </KeyTable>
      ))}
      {shown.length === 0 && <p className={styles.none}>{t('hands.settings.nothing')}</p>}
      {failure && <p className={styles.refused}>{failureText(failure)}</p>}
    </div>
  );
}

interface KeyTableProps {
  readonly title: string;
  readonly commands: readonly Command[];
  readonly children: (command: Command) => ReactNode;
}

function KeyTable({ title, commands, children }: KeyTableProps) {
  if (commands.length === 0) return null;
  return (
    <section>
      <h4 className={styles.place}>{title}</h4>
      <ul className={styles.rows}>{commands.map(children)}</ul>
    </section>
  );
}

function isUntouched({ keys, drag, wheel }: Hands): boolean {
  return [keys, drag, wheel].every((part) => Object.keys(part).length === 0);
}
