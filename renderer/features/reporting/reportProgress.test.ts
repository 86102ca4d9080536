import { expect, it } from 'vitest';
import type { DeliverySnapshot, ReportSnapshot } from '#shared/contract/reports.ts';
import { reportStage } from './reportProgress.ts';

const of = (...states: DeliverySnapshot['state'][]) =>
  reportStage({
    deliveries: states.map((state, index) => ({ state, version: index + 1 })),
  } as unknown as ReportSnapshot);

it('says what needs a person before what is on its way, and that before what arrived', () => {
  expect(of().stage).toBe('draft');
  expect(of('delivered', 'queued')).toMatchObject({ stage: 'waiting', delivery: { version: 2 } });
  expect(of('delivered', 'sending', 'parked')).toMatchObject({ stage: 'attention', delivery: { version: 3 } });
  expect(of('delivered', 'delivered')).toMatchObject({ stage: 'delivered', delivery: { version: 2 } });
});

it('a report that no archive takes is kept, and asks for nobody', () => {
  const deliveries = [{ state: 'parked', version: 1, failure: { code: 'NoDestination' } }];
  expect(reportStage({ deliveries } as unknown as ReportSnapshot).stage).toBe('kept');
});
