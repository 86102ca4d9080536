import type { ReactNode } from 'react';
import styles from './Badge.module.css';
import { Icon, type IconName } from './Icon.tsx';

export type Tone = 'quiet' | 'active' | 'proven' | 'attention' | 'danger';

/** A state in a shape and a word: colour alone never says it. */
export function Badge({ tone = 'quiet', icon, shape, children, title, wraps = false }: BadgeProps) {
  return (
    <span className={[styles.badge, styles[tone], wraps ? styles.wraps : ''].join(' ')} title={title}>
      {shape ?? (icon && <Icon name={icon} />)}
      <span className={styles.words}>{children}</span>
    </span>
  );
}

interface BadgeProps {
  readonly tone?: Tone;
  readonly icon?: IconName;
  readonly shape?: ReactNode;
  readonly children: ReactNode;
  readonly title?: string | undefined;
  /** A sentence that must be read to its end: never cut. */
  readonly wraps?: boolean;
}
