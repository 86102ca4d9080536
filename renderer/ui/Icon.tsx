import styles from './Icon.module.css';

// Drawn on a 16 × 16 grid. Shapes, not characters: a character may be drawn as a coloured emoji by the system.
const shapes = {
  triangle: 'M8 1.8 15 14.2H1z',
  octagon: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z',
  tick: 'm2.5 8.5 3.6 3.7 7.4-8.4',
  ready: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z',
  empty: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z',
  cross: 'm3.5 3.5 9 9m0-9-9 9',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zm3.3 7.8 3.7 3.7',
  refresh: 'M13.5 8a5.5 5.5 0 1 1-1.7-4m1.9-2.2v3h-3',
  settings: 'M2 4.5h6m4 0h2M2 11.5h2m4 0h6M10 2.8v3.4M6 9.8v3.4',
  back: 'M9.5 3 4.5 8l5 5M4.5 8H14',
  folder: 'M1.5 3.5h4.6l1.6 2h6.8v7.5h-13z',
  file: 'M3.5 1.5h6l3 3v10h-9zm6 0v3h3',
  disc: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zm0 4.7a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6z',
  lock: 'M3.5 7h9v7h-9zM5.5 7V4.6a2.5 2.5 0 0 1 5 0V7',
  link: 'M2 13.5v-3m4 3v-6m4 6v-8.5m4 8.5V2',
  chain: 'm6.3 9.7 3.4-3.4M7.2 4.6l1.5-1.5a3 3 0 0 1 4.2 4.2l-1.5 1.5M8.8 11.4l-1.5 1.5a3 3 0 0 1-4.2-4.2l1.5-1.5',
  chainOff: 'M7.2 4.6l1.5-1.5a3 3 0 0 1 4.2 4.2l-1.5 1.5M8.8 11.4l-1.5 1.5a3 3 0 0 1-4.2-4.2l1.5-1.5M2 2l12 12',
  person: 'M8 2a2.8 2.8 0 1 0 0 5.6A2.8 2.8 0 0 0 8 2zM2.5 14c.6-3.2 2.8-4.6 5.5-4.6s4.9 1.4 5.5 4.6',
  up: 'M8 13V3.5M4 7.5l4-4 4 4',
  down: 'M8 3v9.5M4 8.5l4 4 4-4',
  changed: 'M2 6h9.5M9 3l3 3-3 3M14 11H4.5M7 8.5 4 11l3 3',
  clock: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zm0 2.8V8l2.4 1.6',
  pause: 'M5.5 3v10M10.5 3v10',
  broken: 'M1 8h4m6 0h4M6 12.5l4-9',
  send: 'M2 8 14 2.5 10.5 14 8 9.2z',
} as const;

export type IconName = keyof typeof shapes;

const filled: ReadonlySet<IconName> = new Set(['ready', 'octagon', 'triangle']);

export function Icon({ name, label }: { name: IconName; label?: string }) {
  return (
    <svg
      className={filled.has(name) ? styles.filled : styles.drawn}
      viewBox="0 0 16 16"
      role={label === undefined ? 'presentation' : 'img'}
      aria-hidden={label === undefined}
      aria-label={label}
    >
      <path d={shapes[name]} />
    </svg>
  );
}

const mostOfPart = 0.88;

/** A ring filled clockwise from the top: how much of something is here. `part` runs from 0 to 1. */
export function PartRing({ part, label }: { part: number; label?: string }) {
  const length = 2 * Math.PI * 3;
  // 108 of 112 would look full: until all of it is here, the gap can be seen.
  const shown = part >= 1 ? 1 : Math.min(mostOfPart, Math.max(0, part));
  return (
    <svg
      className={styles.drawn}
      viewBox="0 0 16 16"
      role={label === undefined ? 'presentation' : 'img'}
      aria-label={label}
    >
      <circle cx="8" cy="8" r="6.2" />
      <circle
        className={styles.part}
        cx="8"
        cy="8"
        r="3"
        transform="rotate(-90 8 8)"
        strokeDasharray={`${length * shown} ${length}`}
      />
    </svg>
  );
}
