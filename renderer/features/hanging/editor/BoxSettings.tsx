import { useTranslation } from 'react-i18next';
import type { InitialLook } from '#shared/hanging/protocol.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Field.tsx';
import { Select } from '../../../ui/Select.tsx';
import { nameOfSelector } from '../sentences.ts';
import styles from './Editor.module.css';
import { useEditor } from './editorActs.ts';
import { LinkSettings } from './LinkSettings.tsx';
import { withOrWithout } from './model/compact.ts';
import {
  type BoxKind,
  type BoxRef,
  boxChanged,
  boxKinds,
  boxOf,
  boxRemoved,
  kindChanged,
  kindOf,
  lookChanged,
  overlayChanged,
  primaryChanged,
} from './model/editBoxes.ts';
import { conditionChanged } from './model/editStages.ts';
import { shownChanged } from './model/pairedPriors.ts';
import { SlabSettings } from './SlabSettings.tsx';
import { WindowSettings } from './WindowSettings.tsx';

const starts = ['first', 'middle', 'last', 'matchPrior', 'keyImage'] as const;
const zooms = ['fit', 'fitWidth', '1:1', 'sameMm', 'breast'] as const;
const turns = [90, 180, 270] as const;
const anchors = ['center', 'chestwallLeft', 'chestwallRight'] as const;

/** What the box shows that the hands are on, and how; every choice holds at once. */
export function BoxSettings() {
  const { t } = useTranslation();
  const { protocol, selection } = useEditor();
  const { stage, screen, box: id } = selection;
  if (id === undefined) return <p className={styles.muted}>{t('hanging.editor.chooseBox')}</p>;
  const ref: BoxRef = { stage, screen, id };
  const box = boxOf(protocol, ref);
  if (!box) return <p className={styles.muted}>{t('hanging.editor.chooseBox')}</p>;
  return (
    <div className={styles.boxSettings} data-box-settings={id}>
      <div className={styles.fields}>
        <Shows of={ref} />
        {box.layers.length > 0 && (
          <>
            <WindowSettings of={ref} />
            <Looks of={ref} />
          </>
        )}
        <Acts of={ref} />
      </div>
      {box.layers.length > 0 && <LinkSettings of={ref} />}
    </div>
  );
}

function Shows({ of }: { of: BoxRef }) {
  const { t } = useTranslation();
  const { protocol, edit } = useEditor();
  const box = boxOf(protocol, of);
  if (!box) return null;
  const [lowest, over] = box.layers;
  const none = { value: '', label: t('hanging.editor.nothing') };
  const named = Object.keys(protocol.selectors).map((key) => ({ value: key, label: nameSaid(key) }));
  function nameSaid(key: string): string {
    const name = nameOfSelector(protocol, key);
    const isEarlier = (protocol.selectors[key]?.from ?? 'current') !== 'current';
    return isEarlier ? t('hanging.editor.earlierSeries', { name }) : name;
  }
  const kind = kindOf(box);
  const isKnown = (each: string): each is BoxKind => boxKinds.some((known) => known === each);
  return (
    <>
      <Select
        label={t('hanging.editor.shows', { box: of.id.toUpperCase() })}
        value={lowest?.selector ?? ''}
        options={[none, ...named]}
        onChange={(value) => edit((before) => shownChanged(before, of, value === '' ? undefined : value), 'layer')}
      />
      {lowest && (
        <>
          <Select
            label={t('hanging.editor.as')}
            value={kind}
            options={(isKnown(kind) ? boxKinds : [kind, ...boxKinds]).map((value) => ({
              value,
              label: t(`hanging.editor.kind.${value}`),
            }))}
            onChange={(value) => {
              if (isKnown(value)) edit((before) => kindChanged(before, of, value), 'kind');
            }}
          />
          <SlabSettings of={of} />
          <Select
            label={t('hanging.editor.over')}
            value={over?.selector ?? ''}
            options={[none, ...named.filter(({ value }) => value !== lowest.selector)]}
            onChange={(value) =>
              edit((before) => overlayChanged(before, of, value === '' ? undefined : value), 'layer')
            }
          />
        </>
      )}
    </>
  );
}

function Looks({ of }: { of: BoxRef }) {
  const { t } = useTranslation();
  const { protocol, edit } = useEditor();
  const look = boxOf(protocol, of)?.initial ?? {};
  const put = (change: Partial<InitialLook>) => edit((before) => lookChanged(before, of, change), 'look');
  const asIs = { value: '' as const, label: t('hanging.editor.asIs') };
  return (
    <>
      <Select
        label={t('hanging.editor.begins')}
        value={look.at ?? ''}
        options={[
          asIs,
          ...withOwn(starts, look.at).map((value) => ({ value, label: t(`hanging.editor.at.${value}`) })),
        ]}
        onChange={(at) => put({ at: at === '' ? undefined : at })}
      />
      <Select
        label={t('hanging.editor.size')}
        value={look.zoom ?? ''}
        options={[asIs, ...zooms.map((value) => ({ value, label: t(`hanging.editor.zoom.${zoomKey(value)}`) }))]}
        onChange={(zoom) => put({ zoom: zoom === '' ? undefined : zoom })}
      />
      <Select
        label={t('hanging.editor.stands')}
        value={look.anchor ?? ''}
        options={[asIs, ...anchors.map((value) => ({ value, label: t(`hanging.editor.anchor.${value}`) }))]}
        onChange={(anchor) => put({ anchor: anchor === '' ? undefined : anchor })}
      />
      <Checkbox
        label={t('hanging.editor.invert')}
        checked={look.invert === true}
        onChange={({ target }) => put({ invert: target.checked ? true : undefined })}
      />
      <Checkbox
        label={t('hanging.editor.flipH')}
        checked={look.flipH === true}
        onChange={({ target }) => put({ flipH: target.checked ? true : undefined })}
      />
      <Select
        label={t('hanging.editor.turned')}
        value={String(look.rotate ?? '')}
        options={[
          { value: '', label: t('hanging.editor.notTurned') },
          ...turns.map((degrees) => ({ value: String(degrees), label: t('hanging.editor.turnedBy', { degrees }) })),
        ]}
        onChange={(value) => put({ rotate: turns.find((degrees) => String(degrees) === value) })}
      />
    </>
  );
}

/** Keys of words hold no colon. */
function zoomKey(zoom: (typeof zooms)[number]): string {
  return zoom === '1:1' ? 'oneToOne' : zoom;
}

function withOwn<Value extends string>(
  offered: readonly Value[],
  own: string | undefined,
): readonly (Value | 'lesion')[] {
  return own === 'lesion' ? [...offered, 'lesion'] : offered;
}

function Acts({ of }: { of: BoxRef }) {
  const { t } = useTranslation();
  const { protocol, edit, select } = useEditor();
  const box = boxOf(protocol, of);
  const isPrimary = box?.primary === true;
  const shown = box?.layers[0]?.selector;
  const needed = protocol.stages[of.stage]?.enabledIf?.bound ?? [];
  const isLast = (protocol.stages[of.stage]?.screens[of.screen]?.viewports.length ?? 0) < 2;
  return (
    <div className={styles.boxActs}>
      {shown !== undefined && (
        <Checkbox
          label={t('hanging.editor.stepNeeds')}
          checked={needed.includes(shown)}
          onChange={({ target }) =>
            edit(
              (before) => conditionChanged(before, of.stage, { bound: withOrWithout(needed, shown, target.checked) }),
              'condition',
            )
          }
        />
      )}
      <Button disabled={isPrimary} onClick={() => edit((before) => primaryChanged(before, of), 'primary')}>
        {t('hanging.editor.readFirst')}
      </Button>
      <Button
        kind="quiet"
        onClick={() => {
          edit((before) => (isLast ? boxChanged(before, of, emptyBox) : boxRemoved(before, of)), 'boxGone');
          if (!isLast) select({ box: undefined });
        }}
      >
        {t(isLast ? 'hanging.editor.emptyBox' : 'hanging.editor.removeBox')}
      </Button>
    </div>
  );
}

function emptyBox(box: Parameters<Parameters<typeof boxChanged>[2]>[0]) {
  return { id: box.id, at: box.at, primary: box.primary, layers: [], type: 'empty' as const };
}
