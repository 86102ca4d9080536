import { useTranslation } from 'react-i18next';
import { Select } from '../../../ui/Select.tsx';
import styles from './Editor.module.css';
import { useEditor } from './editorActs.ts';
import { type BoxRef, boxChanged, boxOf } from './model/editBoxes.ts';
import { NumberInput } from './NumberInput.tsx';

const planes = ['AX', 'COR', 'SAG'] as const;
const modes = ['avg', 'mip', 'minip'] as const;
const mostMm = 1_000;

/** Which plane, and how thick; of a stack and of a body in space there is nothing to choose. */
export function SlabSettings({ of }: { of: BoxRef }) {
  const { t } = useTranslation();
  const { protocol, edit } = useEditor();
  const box = boxOf(protocol, of);
  if (box?.type !== 'mpr' && box?.type !== 'mip') return null;
  const { slab } = box;
  return (
    <>
      <Select
        label={t('hanging.editor.plane')}
        value={box.plane ?? 'AX'}
        options={planes.map((value) => ({ value, label: t(`hanging.values.plane.${value}`) }))}
        onChange={(plane) => edit((before) => boxChanged(before, of, (each) => ({ ...each, plane })), 'kind')}
      />
      {slab && (
        <>
          {box.type === 'mpr' && (
            <Select
              label={t('hanging.editor.slabMode')}
              value={slab.mode}
              options={modes.map((value) => ({ value, label: t(`hanging.editor.slab.${value}`) }))}
              onChange={(mode) =>
                edit((before) => boxChanged(before, of, (each) => ({ ...each, slab: { ...slab, mode } })), 'kind')
              }
            />
          )}
          <span className={styles.count}>
            {t('hanging.editor.thickness')}
            <NumberInput
              label={t('hanging.editor.thickness')}
              value={slab.mm}
              min={0.1}
              max={mostMm}
              onChange={(mm) =>
                edit(
                  (before) => boxChanged(before, of, (each) => ({ ...each, slab: { ...slab, mm } })),
                  'kind',
                  `mm ${of.id}`,
                )
              }
            />
          </span>
        </>
      )}
    </>
  );
}
