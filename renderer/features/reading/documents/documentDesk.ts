import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import type { StudyDocument } from '#shared/dicom/documents/studyDocuments.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import { useReading } from '../readingContext.ts';
import type { LayerSource } from './layerSource.ts';

export interface OpenDocument {
  readonly document: StudyDocument;
  readonly snapshot: StudySnapshot;
}

/** A second layer that somebody asked for. */
export interface ShownLayer {
  readonly source: LayerSource;
  /** What it was read from, and of which study: an earlier one's layer may lie over images of today. */
  readonly open: OpenDocument;
  readonly header: DicomDataset;
  /** Parts that were switched off in its legend, by number. */
  readonly hidden: ReadonlySet<number>;
}

export interface DocumentDeskState {
  readonly open: OpenDocument | undefined;
  /** By SOP Instance UID; empty until a reader asks: nothing of others lies over an image by itself. */
  readonly layers: ReadonlyMap<string, ShownLayer>;
  /** 0 to 1, of what is filled. */
  readonly opacity: number;
  /** Layers are put aside for a moment, all at once. */
  readonly aside: boolean;
}

export type DocumentDesk = StoreApi<DocumentDeskState>;

const desks = new WeakMap<ReadingSession, DocumentDesk>();

/** The documents of the study on the desk: which is open, and which lie over the images. Ends with its session. */
export function documentDeskOf(session: ReadingSession): DocumentDesk {
  const known = desks.get(session);
  if (known) return known;
  const desk = createStore<DocumentDeskState>(() => ({
    open: undefined,
    layers: new Map(),
    opacity: 0.4,
    aside: false,
  }));
  desks.set(session, desk);
  return desk;
}

export function useDocumentDesk<Part>(select: (state: DocumentDeskState) => Part): Part {
  return useStore(documentDeskOf(useReading().session), select);
}

export function openDocument(desk: DocumentDesk, open: OpenDocument | undefined): void {
  desk.setState({ open });
}

/** One presentation at a time: two would each undo what the other did to the window. */
export function showLayer(desk: DocumentDesk, shown: Omit<ShownLayer, 'hidden'>): void {
  const { source } = shown;
  const layers = new Map(desk.getState().layers);
  if (source.kind === 'presentation') {
    for (const [uid, layer] of layers) if (layer.source.kind === 'presentation') layers.delete(uid);
  }
  layers.set(source.sopInstanceUID, { ...shown, hidden: new Set() });
  desk.setState({ layers, aside: false });
}

export function removeLayer(desk: DocumentDesk, sopInstanceUID: string): void {
  const layers = new Map(desk.getState().layers);
  layers.delete(sopInstanceUID);
  desk.setState({ layers });
}

export function togglePart(desk: DocumentDesk, sopInstanceUID: string, part: number): void {
  const layers = new Map(desk.getState().layers);
  const layer = layers.get(sopInstanceUID);
  if (!layer) return;
  const hidden = new Set(layer.hidden);
  if (!hidden.delete(part)) hidden.add(part);
  layers.set(sopInstanceUID, { ...layer, hidden });
  desk.setState({ layers });
}

const opacities = [0.2, 0.4, 0.7] as const;

/** The next of few opacities, and round again. */
export function stepOpacity(desk: DocumentDesk): void {
  const { opacity } = desk.getState();
  const next = opacities.find((one) => one > opacity) ?? opacities[0];
  desk.setState({ opacity: next, aside: false });
}
