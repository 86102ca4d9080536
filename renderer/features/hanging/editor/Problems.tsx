import { useTranslation } from 'react-i18next';
import { Icon } from '../../../ui/Icon.tsx';
import styles from './Editor.module.css';
import { useEditor } from './editorActs.ts';

/** What is wrong there, in words, at the place where it is. `within`: the beginning of a path of `protocolProblems`. */
export function ProblemsAt({ within }: { within: string }) {
  const { t } = useTranslation();
  const { problems } = useEditor();
  const here = problems.filter(({ where }) => where === within || where.startsWith(`${within}.`));
  return here.map(({ code, where, detail }) => (
    <p key={`${code} ${where} ${detail ?? ''}`} className={styles.problem} role="alert">
      <Icon name="triangle" /> {t(`hanging.editor.problem.${code}`, { detail: detail ?? '' })}
    </p>
  ));
}
