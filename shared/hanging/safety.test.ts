import { describe, expect, test } from 'vitest';
import { hungOf, protocolOf, studyOf } from '#tests/fixtures/hangingStudies.ts';
import { hang, hangWith } from './hang.ts';
import type { Protocol, Selector } from './protocol.ts';

const isImage = { facet: 'kind', op: 'eq', value: 'image', required: true } as const;
const isSide = (value: 'L' | 'R') => ({ facet: 'laterality', op: 'eq', value, required: true }) as const;
const prior: Protocol['priors'][number] = { id: 'p1', relation: 'mostRecent', bodyPart: 'any', optional: true };
const withSelectors = (selectors: Record<string, Selector>, more: Partial<Protocol> = {}) =>
  protocolOf({ selectors, priors: [prior], ...more });
const knee = (side: string) => `DX | Knee AP ${side} | | pos=AP; body=KNEE`;

describe('a side', () => {
  const right = withSelectors({
    right: { rules: [isImage, isSide('R')] },
    left: { rules: [isImage, isSide('L')], fallback: ['right'] },
  });

  test('that nobody wrote hangs in no box of one side, and the box says that it is the side', () => {
    const { bindings, unbound } = hangWith(studyOf({ series: [knee('')] }), right);
    expect(bindings).toEqual({});
    expect(unbound.right).toMatchObject({
      reason: 'sideUnknown',
      nearest: { series: 'now/1', failed: { facet: 'laterality', want: 'R', got: undefined } },
    });
  });

  test('is never filled by the other, though a fallback names it', () => {
    const { bindings, unbound } = hangWith(studyOf({ series: [knee('RT')] }), right);
    expect([hungOf({ bindings }), unbound.left?.reason]).toEqual([{ right: 'now/1' }, 'noneFits']);
  });

  test('that nobody wrote of a prior does not stand beside a box of one side', () => {
    const mirrored = withSelectors({
      right: { rules: [isImage, isSide('R')] },
      before: { from: 'p1', mirrorOf: 'right', rules: [isImage] },
    });
    const of = (side: string) =>
      hangWith(studyOf({ series: [knee('RT')], priors: [{ series: [knee(side)] }] }), mirrored);
    expect(hungOf(of('RT')).before).toBe('before1/1');
    expect([of('').bindings.before, of('').unbound.before?.reason]).toEqual([undefined, 'sideUnknown']);
  });

  test('of a prior study that is the other one is a reason against it', () => {
    const study = studyOf({ series: [knee('RT')], priors: [{ id: 'left', series: [knee('LT')] }] });
    const { priors } = hangWith(study, right);
    expect(priors).toEqual([
      { id: 'p1', study: undefined, ageDays: undefined, rejected: [{ study: 'left', reasons: ['laterality'] }] },
    ]);
  });

  test('of a prior hangs in no free box beside both', () => {
    const free = withSelectors({
      one: { rules: [isImage] },
      two: { rules: [isImage] },
      before: { from: 'p1', rules: [isImage] },
    });
    const both = studyOf({ series: [knee('RT'), knee('LT')], priors: [{ series: [knee('LT')] }] });
    const { bindings, unbound } = hangWith(both, free);
    expect([bindings.before, unbound.before?.nearest]).toMatchObject([
      undefined,
      { series: 'before1/1', failed: { facet: 'laterality', got: 'L', pass: false, required: true } },
    ]);
    const one = studyOf({ series: [knee('LT')], priors: [{ series: [knee('LT')] }] });
    expect(hungOf(hangWith(one, free)).before).toBe('before1/1');
  });
});

test('a side that is written of one of the two only is told as unknown', () => {
  const pair = withSelectors({ now: { rules: [isImage] }, before: { from: 'p1', mirrorOf: 'now', rules: [isImage] } });
  const film = (side: string) => `DX | Knee AP | | pos=AP; body=KNEE${side}; n=1`;
  const beside = (now: string, before: string) =>
    hangWith(studyOf({ series: [film(now)], priors: [{ series: [film(before)] }] }), pair).bindings.before?.unwritten;
  expect(beside('; ilat=R', '')).toEqual([{ facet: 'laterality', of: 'prior' }]);
  expect(beside('', '; ilat=L')).toEqual([{ facet: 'laterality', of: 'current' }]);
  expect([beside('', ''), beside('; ilat=R', '; ilat=R'), beside('; ilat=B', '')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

describe('contrast', () => {
  const plain = { facet: 'contrast', op: 'ne', value: 'post', required: true, weight: 8 } as const;
  const phases = withSelectors({
    pre: { rules: [isImage, plain], fallback: ['portal'] },
    portal: { rules: [isImage, { facet: 'phase', op: 'eq', value: 'portal', required: true }] },
    before: { from: 'p1', mirrorOf: 'portal', rules: [isImage] },
  });
  const portal = 'CT | Abd PORTAL VENOUS 3.0 | | iop=ax; k=B31f; n=140; agent=ULTRAVIST';

  test('is in no box that is for the plain series, not even as its fallback', () => {
    expect(hungOf(hangWith(studyOf({ series: [portal] }), phases))).toEqual({ portal: 'now/1' });
  });

  test('of a prior that is of another phase, or plain, is told beside it', () => {
    const beside = (series: string) =>
      hangWith(studyOf({ series: [portal], priors: [{ series: [series] }] }), phases).bindings.before?.differs;
    expect(beside('CT | Abd ART 3.0 | | iop=ax; k=B31f; n=140; agent=ULTRAVIST')).toEqual(['phase']);
    expect(beside('CT | Abd NATIV | | iop=ax; k=B31f; n=90')).toEqual(['contrast']);
    expect(beside(portal)).toBeUndefined();
    expect(beside('CT | Abdomen | | iop=ax; k=B31f; n=90')).toBeUndefined();
  });

  test('that is written of one of the two only is told as unknown, and never as alike or as another', () => {
    const beside = (now: string, before: string) => {
      const free = withSelectors({
        now: { rules: [isImage] },
        before: { from: 'p1', mirrorOf: 'now', rules: [isImage] },
      });
      const study = studyOf({ series: [now], priors: [{ series: [before] }] });
      const { differs, unwritten } = hangWith(study, free).bindings.before ?? {};
      return [differs, unwritten?.map(({ facet, of }) => `${facet} of ${of}`)];
    };
    const plain = 'CT | Abd NATIV | | iop=ax; k=B31f; n=90';
    const nobodyKnows = 'CT | Abdomen | | iop=ax; k=B31f; n=90';
    const after = 'CT | Abdomen | | iop=ax; k=B31f; n=90; agent=OMNIPAQUE';
    expect(beside(portal, nobodyKnows)).toEqual([undefined, ['contrast of prior']]);
    expect(beside(plain, nobodyKnows)).toEqual([undefined, ['contrast of prior']]);
    expect(beside(nobodyKnows, portal)).toEqual([undefined, ['contrast of current']]);
    expect(beside(portal, after)).toEqual([undefined, ['phase of prior']]);
    expect(beside(after, portal)).toEqual([undefined, ['phase of current']]);
    expect(beside(plain, portal)).toEqual([['contrast'], undefined]);
    expect([beside(nobodyKnows, nobodyKnows), beside(after, after), beside(portal, portal)]).toEqual([
      [undefined, undefined],
      [undefined, undefined],
      [undefined, undefined],
    ]);
    const diffusion = 'MR | ep2d_diff_b1000 | | iop=ax; b=1000; n=24';
    expect(beside(diffusion, `${diffusion}; agent=GADOVIST`)).toEqual([undefined, undefined]);
    expect(beside('MR | AX T1 | | iop=ax; n=24', 'MR | AX T1 | | iop=ax; n=24; agent=GADOVIST')[1]).toEqual([
      'contrast of current',
    ]);
    expect(beside('DX | Hand | | pos=AP; n=1', 'DX | Hand | | pos=AP; n=1; agent=OMNIPAQUE')[1]).toBeUndefined();
  });

  test('is told of a prior that its own rules chose, too', () => {
    const free = withSelectors({ now: { rules: [isImage] }, before: { from: 'p1', rules: [isImage] } });
    const study = studyOf({ series: [portal], priors: [{ series: ['CT | Abd NATIV | | iop=ax; k=B70f; n=90'] }] });
    expect(hangWith(study, free).bindings.before?.differs).toEqual(['contrast', 'kernel']);
  });
});

test('nothing stands in for what only stands in itself', () => {
  const dose = { facet: 'kind', op: 'eq', value: 'dose', required: true } as const;
  const chain = withSelectors({
    now: { rules: [isImage] },
    any: { from: 'p1', rules: [isImage] },
    stand: { from: 'p1', rules: [dose], fallback: ['any'] },
    before: { from: 'p1', mirrorOf: 'now', rules: [dose], fallback: ['stand'] },
  });
  const study = studyOf({ series: [knee('RT')], priors: [{ series: [knee('RT')] }] });
  expect(hungOf(hangWith(study, chain))).toEqual({ now: 'now/1', any: 'before1/1', stand: 'before1/1' });
});

test('a chest taken lying is told beside one taken standing', () => {
  const frontal = withSelectors({
    now: { rules: [isImage] },
    before: { from: 'p1', mirrorOf: 'now', rules: [isImage] },
  });
  const film = (view: string) => `DX | Chest | | pos=${view}; body=CHEST`;
  const of = (view: string) => hangWith(studyOf({ series: [film('PA')], priors: [{ series: [film(view)] }] }), frontal);
  expect([of('AP').bindings.before?.differs, of('PA').bindings.before?.differs]).toEqual([['view'], undefined]);
  expect([of('LL').bindings.before, of('LL').unbound.before]).toMatchObject([
    undefined,
    { reason: 'nothingAlike', nearest: { series: 'before1/1', failed: { facet: 'view', want: 'PA', got: 'LAT' } } },
  ]);
});

describe('a prior whose headers are not here', () => {
  const pair = withSelectors(
    { now: { rules: [isImage] }, before: { from: 'p1', mirrorOf: 'now', rules: [isImage] } },
    {
      stages: [
        {
          name: 'Now and before',
          enabledIf: { bound: ['now', 'before'] },
          screens: [
            {
              role: 'primary',
              grid: { rows: 1, cols: 2 },
              viewports: ['now', 'before'].map((selector) => ({ id: selector, layers: [{ selector }] })),
            },
          ],
        },
        {
          name: 'Now',
          screens: [
            { role: 'primary', grid: { rows: 1, cols: 1 }, viewports: [{ id: 'now', layers: [{ selector: 'now' }] }] },
          ],
        },
      ],
    },
  );
  const chest = 'DX | Chest | | pos=PA; body=CHEST';

  test('is chosen, its box waits, and the layout is the one that it will have', () => {
    const { priors, unbound, first } = hang(
      studyOf({ series: [chest], priors: [{ series: [chest], isUnread: true }] }),
      [pair],
    );
    expect([priors[0]?.study, unbound.before?.reason, first]).toEqual(['before1', 'priorNotRead', 0]);
  });

  test('waits beside nothing that is not there', () => {
    const { unbound, protocol } = hang(studyOf({ series: [], priors: [{ series: [chest], isUnread: true }] }), [pair]);
    expect(protocol.id).toBe('engine.grid');
    expect(Object.keys(unbound)).not.toContain('before');
  });
});
