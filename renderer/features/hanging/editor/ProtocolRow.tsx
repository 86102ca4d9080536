import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { switchOf } from '#shared/hanging/protocolsInForce.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { valueSaid } from '../why/facetWords.ts';
import { say } from '../why/said.ts';
import { openDraft } from './drafts.ts';
import styles from './List.module.css';
import { ownCopy } from './model/copies.ts';
import type { ListedProtocol } from './model/protocolList.ts';
import { SitesElsewhere } from './SitesElsewhere.tsx';
import { Upgrade } from './Upgrade.tsx';
import { ExportedNote, useExport } from './useExport.tsx';
import { Versions } from './Versions.tsx';

interface ProtocolRowProps {
  readonly row: ListedProtocol;
  readonly taken: ReadonlySet<string>;
  readonly onEdit: (id: string) => void;
  /** Answers whether it was kept. */
  readonly onKeep: (protocol: Protocol) => Promise<boolean>;
}

/** One protocol: for what, from whom, whether it is used, how often, and what may be done with it. */
export function ProtocolRow({ row, taken, onEdit, onKeep }: ProtocolRowProps) {
  const { t } = useTranslation();
  const { protocol, isShipped, bodyParts, base, usedInstead, comesAfter, hangs, untouched, isBaseNewer } = row;
  const [opened, setOpened] = useState<'versions' | 'upgrade'>();
  const exporting = useExport();
  const copy = () => {
    const own = ownCopy(protocol, t('hanging.editor.copyName', { name: protocol.name }), 'user', taken);
    openDraft(own, undefined);
    onEdit(own.id);
  };
  // Seen at once, and taken back where the disk refuses it.
  const [turned, setTurned] = useState<{ readonly of: Protocol; readonly isOn: boolean }>();
  const isOn = turned?.of === protocol ? turned.isOn : protocol.enabled;
  const turn = async () => {
    setTurned({ of: protocol, isOn: !isOn });
    const isKept = await onKeep(isShipped ? switchOf(protocol, !isOn) : { ...protocol, enabled: !isOn });
    if (!isKept) setTurned(undefined);
  };
  const toggle = (what: 'versions' | 'upgrade') => setOpened((before) => (before === what ? undefined : what));
  return (
    <li className={styles.row} data-protocol={protocol.id} data-off={!isOn}>
      <div className={styles.columns}>
        <span className={styles.names}>
          <span className={styles.name}>{protocol.name}</span>
          <span className={styles.muted}>
            {bodyParts.length > 0 ? say(valueSaid('bodyPart', bodyParts), t) : t('hanging.editor.anyPart')}
          </span>
          {!isShipped && base && (
            <span className={styles.muted}>{t('hanging.editor.instead', { name: base.name })}</span>
          )}
          {comesAfter.length > 0 && (
            <span className={styles.muted}>
              {t('hanging.editor.comesAfter', { names: comesAfter.map(({ name }) => name).join(', ') })}
            </span>
          )}
          {usedInstead && (
            <span className={styles.muted}>{t('hanging.editor.usedInstead', { name: usedInstead.name })}</span>
          )}
        </span>
        <Badge tone={isShipped ? 'quiet' : 'active'}>{t(`hanging.editor.levels.${protocol.level}`)}</Badge>
        <span className={styles.count}>
          {hangs > 0 ? t('hanging.editor.hung', { count: hangs, untouched }) : t('hanging.editor.neverHung')}
        </span>
        <label className={styles.switch}>
          <input type="checkbox" checked={isOn} onChange={() => void turn()} /> {t('hanging.editor.on')}
        </label>
        {isShipped ? (
          <Button onClick={copy}>{t('hanging.editor.makeOwn')}</Button>
        ) : (
          <Button onClick={() => onEdit(protocol.id)}>{t('hanging.editor.edit')}</Button>
        )}
        <Menu
          trigger={
            <Button kind="quiet" icon="down" aria-label={t('hanging.editor.moreOf', { name: protocol.name })}>
              {t('hanging.editor.moreActs')}
            </Button>
          }
          items={[
            { id: 'copy', label: t('hanging.editor.copy'), run: copy },
            ...(isShipped
              ? []
              : [{ id: 'versions', label: t('hanging.editor.versions'), run: () => toggle('versions') }]),
            ...(base && !isShipped
              ? [{ id: 'compare', label: t('hanging.editor.compare'), run: () => toggle('upgrade') }]
              : []),
            {
              id: 'export',
              label: t('hanging.editor.export.durbeen'),
              run: () => exporting.write(protocol, 'durbeen'),
            },
            {
              id: 'dicom',
              label: t('hanging.editor.export.dicom'),
              run: () => exporting.write(protocol, 'dicom'),
            },
          ]}
        />
      </div>
      {!isShipped && <SitesElsewhere protocol={protocol} onChange={(changed) => void onKeep(changed)} />}
      {isBaseNewer && base && (
        <p className={styles.warning}>
          {t('hanging.editor.newer', { name: base.name, version: base.version, from: protocol.basedOnVersion ?? 1 })}
          <Button onClick={() => toggle('upgrade')} aria-expanded={opened === 'upgrade'}>
            {t('hanging.editor.compare')}
          </Button>
        </p>
      )}
      <ExportedNote {...exporting} />
      {opened === 'upgrade' && base && (
        <Upgrade own={protocol} base={base} onKeep={onKeep} onDone={() => setOpened(undefined)} />
      )}
      {opened === 'versions' && <Versions of={protocol} onKeep={onKeep} />}
    </li>
  );
}
