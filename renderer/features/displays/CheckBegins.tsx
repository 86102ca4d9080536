import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/Button.tsx';
import { Checkbox } from '#renderer/ui/Field.tsx';
import { Select } from '#renderer/ui/Select.tsx';
import type { AmbientLight } from '#shared/contract/displays.ts';
import type { CheckKind } from '#shared/displays/displayPolicy.ts';
import styles from './Displays.module.css';

interface CheckBeginsProps {
  readonly kind: CheckKind;
  readonly onGo: (room: { readonly ambient: AmbientLight; readonly aidsOff: boolean }) => void;
  readonly onBack: () => void;
}

const lights = ['dark', 'dim', 'lit'] as const;

/** What the eye's answers depend on: the room, and what the system does to the picture. */
export function CheckBegins({ kind, onGo, onBack }: CheckBeginsProps) {
  const { t } = useTranslation();
  const [ambient, setAmbient] = useState<AmbientLight>('dim');
  const [aidsOff, setAidsOff] = useState(false);
  const isHdr = matchMedia('(dynamic-range: high)').matches;
  return (
    <form
      className={styles.panel}
      onSubmit={(event) => {
        event.preventDefault();
        onGo({ ambient, aidsOff });
      }}
    >
      <h2>{t(`displays.check.title.${kind}`)}</h2>
      <p>{t('displays.check.before')}</p>
      <Select
        label={t('displays.check.ambient')}
        value={ambient}
        options={lights.map((value) => ({ value, label: t(`displays.ambient.${value}`) }))}
        onChange={setAmbient}
      />
      <Checkbox
        label={t('displays.check.aidsOff')}
        checked={aidsOff}
        onChange={(event) => setAidsOff(event.target.checked)}
      />
      {isHdr && <p className={styles.attention}>{t('displays.check.hdr')}</p>}
      <div className={styles.acts}>
        <Button kind="quiet" keys="Escape" onClick={onBack}>
          {t('displays.check.cancel')}
        </Button>
        <Button kind="primary" type="submit" keys="Enter" autoFocus>
          {t('displays.check.begin')}
        </Button>
      </div>
    </form>
  );
}
