import { createContext, createElement, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import type { AnnotationDesk, AnnotationState } from '../../../session/annotationDesk.ts';

const AnnotationContext = createContext<AnnotationDesk | undefined>(undefined);

export function AnnotationProvider({ desk, children }: { desk: AnnotationDesk; children: ReactNode }) {
  return createElement(AnnotationContext.Provider, { value: desk }, children);
}

export function useAnnotationDesk(): AnnotationDesk {
  const desk = useContext(AnnotationContext);
  if (!desk) throw new Error('AnnotationProvider is missing');
  return desk;
}

export function useAnnotations<Part>(select: (state: AnnotationState) => Part): Part {
  return useStore(useAnnotationDesk().store, select);
}
