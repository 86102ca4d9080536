import { metaData } from '@cornerstonejs/core';
import { framePlaneOf } from '../placement/framePlane.ts';
import type { CatalogueEntry, FrameCatalogue } from './frameCatalogue.ts';

/**
 * Answers Cornerstone's questions from memory, before any of its own providers. Multi-valued attributes are arrays
 * always (SF21). The answers describe the pixels as we hand them over, after modality values and inversion:
 * nothing is left for Cornerstone to decide (SF22, SF26).
 */
export function registerMetadata(catalogue: FrameCatalogue): () => void {
  const provider = (type: string, imageId: unknown): unknown => {
    const entry = typeof imageId === 'string' ? catalogue.find(imageId) : undefined;
    return entry && moduleOf(type, entry);
  };
  metaData.addProvider(provider, 100_000);
  return () => metaData.removeProvider(provider);
}

function moduleOf(type: string, entry: CatalogueEntry): unknown {
  switch (type) {
    case 'imagePixelModule':
      return imagePixelModule(entry);
    case 'imagePlaneModule':
      return imagePlaneModule(entry);
    case 'voiLutModule':
      return { windowCenter: [], windowWidth: [], voiLUTFunction: [] };
    case 'modalityLutModule':
      return { rescaleSlope: 1, rescaleIntercept: 0 };
    case 'generalSeriesModule':
      return generalSeriesModule(entry);
    case 'sopCommonModule':
      return { sopClassUID: entry.image.sopClassUID, sopInstanceUID: entry.image.sopInstanceUID };
    case 'generalImageModule':
      return { instanceNumber: entry.image.instanceNumber };
    case 'calibrationModule':
      return {};
    default:
      return undefined;
  }
}

function imagePixelModule({ image, valueType }: CatalogueEntry) {
  const colour = valueType === 'RGB';
  return {
    rows: image.layout.rows,
    columns: image.layout.columns,
    samplesPerPixel: colour ? 3 : 1,
    photometricInterpretation: colour ? 'RGB' : 'MONOCHROME2',
    bitsAllocated: colour ? 8 : 16,
    bitsStored: colour ? 8 : 16,
    highBit: colour ? 7 : 15,
    pixelRepresentation: colour ? 0 : 1,
  };
}

function imagePlaneModule(entry: CatalogueEntry) {
  const { origin, orientation, spacing } = framePlaneOf(entry);
  return {
    rows: entry.image.layout.rows,
    columns: entry.image.layout.columns,
    imagePositionPatient: [...origin],
    imageOrientationPatient: [...orientation.row, ...orientation.column],
    rowCosines: [...orientation.row],
    columnCosines: [...orientation.column],
    rowPixelSpacing: spacing.betweenRows,
    columnPixelSpacing: spacing.betweenColumns,
    pixelSpacing: [spacing.betweenRows, spacing.betweenColumns],
    sliceThickness: entry.frame.sliceThicknessMm,
    frameOfReferenceUID: entry.image.frameOfReferenceUID ?? entry.image.sopInstanceUID,
  };
}

function generalSeriesModule({ image }: CatalogueEntry) {
  return {
    modality: image.modality,
    seriesInstanceUID: image.seriesInstanceUID,
    studyInstanceUID: image.studyInstanceUID,
  };
}
