import { useStore } from 'zustand';
import styles from './RateChart.module.css';
import { type RateSample, rateHistory, samplesKept } from './rateHistory.ts';

/** The rate of the last minutes, newest at the end; a column of a line that is away stands hatched from the ground up. */
export function RateChart({ columns = samplesKept, height = 16 }: { columns?: number; height?: number }) {
  const samples = useStore(rateHistory, ({ samples: all }) => all).slice(-columns);
  const most = Math.max(1, ...samples.map(({ bytesPerSecond = 0 }) => bytesPerSecond));
  const width = columns * 3;
  return (
    <svg className={styles.chart} viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      {samples.map((sample, index) => (
        <Column
          key={sample.at}
          sample={sample}
          x={(columns - samples.length + index) * 3}
          share={(sample.bytesPerSecond ?? 0) / most}
          height={height}
        />
      ))}
    </svg>
  );
}

interface ColumnProps {
  readonly sample: RateSample;
  readonly x: number;
  readonly share: number;
  readonly height: number;
}

function Column({ sample, x, share, height }: ColumnProps) {
  const isAway = sample.isAway && sample.bytesPerSecond === undefined;
  const tall = sample.bytesPerSecond === undefined ? 1 : Math.max(1, share * height);
  return (
    <rect className={isAway ? styles.columnAway : styles.column} x={x} width={2} y={height - tall} height={tall} />
  );
}
