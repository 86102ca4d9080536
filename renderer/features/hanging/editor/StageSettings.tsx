import { useTranslation } from 'react-i18next';
import styles from './Editor.module.css';
import { useEditor } from './editorActs.ts';
import { conditionChanged, gridChanged, stageRenamed } from './model/editStages.ts';
import { NameInput } from './NameInput.tsx';
import { NumberInput } from './NumberInput.tsx';

const most = 8;

/** The name of a step, the number of its rows and columns, and when it hangs at all. */
export function StageSettings() {
  const { t } = useTranslation();
  const { protocol, selection, edit } = useEditor();
  const { stage: at, screen } = selection;
  const stage = protocol.stages[at];
  const grid = stage?.screens[screen]?.grid;
  if (!stage || !grid) return null;
  const put = (rows: number, cols: number) =>
    edit((before) => gridChanged(before, at, screen, rows, cols), 'grid', `grid ${at} ${screen}`);
  return (
    <div className={styles.stageLine}>
      <NameInput
        key={at}
        label={t('hanging.editor.stepName')}
        className={styles.text}
        value={stage.name}
        onChange={(name) => edit((before) => stageRenamed(before, at, name), 'stage', `stage ${at}`)}
      />
      <Count label={t('hanging.editor.rows')} value={grid.rows} onChange={(rows) => put(rows, grid.cols)} />
      <Count label={t('hanging.editor.columns')} value={grid.cols} onChange={(cols) => put(grid.rows, cols)} />
      <Count
        label={t('hanging.editor.minBound')}
        value={stage.enabledIf?.minBound ?? 1}
        onChange={(minBound) =>
          edit(
            (before) => conditionChanged(before, at, { minBound: minBound === 1 ? undefined : minBound }),
            'condition',
          )
        }
      />
    </div>
  );
}

function Count({ label, value, onChange }: { label: string; value: number; onChange: (value: number) => void }) {
  return (
    <span className={styles.count}>
      {label}
      <NumberInput label={label} value={value} min={1} max={most} isWhole onChange={onChange} />
    </span>
  );
}
