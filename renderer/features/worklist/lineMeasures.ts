import { useState } from 'react';
import { useAnswer } from '#renderer/host/hostContext.ts';
import { useNow } from '#renderer/ui/clock.ts';
import type { LineDescription } from '#shared/contract/link.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { LineMeasure } from './readinessText.ts';

/** A line that carries something is measured within this; after it, "measuring" would be a spinner without an end. */
const mostMeasuringMs = 60_000;

type LineAsKnown = Pick<LineDescription, 'archiveId' | 'state' | 'usualBytesPerSecond'>;

/** Remembers since when each line has been fetching without a figure, so that "measuring" ends. */
export function createMeasureWatch() {
  const since = new Map<ArchiveId, number>();
  return (line: LineAsKnown | undefined, nowMs: number): LineMeasure => {
    if (!line) return 'unmeasured';
    if (line.usualBytesPerSecond !== undefined) return 'measured';
    if (line.state !== 'fetching') {
      since.delete(line.archiveId);
      return 'unmeasured';
    }
    const start = since.get(line.archiveId) ?? nowMs;
    since.set(line.archiveId, start);
    return nowMs - start < mostMeasuringMs ? 'measuring' : 'unmeasured';
  };
}

/** How far each archive's line has been measured. */
export function useLineMeasures(): (archiveId: ArchiveId) => LineMeasure {
  const { answer } = useAnswer('link.read', {});
  const [judge] = useState(createMeasureWatch);
  const now = useNow();
  const lines = answer?.lines ?? [];
  return (archiveId) =>
    judge(
      lines.find((line) => line.archiveId === archiveId),
      now,
    );
}
