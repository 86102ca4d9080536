import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '#renderer/i18n/format.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { KeyHint } from '#renderer/ui/KeyHint.tsx';
import { Menu } from '#renderer/ui/Menu.tsx';
import type { WorklistFilter } from '#shared/worklist/filterWorklist.ts';
import styles from './Worklist.module.css';
import { isFiltered, toggled } from './worklistView.ts';

interface FilterBarProps {
  readonly filter: WorklistFilter;
  readonly choices: { readonly modalities: readonly string[]; readonly sites: readonly string[] };
  readonly quick: readonly QuickFilter[];
  readonly shown: number;
  readonly total: number;
  readonly find: RefObject<HTMLInputElement | null>;
  readonly onFilter: (filter: WorklistFilter) => void;
  readonly onLeaveFind: () => void;
  readonly onClear: () => void;
}

export interface QuickFilter {
  readonly id: string;
  readonly keys: string;
  readonly on: boolean;
  readonly toggle: () => void;
}

export function FilterBar(props: FilterBarProps) {
  const { t } = useTranslation();
  const { filter, choices, onFilter } = props;
  const modalities = filter.modalities ?? [];
  const sites = filter.sites ?? [];
  return (
    <div className={styles.tools} role="toolbar" aria-label={t('worklist.filter.label')}>
      <FindField {...props} />
      <div className={styles.chips}>
        {props.quick.map(({ id, keys, on, toggle }) => (
          <Chip key={id} on={on} keys={keys} onClick={toggle}>
            {t(`worklist.filter.${id}`)}
          </Chip>
        ))}
      </div>
      {choices.modalities.length > 0 && <span className={styles.divider} />}
      <div className={styles.chips}>
        {choices.modalities.slice(0, 8).map((modality) => (
          <Chip
            key={modality}
            on={modalities.includes(modality)}
            onClick={() => onFilter({ ...filter, modalities: toggled(modalities, modality) })}
          >
            {modality}
          </Chip>
        ))}
      </div>
      {choices.sites.length > 1 && (
        <Menu
          trigger={
            <button type="button" className={styles.chip} aria-pressed={sites.length > 0}>
              {sites.length > 0 ? sites.join(', ') : t('worklist.filter.site')} <KeyHint keys="6" />
            </button>
          }
          items={choices.sites.map((site) => ({
            id: site,
            label: sites.includes(site) ? `✓ ${site}` : site,
            run: () => onFilter({ ...filter, sites: toggled(sites, site) }),
          }))}
        />
      )}
      {isFiltered(filter) && (
        <Button kind="quiet" keys="Escape" onClick={props.onClear}>
          {t('worklist.filter.clear')}
        </Button>
      )}
      <span className={styles.shown} role="status">
        {t('worklist.shown', { shown: formatCount(props.shown), total: formatCount(props.total) })}
      </span>
    </div>
  );
}

function FindField({ filter, find, onFilter, onLeaveFind }: FilterBarProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.find}>
      <Icon name="search" />
      <input
        ref={find}
        type="search"
        dir="auto"
        aria-label={t('worklist.find')}
        placeholder={t('worklist.find')}
        value={filter.text ?? ''}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onFilter({ ...filter, text: event.target.value })}
        onKeyDown={(event) => {
          // Hands go from the words straight to the rows.
          if (event.key !== 'Enter' && event.key !== 'ArrowDown') return;
          event.preventDefault();
          onLeaveFind();
        }}
      />
      {!filter.text && <KeyHint keys="/" />}
    </div>
  );
}

function Chip({
  on,
  keys,
  onClick,
  children,
}: {
  on: boolean;
  keys?: string;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <button type="button" className={styles.chip} aria-pressed={on} onClick={onClick}>
      {children}
      {keys !== undefined && <KeyHint keys={keys} />}
    </button>
  );
}
