import { useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { profileOf } from '../../../imaging/frames/colourProfiles.ts';
import { useReading } from '../readingContext.ts';
import type { DrawingFacts } from './drawingMarks.ts';
import { fidelityState } from './fidelityState.ts';

/** What is drawn with just now, and what of the data is shown over the pixels. */
export function useDrawingFacts(): DrawingFacts {
  const { graphics } = useReading().imaging;
  const { backend, trouble } = useSyncExternalStore(graphics.subscribe, graphics.snapshot);
  const { shuttersShown } = useStore(fidelityState);
  return { backend, trouble, shuttersShown, profileOf };
}
