import { useTranslation } from 'react-i18next';
import { Select } from '../../../ui/Select.tsx';
import styles from './Editor.module.css';
import { useEditor } from './editorActs.ts';
import { type BoxRef, boxOf, lookChanged } from './model/editBoxes.ts';
import { wantedOf } from './model/protocolList.ts';
import { NumberInput } from './NumberInput.tsx';
import { presetsFor } from './windowText.ts';

const ownWindow = 'own window';
/** Where a person begins who types their own: soft tissue. */
const firstWindow = { ww: 400, wc: 40 };

/** The window that a box begins with: a preset of the modality, or width and level. */
export function WindowSettings({ of }: { of: BoxRef }) {
  const { t } = useTranslation();
  const { protocol, edit, example } = useEditor();
  const voi = boxOf(protocol, of)?.initial?.voi;
  const presets = presetsFor(wantedOf(protocol, 'modality')[0] ?? example?.item.modalities[0]);
  const own = typeof voi === 'object' ? voi : undefined;
  const names = typeof voi === 'string' && !presets.includes(voi) ? [voi, ...presets] : presets;
  const put = (next: typeof voi, gesture?: string) =>
    edit((before) => lookChanged(before, of, { voi: next }), 'window', gesture);
  return (
    <>
      <Select
        label={t('hanging.editor.window')}
        value={own ? ownWindow : ((voi as string | undefined) ?? '')}
        options={[
          { value: '', label: t('hanging.editor.asIs') },
          ...names.map((value) => ({ value, label: t(`reading.presets.${value}`, { defaultValue: value }) })),
          { value: ownWindow, label: t('hanging.editor.ownWindow') },
        ]}
        onChange={(value) => put(value === '' ? undefined : value === ownWindow ? firstWindow : value)}
      />
      {own && (
        <>
          <Level
            label={t('hanging.editor.width')}
            value={own.ww}
            isWidth
            onChange={(ww) => put({ ...own, ww }, `ww ${of.id}`)}
          />
          <Level
            label={t('hanging.editor.windowLevel')}
            value={own.wc}
            onChange={(wc) => put({ ...own, wc }, `wc ${of.id}`)}
          />
        </>
      )}
    </>
  );
}

interface LevelProps {
  readonly label: string;
  readonly value: number;
  readonly isWidth?: boolean;
  readonly onChange: (value: number) => void;
}

function Level({ label, value, isWidth = false, onChange }: LevelProps) {
  return (
    <span className={styles.count}>
      {label}
      <NumberInput label={label} value={value} {...(isWidth && { min: 1 })} onChange={onChange} />
    </span>
  );
}
