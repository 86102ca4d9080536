import type { TFunction } from 'i18next';
import { useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { widestGap } from '#shared/dicom/sliceGaps.ts';
import type { FusionLook, FusionLookKeeper } from '../../../imaging/fusion/fusionLook.ts';
import { coloursOf } from '../../../imaging/fusion/fusionLook.ts';
import type { FusionView } from '../../../imaging/fusion/fusionView.ts';
import type { LayerValue } from '../../../imaging/fusion/layerValue.ts';
import type { VolumeModel } from '../../../imaging/volume/volumeModel.ts';
import type { FrameLink } from '../../../session/frameLinks.ts';
import type { NamedDisplaySet } from '../../../session/studyImages.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { archiveGapsOf, gapText } from '../fidelity/archiveGaps.ts';
import { lossOfAny } from '../fidelity/fidelityMarks.ts';
import { useBoxState, useLedger, useReading, useReadingState } from '../readingContext.ts';
import { cornerState } from './cornerState.ts';
import styles from './FusionWords.module.css';
import { patientLaidOver } from './patientOnScreen.ts';
import { MadeWords } from './VolumeWords.tsx';

interface FusionWordsProps {
  readonly view: FusionView;
  readonly under: NamedDisplaySet;
  readonly over: NamedDisplaySet;
  readonly link: FrameLink | undefined;
}

/**
 * What lies over what, in which colours and units, and the values of both at the crosshair (LN5): one line below the
 * picture, for nothing of it may lie on a lesion.
 */
export function FusionWords({ view, under, over }: Omit<FusionWordsProps, 'link'>) {
  const { look, over: model } = view;
  return look && model ? <Words {...{ view, under, over, look, model }} /> : null;
}

interface WordsProps extends Omit<FusionWordsProps, 'link'> {
  readonly look: FusionLookKeeper;
  readonly model: VolumeModel;
}

function Words({ view, under, over, look, model }: WordsProps) {
  const { t } = useTranslation();
  const shown = useSyncExternalStore(look.subscribe, look.state);
  const { wordsShown } = useStore(cornerState);
  useBoxState(view);
  const [lower, upper] = view.valuesAt(view.model.crosshair());
  const way = t('together.overLook', { palette: t(`together.palettes.${shown.palette}`), voxel: voxelText(model) });
  const stored = [lower, upper].flatMap((value) => (value ? storedText(value, t) : []));
  return (
    <div className={styles.words} data-testid="fusion-words" data-opacity={shown.opacity} data-shown={wordsShown}>
      <strong title={`${nameOf(over)} · ${nameOf(under)}\n${way}`}>
        {t('together.over', { over: over.set.modality, under: under.set.modality })}
      </strong>
      <ColourBar look={look} shown={shown} />
      {shown.handsOn === 'over' && <em>{t('together.handsOnOver', { modality: model.set.modality })}</em>}
      <span
        className={styles.values}
        data-testid="fusion-values"
        title={[t('together.atCrosshair'), ...stored].join('\n')}
      >
        <svg viewBox="0 0 16 16" width="11" height="11" fill="none" stroke="currentColor" aria-hidden="true">
          <path d="M8 1v5M8 10v5M1 8h5M10 8h5" strokeWidth="1.6" />
        </svg>
        {[lower, upper].flatMap((value) => (value ? valueText(value, t) : [])).join(' · ')}
      </span>
    </div>
  );
}

/** What must be known of the upper layer and of how it came to lie there, among the words of the box. */
export function FusionMarks({ view, link }: Pick<FusionWordsProps, 'view' | 'link'>) {
  const { t } = useTranslation();
  useBoxState(view);
  const { over: model } = view;
  // A slice of the upper layer may come when nothing of the lower one changes: the last of them would be awaited for ever.
  useSyncExternalStore(model?.subscribe ?? unheard, () => model?.version);
  if (!model) return null;
  const { slots } = model.grid;
  const absent = model.absentSlots();
  const lacking = absent.filter((slot) => !slots[slot]).length;
  const { modality } = model.set;
  const mm = gapText(widestGap(archiveGapsOf(model.set)));
  return (
    <>
      <OtherPatient set={model.set} />
      {link && (
        <span className={styles.warning}>
          {t('together.alignedByImages', { mm: link.offsetMm.toFixed(1), degrees: link.degrees.toFixed(1) })}
        </span>
      )}
      {absent.length > lacking && (
        <span className={styles.warning} data-testid="fusion-loading">
          {t('together.overLoading', { modality, here: slots.length - absent.length, count: slots.length - lacking })}
        </span>
      )}
      {lacking > 0 && (
        <span className={styles.warning}>
          {t('together.layerMark', { modality, mark: t('fidelity.badge.missing', { count: lacking, mm }) })}
        </span>
      )}
      <LayerMarks model={model} />
    </>
  );
}

/** The plate of the box speaks of the lower layer: the upper may be somebody else's (T22). */
function OtherPatient({ set }: { set: DisplaySet }) {
  const { t } = useTranslation();
  const { session } = useReading();
  const current = useReadingState(({ snapshot }) => snapshot.item);
  const own = session.studyOf(set.id)?.snapshot.item ?? current;
  const { patient, differs } = useMemo(() => patientLaidOver(current, own, set), [current, own, set]);
  if (!differs) return null;
  const who = [patient?.name?.alphabetic, patient?.patientId].filter(Boolean).join(', ');
  const mark = [t(`reading.otherPatient.${differs}`), who].filter(Boolean).join(': ');
  return (
    <b className={styles.warning} role="alert" data-testid="fusion-other-patient">
      {t('together.layerMark', { modality: set.modality, mark })}
    </b>
  );
}

function unheard(): () => void {
  return () => undefined;
}

/** How far the pixels of the upper layer may be trusted: the badges of the box speak of the lower one. */
function LayerMarks({ model }: { model: VolumeModel }) {
  const { t } = useTranslation();
  const ledger = useLedger();
  const { set, grid } = model;
  const [loss] = lossOfAny(set, ledger);
  return (
    <>
      {loss && (
        <Badge
          tone={loss.tone}
          shape={<Icon name="triangle" />}
          title={t(`fidelity.badge.${loss.name}Title`, loss.values ?? {})}
        >
          {t('together.layerMark', {
            modality: set.modality,
            mark: t(`fidelity.badge.${loss.name}`, loss.values ?? {}),
          })}
        </Badge>
      )}
      <MadeWords grid={grid} layer={set.modality} />
    </>
  );
}

/** The colours from the lower end of the window to the upper, with the unit; below it, how much of them covers. */
function ColourBar({ look, shown }: { look: FusionLookKeeper; shown: FusionLook }) {
  const { t } = useTranslation();
  const colours = coloursOf(shown.palette);
  const stops = Array.from({ length: 17 }, (_, index) => {
    const at = Math.min(255, index * 16) * 3;
    return `rgb(${colours[at]} ${colours[at + 1]} ${colours[at + 2]})`;
  });
  return (
    <div className={styles.bar}>
      <span>{rounded(shown.low)}</span>
      <i style={{ background: `linear-gradient(to right, ${stops.join(', ')})` }} />
      <span>{`${rounded(shown.high)} ${look.unit.unit || t('together.storedValues')}`}</span>
      <label title={t('together.commands.moreOpaque')}>
        <input
          type="range"
          min={0}
          max={100}
          value={Math.round(shown.opacity * 100)}
          aria-label={t('together.opacity')}
          onChange={(event) => look.change({ opacity: Number(event.target.value) / 100 })}
        />
        {`${Math.round(shown.opacity * 100)} %`}
      </label>
    </div>
  );
}

function nameOf({ set, description }: NamedDisplaySet): string {
  return description === '' ? set.modality : `${set.modality} ${description}`;
}

function voxelText({ grid }: VolumeModel): string {
  return [grid.spacing.betweenColumns, grid.spacing.betweenRows, grid.sliceSpacingMm]
    .map((mm) => mm.toFixed(1))
    .join(' × ');
}

/** "CT 43 HU", "PT 5.21 SUVbw": each layer by its modality, in its own unit. */
function valueText(layer: LayerValue, t: TFunction): string {
  const { modality } = layer;
  if ('reason' in layer) return t('together.layerMark', { modality, mark: t(`annotations.noValues.${layer.reason}`) });
  const { unit, value } = layer;
  const number = unit === 'SUVbw' ? value.toFixed(2) : value.toFixed(0);
  return `${modality} ${number} ${unit || t('together.storedValues')}`;
}

/** What is stored where another number is shown: a detail, for whoever asks. */
function storedText(layer: LayerValue, t: TFunction): readonly string[] {
  if ('reason' in layer || layer.value === layer.raw) return [];
  return [t('together.storedAt', { modality: layer.modality, value: layer.raw.toFixed(0) })];
}

function rounded(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(1);
}
