import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox, Field } from '../../../ui/Field.tsx';
import { Select } from '../../../ui/Select.tsx';
import { nameOfSelector } from '../sentences.ts';
import styles from './Editor.module.css';
import { useEditor } from './editorActs.ts';
import { withOrWithout } from './model/compact.ts';
import { requiresChanged } from './model/editMatch.ts';
import { fallbackChanged, selectorChanged, selectorRemoved } from './model/editSelectors.ts';

/** What a wanted series is called, from which study it is, and what is taken where it is not there. */
export function SelectorSettings({ name }: { name: string }) {
  const { t } = useTranslation();
  const { protocol, edit, select } = useEditor();
  const selector = protocol.selectors[name];
  if (!selector) return null;
  const from = selector.from ?? 'current';
  const required = protocol.match.requires ?? [];
  const others = Object.keys(protocol.selectors).filter((key) => key !== name);
  const ofSame = others.filter((key) => (protocol.selectors[key]?.from ?? 'current') === from);
  const mirrored = others.filter((key) => {
    const other = protocol.selectors[key];
    return (other?.from ?? 'current') === 'current' && other?.mirrorOf === undefined;
  });
  const none = { value: '', label: t('hanging.editor.none') };
  const named = (keys: readonly string[]) => keys.map((key) => ({ value: key, label: nameOfSelector(protocol, key) }));
  const put = (change: Parameters<typeof selectorChanged>[2], gesture?: string) =>
    edit((before) => selectorChanged(before, name, change), 'selector', gesture);
  return (
    <div className={styles.picker}>
      <Field
        label={t('hanging.editor.seriesName')}
        value={selector.label ?? ''}
        maxLength={200}
        onChange={({ target }) => put({ label: target.value === '' ? undefined : target.value }, `label ${name}`)}
      />
      {protocol.priors.length > 0 && (
        <Select
          label={t('hanging.editor.ofStudy')}
          value={from}
          options={[
            { value: 'current', label: t('hanging.editor.present') },
            ...protocol.priors.map(({ id }, index) => ({
              value: id,
              label: t('hanging.editor.earlierNumber', { number: index + 1 }),
            })),
          ]}
          onChange={(value) =>
            put({ from: value === 'current' ? undefined : value, mirrorOf: undefined, fallback: undefined })
          }
        />
      )}
      {from !== 'current' && (
        <Select
          label={t('hanging.editor.mirrorOf')}
          value={selector.mirrorOf ?? ''}
          options={[none, ...named(mirrored)]}
          onChange={(value) => put({ mirrorOf: value === '' ? undefined : value })}
        />
      )}
      {ofSame.length > 0 && (
        <Select
          label={t('hanging.editor.fallback')}
          value={selector.fallback?.[0] ?? ''}
          options={[none, ...named(ofSame)]}
          onChange={(value) =>
            edit(
              (before) => fallbackChanged(before, name, value === '' ? [] : [value, ...rest(selector.fallback, value)]),
              'selector',
            )
          }
        />
      )}
      <Checkbox
        label={t('hanging.editor.needed')}
        checked={required.includes(name)}
        onChange={({ target }) =>
          edit((before) => requiresChanged(before, withOrWithout(required, name, target.checked)), 'selector')
        }
      />
      <div className={styles.pickerLine}>
        <Button
          kind="quiet"
          onClick={() => {
            edit((before) => selectorRemoved(before, name), 'selectorGone');
            select({ place: undefined });
          }}
        >
          {t('hanging.editor.removeSeries')}
        </Button>
        <span className={styles.apart} />
        <Button onClick={() => select({ place: undefined })}>{t('hanging.editor.rule.done')}</Button>
      </div>
    </div>
  );
}

/** What else stood in for it keeps its turn behind the first. */
function rest(fallback: readonly string[] | undefined, first: string): readonly string[] {
  return (fallback ?? []).slice(1).filter((key) => key !== first);
}
