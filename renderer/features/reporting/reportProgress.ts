import type { DeliverySnapshot, ReportSnapshot } from '#shared/contract/reports.ts';

/** How far the signed report is: the one line a reader looks for. */
export type ReportStage =
  | { readonly stage: 'draft' }
  | { readonly stage: 'waiting'; readonly delivery: DeliverySnapshot }
  | { readonly stage: 'delivered'; readonly delivery: DeliverySnapshot }
  /** No archive takes it, for its study came from a disc: nothing can be done about that by sending again. */
  | { readonly stage: 'kept'; readonly delivery: DeliverySnapshot }
  | { readonly stage: 'attention'; readonly delivery: DeliverySnapshot };

/** The worst of its deliveries first: one that needs a person, then one on its way, then the newest that arrived. */
export function reportStage(report: ReportSnapshot): ReportStage {
  const parked = report.deliveries.find((delivery) => delivery.state === 'parked');
  if (parked) return { stage: parked.failure?.code === 'NoDestination' ? 'kept' : 'attention', delivery: parked };
  const waiting = report.deliveries.find((delivery) => delivery.state !== 'delivered');
  if (waiting) return { stage: 'waiting', delivery: waiting };
  const newest = report.deliveries.at(-1);
  return newest ? { stage: 'delivered', delivery: newest } : { stage: 'draft' };
}
