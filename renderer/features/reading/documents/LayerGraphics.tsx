import type { Vector3 } from '#shared/dicom/vectors.ts';
import type { ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { LayerLines } from './LayerLines.tsx';
import { cssOf } from './LayerSwitch.tsx';
import styles from './Layers.module.css';
import { isOnePicture, type LayerDrawing, type LayerPath, type LayerText } from './layerDrawing.ts';

/** In signs: a longer one hides what it names. */
const longestLabel = 80;

interface LayerGraphicsProps {
  readonly drawing: Pick<LayerDrawing, 'paths' | 'texts'>;
  readonly view: ImageBoxView;
}

/** Lines and words of a layer, broken so that they are never taken for the reader's own. */
export function LayerGraphics({ drawing: { paths, texts }, view }: LayerGraphicsProps) {
  if (paths.length + texts.length === 0) return null;
  if (isOnePicture(paths)) {
    return (
      <>
        <LayerLines paths={paths} view={view} />
        <LayerGraphics drawing={{ paths: [], texts }} view={view} />
      </>
    );
  }
  return (
    <svg className={styles.graphics} aria-hidden="true">
      {paths.map((path, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a drawing is made anew as a whole.
        <Path key={index} path={path} view={view} />
      ))}
      {texts.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a drawing is made anew as a whole.
        <Words key={index} text={text} view={view} />
      ))}
    </svg>
  );
}

function Path({ path, view }: { path: LayerPath; view: ImageBoxView }) {
  const points = path.points.map((point) => view.boxPointAt(point));
  const [first] = points;
  if (!first) return null;
  const stroke = cssOf(path.colour);
  const label = path.label === '' ? null : <Label at={first} words={path.label} colour={stroke} />;
  if (path.isPoint) {
    return (
      <g>
        <path d={`M${first.x - 5} ${first.y}h10M${first.x} ${first.y - 5}v10`} className={styles.halo} />
        <path
          d={`M${first.x - 5} ${first.y}h10M${first.x} ${first.y - 5}v10`}
          className={styles.line}
          stroke={stroke}
        />
        {label}
      </g>
    );
  }
  const d = `M${points.map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}${path.closed ? 'Z' : ''}`;
  return (
    <g>
      <path d={d} className={styles.halo} />
      <path d={d} className={styles.line} stroke={stroke} fill={path.filled ? stroke : 'none'} data-layer-path="" />
      {label}
    </g>
  );
}

function Words({ text, view }: { text: LayerText; view: ImageBoxView }) {
  const at = view.boxPointAt(text.at);
  const anchor = text.anchor && view.boxPointAt(text.anchor as Vector3);
  const colour = cssOf(text.colour);
  return (
    <g>
      {anchor && <path d={`M${at.x} ${at.y}L${anchor.x} ${anchor.y}`} className={styles.line} stroke={colour} />}
      {text.text.split('\n').map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line of a text is its place.
        <Label key={index} at={{ x: at.x, y: at.y + 14 * (index + 1) }} words={line} colour={colour} />
      ))}
    </g>
  );
}

function Label({
  at,
  words,
  colour,
}: {
  at: { readonly x: number; readonly y: number };
  words: string;
  colour: string;
}) {
  return (
    <text x={at.x + 4} y={at.y - 4} className={styles.text} fill={colour}>
      {words.length > longestLabel ? `${words.slice(0, longestLabel - 1)}…` : words}
    </text>
  );
}
