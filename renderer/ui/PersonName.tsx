import styles from './PersonName.module.css';
import { languageOfScript, scriptOf } from './script.ts';

export interface WrittenName {
  readonly alphabetic: string;
  readonly ideographic: string;
  readonly phonetic: string;
}

/**
 * A person's name in its own script, isolated so that its direction does not disturb what stands beside it.
 * Where DICOM carries a second component group (PS3.5 6.2.1), the own script leads and the Latin letters follow.
 */
export function PersonName({
  name,
  absent,
  both = true,
  hint,
}: {
  name: WrittenName | undefined;
  absent: string;
  both?: boolean;
  /** Said with the whole name where the pointer rests on it: what tells patients apart when it is clipped. */
  hint?: string | undefined;
}) {
  const groups = name ? writtenGroups(name) : [];
  const [lead, other] = groups;
  if (lead === undefined)
    return (
      <span className={styles.absent} title={hint}>
        {absent}
      </span>
    );
  return (
    <span className={styles.name} title={[...groups, hint].filter(Boolean).join(' · ')}>
      <Isolated text={lead} />
      {both && other !== undefined && (
        <span className={styles.second}>
          <Isolated text={other} />
        </span>
      )}
    </span>
  );
}

/** Text of unknown direction and script, isolated and in the right font: names, descriptions, indications. */
export function Isolated({ text }: { text: string }) {
  const script = scriptOf(text);
  return (
    <bdi lang={languageOfScript(script)} className={script === 'other' ? undefined : styles[script]}>
      {text}
    </bdi>
  );
}

/** The written groups of a name, the reader's own script first; a group that only repeats another is left out. */
export function writtenGroups(name: WrittenName): readonly string[] {
  const groups = [name.ideographic, name.alphabetic, name.phonetic].filter((group) => group.trim() !== '');
  return [...new Set(groups)];
}
