import type { BoxRef } from './model/editBoxes.ts';

/** What is dragged within the editor; types of our own, so that what comes from elsewhere is nothing. */
export const boxAct = 'application/x-durbeen-hanging-box';
export const exampleSeries = 'application/x-durbeen-example-series';

/** A box is moved within its own screen only. */
export function boxPlaceKey({ stage, screen }: BoxRef): string {
  return `${stage} ${screen} `;
}
