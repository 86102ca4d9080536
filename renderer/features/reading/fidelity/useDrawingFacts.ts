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
  const { shuttersShown, foundShutters } = useStore(fidelityState);
  const foundShutterOf = (imageId: string) => {
    const found = foundShutters.get(imageId);
    return found === undefined || found === 'none' ? found : 'shutter';
  };
  return { backend, trouble, shuttersShown, foundShutterOf, profileOf };
}
