import { expect, test } from 'vitest';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { tryProtocol } from '#shared/hanging/trial.ts';
import { protocolOf, studyOf } from '#tests/fixtures/hangingStudies.ts';
import { startI18n } from '../../../i18n/i18n.ts';
import { outcomeSaid } from './outcomeSaid.ts';

const t = startI18n().t;

test('a study that a rule of the protocol refuses is told what of the study it is, not of a series', () => {
  const sinuses = protocolOf({
    match: { study: [{ facet: 'description', op: 'regex', value: 'sinus', required: true }] },
    selectors: { any: { rules: [{ facet: 'kind', op: 'eq', value: 'image', required: true }] } },
  });
  const head = studyOf({ description: 'CT HEAD', series: ['CT | Head | | iop=ax; th=5; n=30'] });
  const said = outcomeSaid(tryProtocol(head, sinuses, shippedProtocols), t);
  expect(said).toBe('It is not for this study, because of the name of the study.');
});
