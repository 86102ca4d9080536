import type { TFunction } from 'i18next';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readDate, readTime } from '#shared/dicom/dateTime.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { type ContentItem, readContentTree } from '#shared/dicom/documents/contentTree.ts';
import { marksImages } from '#shared/dicom/documents/findings.ts';
import { shownText, withoutUnseen } from '#shared/dicom/shownText.ts';
import { Button } from '../../../ui/Button.tsx';
import { useReading, useReadingState } from '../readingContext.ts';
import styles from './Documents.module.css';
import { type OpenDocument, useDocumentDesk } from './documentDesk.ts';
import { findImage, goToImage, setsFor } from './goToImage.ts';
import { LayerSwitch } from './LayerSwitch.tsx';
import { entriesAtOnce, firstEntries } from './reportPart.ts';

/** Says who wrote it and how, not what was found: at the end of what is read. */
const context = new Set(['HAS OBS CONTEXT', 'HAS ACQ CONTEXT', 'HAS CONCEPT MOD']);

/** The content of a structured report as text to read: headings, sentences, measurements, and the images it names. */
export function ReportDocument({ open, dataset }: { open: OpenDocument; dataset: DicomDataset }) {
  const { t } = useTranslation();
  const { root, cut } = useMemo(() => readContentTree(dataset), [dataset]);
  const [most, setMost] = useState(entriesAtOnce);
  const found = useMemo(() => partsOf(root, most), [root, most]);
  return (
    <article className={styles.report} data-testid="report-text">
      {cut && (
        <p className={styles.warning} role="alert">
          {t('documents.report.cut')}
        </p>
      )}
      {marksImages(root) && <LayerSwitch open={open} dataset={dataset} pixels={undefined} />}
      <Children items={found.content} level={3} />
      <Children items={found.context} level={4} quiet />
      {found.left > 0 && (
        <Button onClick={() => setMost(most + entriesAtOnce)}>
          {t('documents.report.more', { count: found.left })}
        </Button>
      )}
    </article>
  );
}

/** What is read, then who wrote it; as much of both as is put on the page at once. */
function partsOf(root: ContentItem, most: number) {
  const isContext = ({ relationship }: ContentItem) => context.has(relationship);
  const ordered = [...root.children.filter((item) => !isContext(item)), ...root.children.filter(isContext)];
  const { items, left } = firstEntries(ordered, most);
  return { content: items.filter((item) => !isContext(item)), context: items.filter(isContext), left };
}

interface ChildrenProps {
  readonly items: readonly ContentItem[];
  readonly level: number;
  readonly quiet?: boolean;
}

function Children({ items, level, quiet = false }: ChildrenProps) {
  const images = items.filter(({ valueType, children }) => valueType === 'IMAGE' && children.length === 0);
  return (
    <>
      {items
        .filter((item) => !images.includes(item))
        .map((item, index) => (
          // A content tree has no names of its own, and never changes.
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the tree is what an item is known by.
          <Item key={index} item={item} level={level} quiet={quiet} />
        ))}
      {images.length > 0 && <ImageLinks items={images} />}
    </>
  );
}

/** Headings go six deep in a page; a content tree goes deeper. */
const deepestHeading = 6;

function Item({ item, level, quiet }: { item: ContentItem; level: number; quiet: boolean }) {
  const { t } = useTranslation();
  const name = item.name ? shownText(item.name.meaning) : '';
  const text = readable(item, t);
  if (item.valueType === 'CONTAINER') {
    const Heading = `h${Math.min(level, deepestHeading)}` as 'h3';
    return (
      <section className={styles.section}>
        {name !== '' && <Heading className={styles.heading}>{name}</Heading>}
        <Children items={item.children} level={level + 1} quiet={quiet} />
      </section>
    );
  }
  if (text === '' && name === '' && item.children.length === 0) return null;
  const isParagraph = item.valueType === 'TEXT' && (name === '' || text.length > 80);
  return (
    <div className={quiet ? styles.quiet : styles.item}>
      {isParagraph && name !== '' && <span className={styles.name}>{name}</span>}
      <p className={styles.text} dir="auto">
        {!isParagraph && name !== '' && <span className={styles.name}>{name}: </span>}
        {text}
      </p>
      {item.textCut && <p className={styles.warning}>{t('documents.report.textCut')}</p>}
      {item.children.length > 0 && (
        <div className={styles.nested}>
          <Children items={item.children} level={level + 1} quiet={quiet} />
        </div>
      )}
    </div>
  );
}

function readable({ valueType, text, unit, shape }: ContentItem, t: TFunction): string {
  if (shape) return t('documents.report.shape', { type: shape.graphicType.toLowerCase() });
  if (valueType === 'NUM')
    return text === '' ? t('documents.report.noValue') : `${text} ${unit === '1' ? '' : (unit ?? '')}`.trim();
  if (valueType === 'DATE' || valueType === 'DATETIME') return dateText(text);
  if (valueType === 'TIME') return timeText(text);
  return withoutUnseen(text);
}

function dateText(text: string): string {
  const date = readDate(text.slice(0, 8));
  if (!date) return text;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.year}-${two(date.month)}-${two(date.day)} ${timeText(text.slice(8, 14))}`.trim();
}

function timeText(text: string): string {
  return readTime(text) === undefined ? '' : `${text.slice(0, 2)}:${text.slice(2, 4)}`;
}

const mostLinks = 40;

/** The images that a report names: each goes to its image, where that is in the study. */
function ImageLinks({ items }: { items: readonly ContentItem[] }) {
  const { t } = useTranslation();
  const { session } = useReading();
  const open = useDocumentDesk((desk) => desk.open);
  const studies = useReadingState((state) => state.studies);
  const sets = useMemo(() => (open ? setsFor(studies, open) : []), [studies, open]);
  const references = items.flatMap((item) => item.references);
  const places = references.flatMap((reference) => findImage(sets, reference) ?? []);
  const absent = references.length - places.length;
  return (
    <p className={styles.links}>
      {places.slice(0, mostLinks).map((place, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a report may name an image twice.
        <Button key={index} onClick={() => goToImage(session, place)}>
          {t('documents.image', { series: place.named.seriesNumber ?? '–', number: place.index + 1 })}
        </Button>
      ))}
      {places.length > mostLinks && <span>{t('documents.moreImages', { count: places.length - mostLinks })}</span>}
      {absent > 0 && <span className={styles.note}>{t('documents.imagesAbsent', { count: absent })}</span>}
    </p>
  );
}
