import { lazy } from 'react';

/** The panes with their code, which a worklist does without: rules, patterns, and whatever draws them. */
export const HangingPanes = lazy(async () => ({ default: (await import('./HangingPanes.tsx')).HangingPanes }));

/** The page of the settings about hanging. */
export const HangingSection = lazy(async () => ({ default: (await import('./HangingSection.tsx')).HangingSection }));

/** One protocol as it is written, on a page of its own. */
export const HangingEditor = lazy(async () => ({
  default: (await import('./editor/HangingEditor.tsx')).HangingEditor,
}));
