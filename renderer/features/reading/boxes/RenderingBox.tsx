import { useEffect, useRef, useState } from 'react';
import type { RenderingView } from '../../../imaging/rendering/renderingView.ts';
import { useReading } from '../readingContext.ts';
import type { BoxProps } from './boxProps.ts';
import { BoxFrame } from './ImageBox.tsx';
import type { Refusal } from './VolumeRefused.tsx';

/** An image box that shows a volume in space; or the reason why it cannot, in its place. */
export function RenderingBox({ box, named, hidden }: BoxProps<'rendering'>) {
  const { imaging } = useReading();
  const lent = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<RenderingView>();
  const [refusal, setRefusal] = useState<Refusal>();
  const { set } = named;
  useEffect(() => {
    const element = lent.current;
    const opened = element ? imaging.openRendering(element, set) : undefined;
    setView(opened?.ok ? opened.value : undefined);
    setRefusal(opened && !opened.ok ? opened.failure : undefined);
    return () => {
      setView(undefined);
      if (opened?.ok) opened.value.close();
    };
  }, [imaging, set]);
  return (
    <BoxFrame box={box} named={named} hidden={hidden} lent={lent} view={view} plane={undefined} refusal={refusal} />
  );
}
