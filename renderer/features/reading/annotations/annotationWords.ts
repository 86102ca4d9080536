import type { TFunction } from 'i18next';
import type { Annotation, AnnotationValue } from '#shared/annotations/annotation.ts';
import { shownText } from '#shared/dicom/shownText.ts';
import type { SilentLayer } from '../../../imaging/drawing/measureOn.ts';

/** What is told of an annotation, kept or being drawn. */
export type Told = Pick<Annotation, 'kind' | 'text' | 'values' | 'basis' | 'factor'> & {
  readonly noValues?: readonly SilentLayer[] | undefined;
  /** Its image has been replaced since by one that says otherwise of itself. */
  readonly isOfEarlierImage?: boolean | undefined;
};

/** Longer lines are broken at a word. */
const lineLength = 42;

/**
 * The words beside a figure, line by line: values with unit and basis, or why there are none, then what was written.
 * "25.0 mm", "mean 44.8 SD 11.8 HU", "2.48 cm": never a length without its basis (E2); none is said of
 * what is so by nature: mm of the patient, and cm of an ultrasound region.
 */
export function annotationLines(told: Told, t: TFunction): readonly string[] {
  const values = valueLines(told, t);
  const earlier = told.isOfEarlierImage ? [t('annotations.ofEarlierImage')] : [];
  return [...values, ...earlier, ...reasonLines(told, t), ...brokenLines(shownText(told.text))];
}

/**
 * The words on the image: the value with its unit and the sign of its basis, "24.8 mm ×1.04", so that little of the
 * image is covered. All of it stands in `annotationLines`, for the list and for the figure in the hand.
 */
export function annotationMark(told: Told, t: TFunction): readonly string[] {
  const { values, noValues = [], isOfEarlierImage = false } = told;
  const earlier = isOfEarlierImage ? [t('annotations.short.ofEarlierImage')] : [];
  const none = noValues.length > 0 && !values.some(({ name }) => name === 'mean' || name === 'value');
  const silent = none ? [t('annotations.short.noValue')] : [];
  return [...shortValues(told, t), ...earlier, ...silent, ...brokenLines(shownText(told.text))];
}

function shortValues(told: Told, t: TFunction): readonly string[] {
  const { kind, values, basis, factor } = told;
  const find = (name: string) => values.find((value) => value.name === name);
  const sign = basis ? t(`annotations.short.basis.${basis}`, { factor: factor?.toFixed(2) ?? '' }) : '';
  const signed = (text: string) => (sign === '' ? text : `${text} ${sign}`);
  const [ratio, area] = [find('ratio'), find('area')];
  if (kind === 'cardiothoracicRatio' && ratio)
    return [t('annotations.values.ratio', { ratio: ratio.value.toFixed(0) })];
  if (!area) return measuredLines(told, signed, t);
  const means = values.filter(({ name }) => name === 'mean');
  return [...means.map((mean) => inLayer(mean.layer, shortMean(mean, values, t))), signed(sizeText(area))];
}

/** Of uptake the highest value is asked for first; of all else the mean. */
function shortMean(mean: AnnotationValue, values: readonly AnnotationValue[], t: TFunction): string {
  const find = (wanted: string) => values.find(({ name, layer }) => name === wanted && layer === mean.layer);
  const [max, sd] = [find('max'), find('sd')];
  const unit = mean.unit === '' ? '' : ` ${mean.unit}`;
  if (mean.unit.startsWith('SUV') && max) {
    return t('annotations.short.uptake', { max: valueText(max.value), mean: valueText(mean.value), unit });
  }
  return `${valueText(mean.value)}${sd ? ` ± ${valueText(sd.value)}` : ''}${unit}`;
}

function valueLines(told: Told, t: TFunction): readonly string[] {
  const { basis, factor } = told;
  const words = basis ? t(`reading.basis.${basis}`, { factor: factor?.toFixed(2) ?? '' }) : '';
  return measuredLines(told, (text) => (words === '' ? text : `${text} ${words}`), t);
}

function measuredLines({ kind, values }: Told, withBasis: (text: string) => string, t: TFunction): readonly string[] {
  const find = (name: string) => values.find((value) => value.name === name);
  const [length, area, angle, cobb] = ['length', 'area', 'angle', 'cobb'].map(find);
  switch (kind) {
    case 'length':
      return length ? [withBasis(sizeText(length))] : [];
    case 'bidirectional': {
      const [long, short] = [find('longAxis'), find('shortAxis')];
      if (!long) return [];
      const axes = short && t('annotations.values.axes', { long: numberText(long), short: sizeText(short) });
      return [withBasis(axes ?? sizeText(long))];
    }
    case 'angle':
      return angle ? [`${angle.value.toFixed(1)}°`] : [];
    case 'cobb':
      return cobb ? [t('annotations.values.cobb', { angle: `${cobb.value.toFixed(1)}°` })] : [];
    case 'cardiothoracicRatio':
      return ratioLines(find, withBasis, t);
    case 'probe':
      return values.filter(({ name }) => name === 'value').map((each) => probeLine(each, t));
    default:
      return area ? regionLines(values, withBasis(sizeText(area)), t) : [];
  }
}

type Find = (name: string) => AnnotationValue | undefined;

function ratioLines(find: Find, withBasis: (text: string) => string, t: TFunction): readonly string[] {
  const [ratio, heart, thorax] = ['ratio', 'heart', 'thorax'].map(find);
  if (!heart || !thorax) return [];
  const widths = t('annotations.values.widths', { heart: numberText(heart), thorax: sizeText(thorax) });
  const lines = [withBasis(widths)];
  return ratio ? [t('annotations.values.ratio', { ratio: ratio.value.toFixed(0) }), ...lines] : lines;
}

function probeLine(value: AnnotationValue, t: TFunction): string {
  return inLayer(value.layer, `${valueText(value.value)} ${unitText(value, t)}`.trim());
}

/** The values of each layer in its own unit (LN5); the area once. */
function regionLines(values: readonly AnnotationValue[], area: string, t: TFunction): readonly string[] {
  const layers = [...new Set(values.filter(({ name }) => name === 'mean').map(({ layer }) => layer))];
  const only = layers.length === 1 && layers[0] === undefined;
  const told = layers.flatMap((layer) => layerLines(values, layer, t));
  const pixels = only ? values.find(({ name }) => name === 'pixels') : undefined;
  return pixels
    ? [...told, t('annotations.values.area', { area, pixels: pixels.value })]
    : [...told, t('annotations.values.areaOnly', { area })];
}

function layerLines(values: readonly AnnotationValue[], layer: string | undefined, t: TFunction): readonly string[] {
  const find = (name: string) => values.find((value) => value.name === name && value.layer === layer);
  const [mean, sd, min, max] = ['mean', 'sd', 'min', 'max'].map(find);
  if (!mean || !sd || !min || !max) return [];
  const spread = { mean: valueText(mean.value), sd: valueText(sd.value), unit: unitText(mean, t) };
  return [
    inLayer(layer, t('annotations.values.mean', spread)),
    inLayer(layer, t('annotations.values.range', { min: valueText(min.value), max: valueText(max.value) })),
  ];
}

/** Why there are no values; once where no layer has any for the same reason. */
function reasonLines({ noValues = [], values }: Told, t: TFunction): readonly string[] {
  const isSame = new Set(noValues.map(({ reason }) => reason)).size === 1;
  const isAll = !values.some(({ layer }) => layer !== undefined);
  const said = isSame && isAll ? noValues.slice(0, 1).map(({ reason }) => ({ layer: undefined, reason })) : noValues;
  return said.map(({ layer, reason }) => inLayer(layer, t(`annotations.noValues.${reason}`)));
}

function inLayer(layer: string | undefined, text: string): string {
  return layer === undefined ? text : `${layer} ${text}`;
}

function unitText({ unit }: AnnotationValue, t: TFunction): string {
  return unit === '' ? t('annotations.values.stored') : unit;
}

/** Tenths of a mm, hundredths of other units, whole pixels. */
function numberText({ value, unit }: AnnotationValue): string {
  const digits = unit.startsWith('px') ? 0 : unit === 'mm' || unit === 'mm²' ? 1 : 2;
  return value.toFixed(digits);
}

function sizeText(size: AnnotationValue): string {
  return `${numberText(size)} ${size.unit}`;
}

/** As many digits as say something: HU in tenths, SUV in hundredths, counts whole. */
function valueText(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 10_000) return value.toFixed(0);
  return value.toFixed(size >= 100 ? 1 : size >= 10 ? 1 : 2);
}

function brokenLines(text: string): readonly string[] {
  const lines: string[] = [];
  for (const line of text.split(/\r?\n/).slice(0, 12)) {
    let rest = line;
    while (rest.length > lineLength) {
      const space = rest.lastIndexOf(' ', lineLength);
      const end = space > lineLength / 2 ? space : lineLength;
      lines.push(rest.slice(0, end));
      rest = rest.slice(end).trimStart();
    }
    if (rest !== '') lines.push(rest);
  }
  return lines;
}
