import { useTranslation } from 'react-i18next';
import { mostOfProtocol } from '#shared/hanging/protocol.ts';
import { Button } from '../../../ui/Button.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import styles from './Editor.module.css';
import { useEditor } from './editorActs.ts';
import { screenAdded, screenRemoved, stageCopied, stageMoved, stageRemoved } from './model/editStages.ts';

/** The steps that Tab walks while reading, as tabs, and what can be done with them. */
export function StageTabs() {
  const { t } = useTranslation();
  const { protocol, selection, select, edit } = useEditor();
  const at = selection.stage;
  const stage = protocol.stages[at];
  const count = protocol.stages.length;
  const screens = stage?.screens.length ?? 1;
  const go = (to: number) => select({ stage: to, screen: 0, box: undefined });
  const move = (to: number) => {
    edit((before) => stageMoved(before, at, to), 'stage');
    go(to);
  };
  return (
    <div className={styles.tabs}>
      <div role="tablist" aria-label={t('hanging.editor.stages')} className={styles.tabList}>
        {protocol.stages.map(({ name }, index) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: a step has no other name than its place.
            key={index}
            type="button"
            role="tab"
            aria-selected={index === at}
            tabIndex={index === at ? 0 : -1}
            className={styles.tab}
            title={name}
            onClick={() => go(index)}
            onKeyDown={({ key, currentTarget }) => {
              const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
              if (step === 0 || !protocol.stages[index + step]) return;
              go(index + step);
              const beside = step > 0 ? currentTarget.nextElementSibling : currentTarget.previousElementSibling;
              if (beside instanceof HTMLElement) beside.focus();
            }}
          >
            {index + 1}. {name}
          </button>
        ))}
      </div>
      <Menu
        trigger={
          <Button kind="quiet" icon="down">
            {t('hanging.editor.step')}
          </Button>
        }
        items={[
          {
            id: 'copy',
            label: t('hanging.editor.addStep'),
            disabled: count >= mostOfProtocol.stages,
            run: () => {
              edit((before) => stageCopied(before, at, t('hanging.editor.newStep', { number: count + 1 })), 'stage');
              go(at + 1);
            },
          },
          { id: 'earlier', label: t('hanging.editor.stepEarlier'), disabled: at === 0, run: () => move(at - 1) },
          { id: 'later', label: t('hanging.editor.stepLater'), disabled: at >= count - 1, run: () => move(at + 1) },
          {
            id: 'remove',
            label: t('hanging.editor.removeStep'),
            disabled: count < 2,
            run: () => {
              edit((before) => stageRemoved(before, at), 'stageGone');
              go(Math.max(0, at - 1));
            },
          },
          {
            id: 'addScreen',
            label: t('hanging.editor.addScreen'),
            disabled: screens >= mostOfProtocol.screens,
            run: () => edit((before) => screenAdded(before, at), 'screen'),
          },
          {
            id: 'removeScreen',
            label: t('hanging.editor.removeScreen'),
            disabled: screens < 2,
            run: () => {
              edit((before) => screenRemoved(before, at, screens - 1), 'screenGone');
              select({ screen: 0, box: undefined });
            },
          },
        ]}
      />
    </div>
  );
}
