import { useTranslation } from 'react-i18next';
import styles from './Editor.module.css';
import { useEditor } from './editorActs.ts';
import type { BoxRef } from './model/editBoxes.ts';
import { boxesLinked, linkedWith, linkKinds } from './model/editLinks.ts';

/** Which boxes of the step do what this one does: a letter for each, pressed where it follows. */
export function LinkSettings({ of }: { of: BoxRef }) {
  const { t } = useTranslation();
  const { protocol, edit } = useEditor();
  const stage = protocol.stages[of.stage];
  if (!stage) return null;
  const others = stage.screens
    .flatMap(({ viewports }) => viewports)
    .filter(({ id, layers }) => id !== of.id && layers.length > 0)
    .map(({ id }) => id);
  if (others.length === 0) return null;
  return (
    <table className={styles.links}>
      <caption>{t('hanging.editor.together')}</caption>
      <tbody>
        {linkKinds.map((kind) => {
          const linked = linkedWith(stage, kind, of.id);
          return (
            <tr key={kind}>
              <th scope="row">{t(`hanging.editor.link.${kind}`)}</th>
              <td>
                {others.map((other) => (
                  <button
                    key={other}
                    type="button"
                    className={styles.chip}
                    aria-pressed={linked.includes(other)}
                    aria-label={t('hanging.editor.withBox', {
                      kind: t(`hanging.editor.link.${kind}`),
                      box: other.toUpperCase(),
                    })}
                    onClick={() =>
                      edit(
                        (before) => boxesLinked(before, of.stage, kind, [of.id, other], !linked.includes(other)),
                        'link',
                      )
                    }
                  >
                    {other.toUpperCase()}
                  </button>
                ))}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
