import { createContext } from 'react';

/** Where what floats is put; undefined is the page's own body. In a further window it is that window's. */
export const PortalPlace = createContext<HTMLElement | undefined>(undefined);
