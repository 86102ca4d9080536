import { useTranslation } from 'react-i18next';
import { useAnswer } from '#renderer/host/hostContext.ts';
import styles from './Editor.module.css';
import { useEditor } from './editorActs.ts';
import { sitesChanged } from './model/editMatch.ts';

/** Of which archives; none pressed: of all. */
export function SitesLine() {
  const { t } = useTranslation();
  const { protocol, edit } = useEditor();
  const { answer } = useAnswer('archives.list', {});
  const chosen = protocol.match.sites ?? [];
  const known = (answer ?? []).map(({ archiveId, name }) => ({ id: archiveId, name }));
  const others = chosen.filter((id) => known.every((each) => each.id !== id)).map((id) => ({ id, name: id }));
  // With one archive there is nothing to choose.
  if (known.length < 2 && chosen.length === 0) return null;
  const toggle = (id: string) =>
    edit(
      (before) => sitesChanged(before, chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]),
      'sites',
    );
  return (
    <div className={styles.chips}>
      <span className={styles.muted}>
        {t(chosen.length === 0 ? 'hanging.editor.everySite' : 'hanging.editor.onlySites')}
      </span>
      {[...known, ...others].map(({ id, name }) => (
        <button
          key={id}
          type="button"
          className={styles.chip}
          aria-pressed={chosen.includes(id)}
          onClick={() => toggle(id)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
