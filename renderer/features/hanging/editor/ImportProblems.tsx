import { useTranslation } from 'react-i18next';
import type { ImportProblem } from '#shared/contract/hanging.ts';
import { Icon } from '../../../ui/Icon.tsx';
import styles from './List.module.css';

/** What of a file could not be had, each in a sentence; a code without words is shown, so that nothing is hidden. */
export function ImportProblems({ problems }: { problems: readonly ImportProblem[] }) {
  const { t } = useTranslation();
  if (problems.length === 0) return null;
  return (
    <ul className={styles.problems}>
      {problems.map(({ code, where, detail, isRefusal }) => (
        <li key={`${code} ${where ?? ''} ${detail ?? ''}`} data-refusal={isRefusal}>
          {isRefusal && <Icon name="triangle" />}
          {t(`hanging.importProblems.${code}`, {
            detail: detail ?? '',
            defaultValue: t(`hanging.editor.problem.${code}`, { detail: detail ?? '', defaultValue: code }),
          })}
          {where !== undefined && <span className={styles.muted}> {where}</span>}
        </li>
      ))}
    </ul>
  );
}
