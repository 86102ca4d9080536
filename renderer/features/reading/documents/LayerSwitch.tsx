import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import type { Colour } from '#shared/dicom/documents/labColour.ts';
import { useRegisteredCommands } from '../../../session/useCommands.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { useReading, useReadingState } from '../readingContext.ts';
import styles from './Documents.module.css';
import {
  documentDeskOf,
  type OpenDocument,
  removeLayer,
  showLayer,
  stepOpacity,
  togglePart,
  useDocumentDesk,
} from './documentDesk.ts';
import { LayerWhere } from './LayerWhere.tsx';
import { goToLayer, reachOf } from './layerReach.ts';
import { type LayerSource, readLayerSource } from './layerSource.ts';
import { machineWords } from './machineWords.ts';

interface LayerSwitchProps {
  readonly open: OpenDocument;
  readonly dataset: DicomDataset;
  readonly pixels: Uint8Array | undefined;
}

/** Lays an object over the images, or takes it away; off until somebody asks. Its parts, each with its colour. */
export function LayerSwitch({ open, dataset, pixels }: LayerSwitchProps) {
  const { t } = useTranslation();
  const { session } = useReading();
  const desk = documentDeskOf(session);
  const snapshot = useReadingState((state) => state.snapshot);
  const studies = useReadingState((state) => state.studies);
  const source = useMemo(() => readLayerSource(open.document, dataset, pixels), [open, dataset, pixels]);
  const shown = useDocumentDesk(({ layers }) => layers.get(open.document.sopInstanceUID));
  const opacity = useDocumentDesk((state) => state.opacity);
  const reach = useMemo(
    () => (source ? reachOf({ snapshot, studies }, open, source) : []),
    [source, open, snapshot, studies],
  );
  const show = (found: LayerSource) => {
    showLayer(desk, { source: found, open, header: dataset });
    goToLayer(session, reach);
  };
  const opacityKey = useRegisteredCommands().find(({ id }) => id === 'documents.layerOpacity')?.keys[0];
  if (!source) return <p className={styles.note}>{t('documents.layer.none')}</p>;
  const { sopInstanceUID } = source;
  const kind = source.kind === 'presentation' || source.kind === 'keyImages' ? source.kind : 'layer';
  const parts = partsOf(source);
  const unnamed = unnamedFrames(source);
  return (
    <div className={styles.layer}>
      {source.origin.byMachine && <MachineBadge source={source} />}
      <Button
        aria-pressed={shown !== undefined}
        onClick={() => (shown ? removeLayer(desk, sopInstanceUID) : show(source))}
      >
        {t(`documents.${kind}.${shown ? 'remove' : 'show'}`)}
      </Button>
      {source.kind === 'segmentation' && shown && (
        <Button keys={opacityKey} onClick={() => stepOpacity(desk)}>
          {t('documents.layer.opacity', { percent: Math.round(opacity * 100) })}
        </Button>
      )}
      {kind === 'layer' && <LayerWhere reach={reach} />}
      {unnamed > 0 && <p className={styles.warning}>{t('documents.layer.unnamedFrames', { count: unnamed })}</p>}
      {parts.length > 0 && (
        <ul className={styles.legend} aria-label={t('documents.layer.legend')}>
          {parts.map(({ number, label, colour, note }) => (
            <li key={number}>
              <label className={styles.part}>
                <input
                  type="checkbox"
                  disabled={!shown}
                  checked={shown ? !shown.hidden.has(number) : false}
                  onChange={() => togglePart(desk, sopInstanceUID, number)}
                />
                <span className={styles.swatch} style={{ backgroundColor: cssOf(colour) }} />
                <span dir="auto">{label}</span>
                {note !== '' && <span className={styles.note}>{note}</span>}
              </label>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Found by a program: said wherever it is shown. */
export function MachineBadge({ source: { origin } }: { source: Pick<LayerSource, 'origin'> }) {
  const { t } = useTranslation();
  return (
    <Badge tone="attention" icon="triangle" wraps>
      {machineWords(origin, t)}
    </Badge>
  );
}

/** Frames that do not say of which part they are: they are drawn as none. */
function unnamedFrames(source: LayerSource): number {
  if (source.kind !== 'segmentation' || source.segmentation.kind === 'LABELMAP') return 0;
  return source.segmentation.frames.filter(({ segmentNumber }) => segmentNumber === undefined).length;
}

interface Part {
  readonly number: number;
  readonly label: string;
  readonly colour: Colour;
  readonly note: string;
}

function partsOf(source: LayerSource): readonly Part[] {
  if (source.kind === 'segmentation') {
    return source.segmentation.segments.map(({ algorithmType, ...part }) => ({
      ...part,
      note: algorithmType.toLowerCase(),
    }));
  }
  if (source.kind !== 'structures') return [];
  return source.structures.regions.map(({ number, name, colour, algorithm }) => ({
    number,
    label: name,
    colour,
    note: algorithm.toLowerCase(),
  }));
}

export function cssOf({ red, green, blue }: Colour): string {
  return `rgb(${red} ${green} ${blue})`;
}
