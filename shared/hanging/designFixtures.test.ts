import { describe, expect, test } from 'vitest';
import { hungOf, studyOf, type WrittenStudy } from '#tests/fixtures/hangingStudies.ts';
import { hang } from './hang.ts';
import { shippedProtocols } from './shippedProtocols.ts';

/** The studies on which the design was tried (hanging.md §10), and those that its first rules got wrong. */

interface Expected {
  readonly protocol: string;
  /** Of the first stage: series by box. */
  readonly boxes: readonly string[];
}

function hungFirst(written: WrittenStudy): Expected {
  const hanging = hang(studyOf(written), shippedProtocols);
  const hung = hungOf(hanging);
  const viewports = hanging.stages[hanging.first]?.screens.flatMap((screen) => screen.viewports) ?? [];
  return {
    protocol: hanging.protocol.id.replace('builtin.', ''),
    boxes: viewports.map(({ layers }) => layers.map(({ selector }) => hung[selector] ?? '-').join(' + ')),
  };
}

const siemensBrain = [
  'MR | localizer | | type=ORIGINAL\\PRIMARY\\M; iop=sag; n=3',
  't2_tse_tra_512 | iop=ax; seq=SE; tr=5000; te=96; n=30',
  't2_tirm_tra_dark-fluid | iop=ax; seq=SE\\IR; tr=9000; te=86; ti=2500; n=30',
  'ep2d_diff_3scan_trace_p2 | iop=ax; seq=EP; tr=4000; te=90; b=1000; n=25',
  'ep2d_diff_3scan_trace_p2_ADC | type=DERIVED\\PRIMARY\\DIFFUSION\\ADC; iop=ax; seq=EP; tr=4000; te=90; n=25',
  't1_se_tra | iop=ax; seq=SE; tr=550; te=12; n=30',
  't2_swi3d_tra | iop=ax; seq=GR; tr=49; te=40; n=88',
].map((line) => (line.startsWith('MR') ? line : `MR | ${line.replace(' | ', ' | | ')}`));
const namelessBrain = siemensBrain.map((line) => line.replace(/^MR \| [^|]*\|/, 'MR | |'));

const fixtures: readonly (readonly [name: string, study: WrittenStudy, expected: Expected])[] = [
  [
    'a CT of the chest with a prior of another maker; the prior MR is not it',
    {
      description: 'CT Thorax',
      series: [
        'CT | Topogram 0.6 T20f | | type=ORIGINAL\\PRIMARY\\LOCALIZER; n=1',
        'CT | Thorax 5.0 B31f | | iop=ax; k=B31f; th=5; n=70',
        'CT | Lung 1.0 B70f | | iop=ax; k=B70f; th=1; n=350',
      ],
      priors: [
        { date: '20251001', description: 'MRI BRAIN', series: ['MR | AX T2 | | iop=ax; n=20'] },
        {
          date: '20240830',
          description: 'CT CHEST',
          series: [
            'CT | CHEST STD | | iop=ax; k=STANDARD; th=2.5; n=120',
            'CT | CHEST LUNG | | iop=ax; k=LUNG; th=1.25; n=240',
          ],
        },
      ],
    },
    { protocol: 'ct-chest', boxes: ['now/3', 'before2/2'] },
  ],
  [
    'a brain as one maker names it',
    { description: 'MRT Schädel', series: siemensBrain },
    { protocol: 'mr-brain', boxes: ['now/2', 'now/3', 'now/4', 'now/6', 'now/7', 'now/5'] },
  ],
  [
    'a brain that nobody named: physics alone',
    { description: 'MRI Brain', series: namelessBrain },
    { protocol: 'mr-brain', boxes: ['now/2', 'now/3', 'now/4', 'now/6', 'now/7', 'now/5'] },
  ],
  [
    'four views of the breasts beside their raw images, and a prior',
    {
      description: 'MAMMOGRAPHY',
      series: ['RCC', 'LCC', 'RMLO', 'LMLO'].flatMap((name) => [
        `MG | ${name} | | intent=FOR PROCESSING`,
        `MG | ${name} | | intent=FOR PRESENTATION`,
      ]),
      priors: [
        {
          date: '20240101',
          description: 'MAMMOGRAPHY',
          series: ['LMLO', 'RMLO', 'LCC', 'RCC'].map((name) => `MG | ${name} | | `),
        },
      ],
    },
    { protocol: 'mg-screen', boxes: ['now/2', 'now/4', 'now/6', 'now/8'] },
  ],
  [
    'a liver in phases',
    {
      description: 'MRI LIVER WITH CONTRAST',
      series: [
        'MR | AX T2 HASTE | | iop=ax; n=30',
        'MR | AX VIBE PRE | | iop=ax; n=60',
        'MR | AX VIBE ART | | iop=ax; n=60; agent=GADOVIST',
        'MR | AX VIBE PORTAL VENOUS | | iop=ax; n=60; agent=GADOVIST',
        'MR | AX VIBE DELAYED 5 MIN | | iop=ax; n=60; agent=GADOVIST',
        'MR | AX DWI b800 | | iop=ax; b=800; n=60',
      ],
    },
    { protocol: 'mr-liver', boxes: ['now/1', 'now/2', 'now/3', 'now/4', 'now/5', 'now/6'] },
  ],
  [
    'a CT of the pulmonary arteries is not a CT of the chest',
    {
      description: 'CTPA CHEST',
      series: [
        'CT | CTPA 1mm | | iop=ax; th=1; k=B31f; n=300; agent=OMNIPAQUE',
        'CT | Lung 1.0 B70f | | iop=ax; k=B70f; th=1; n=300',
      ],
    },
    { protocol: 'ctpa', boxes: ['now/1', 'now/1', 'now/1', 'now/2'] },
  ],
  [
    'a chest film and its prior; the film of a knee is not it',
    {
      description: 'XR CHEST',
      series: ['DX | Chest PA | | pos=PA; body=CHEST'],
      priors: [
        { date: '20260101', description: 'XR KNEE', series: ['DX | Knee AP | | pos=AP; body=KNEE'] },
        { date: '20250101', description: 'XR CHEST', series: ['CR | Chest PA | | pos=PA; body=CHEST'] },
      ],
    },
    { protocol: 'cr-chest-pa', boxes: ['now/1', 'before2/1'] },
  ],
  [
    'the chest of a child',
    { description: 'XR CHEST', age: '004Y', series: ['DX | Chest AP | | pos=AP; body=CHEST'] },
    { protocol: 'xr-paeds-chest', boxes: ['now/1'] },
  ],
  [
    'a knee that the scanner calls a brain',
    {
      description: 'MRI Knee Right',
      series: ['SAG', 'COR', 'AX']
        .map((plane) => `MR | PD FS ${plane} | | iop=${plane.toLowerCase()}; n=25; body=BRAIN; lat=R`)
        .concat('MR | T1 COR | | iop=cor; n=25; body=BRAIN; lat=R'),
    },
    { protocol: 'mr-knee', boxes: ['now/1', 'now/2', 'now/3', 'now/4'] },
  ],
  [
    'a PET with its CT, and one that is not corrected',
    {
      description: 'PET CT WHOLE BODY',
      series: [
        'CT | CT WB 3.0 | | iop=ax; th=3; k=B30f; n=300',
        'PT | WB NAC | | iop=ax; n=300',
        'PT | WB AC | | iop=ax; corr=ATTN; n=300',
      ],
    },
    { protocol: 'petct', boxes: ['now/1', 'now/3', 'now/1 + now/3', 'now/3'] },
  ],
];

/** Each has the number that it has in the design. */
const gotWrong: typeof fixtures = [
  [
    '1: three phases with a prior are no plain abdomen',
    {
      description: 'CT ABDOMEN TRIPHASIC',
      series: [
        'CT | Abd NATIV 5.0 | | iop=ax; k=B31f; th=5; n=80',
        'CT | Abd ART 3.0 | | iop=ax; k=B31f; th=3; n=140; agent=ULTRAVIST',
        'CT | Abd PORTAL VENOUS 3.0 | | iop=ax; k=B31f; th=3; n=140; agent=ULTRAVIST',
        'CT | Abd DELAYED 3.0 | | iop=ax; k=B31f; th=3; n=140; agent=ULTRAVIST',
      ],
      priors: [
        {
          date: '20250101',
          description: 'CT ABDOMEN',
          series: ['CT | Abd PV 3.0 | | iop=ax; k=B31f; th=3; n=140; agent=ULTRAVIST'],
        },
      ],
    },
    { protocol: 'ct-multiphase', boxes: ['now/1', 'now/2', 'now/3', 'now/4'] },
  ],
  [
    '2: a chest of which there is only a lung kernel hangs in both boxes',
    { description: 'CT CHEST', series: ['CT | LUNG 1.25 | | iop=ax; k=LUNG; th=1.25; n=240'] },
    { protocol: 'ct-chest', boxes: ['now/1', 'now/1', 'now/1', 'now/1'] },
  ],
  [
    '3: a chest film of unwritten view has its prior beside it',
    {
      description: 'CXR',
      series: ['CR | Chest | | body=CHEST'],
      priors: [{ date: '20250101', description: 'CXR', series: ['CR | Chest | | body=CHEST'] }],
    },
    { protocol: 'cr-chest-pa', boxes: ['now/1', 'before1/1'] },
  ],
  [
    '3: and so has one of which nothing is written',
    { series: ['CR | | | '], priors: [{ date: '20250101', series: ['CR | | | '] }] },
    { protocol: 'xr-any', boxes: ['now/1', 'before1/1'] },
  ],
  [
    '4: a film taken standing has one beside it that was taken lying',
    {
      description: 'XR CHEST',
      series: ['DX | Chest PA | | pos=PA; body=CHEST'],
      priors: [
        { date: '20260220', description: 'XR CHEST PORTABLE', series: ['DX | Chest AP | | pos=AP; body=CHEST'] },
      ],
    },
    { protocol: 'cr-chest-pa', boxes: ['now/1', 'before1/1'] },
  ],
  [
    '5: no late phase hangs as the plain one of a CT angiography',
    {
      description: 'CTA HEAD AND NECK',
      series: [
        'CT | CTA HEAD NECK 1.0 | | iop=ax; th=1; n=400; agent=OMNIPAQUE',
        'CT | VENOUS 1.0 | | iop=ax; th=1; n=300; agent=OMNIPAQUE',
      ],
    },
    { protocol: 'cta-head-neck', boxes: ['now/1', 'now/1', 'now/1', 'now/1'] },
  ],
  [
    '5: nor three minutes after it in the box before it',
    {
      description: 'MRI LIVER WITH CONTRAST',
      series: [
        'MR | AX T2 HASTE | | iop=ax; n=30',
        'MR | AX VIBE ART | | iop=ax; n=60; agent=GADOVIST',
        'MR | AX VIBE PORTAL VENOUS | | iop=ax; n=60; agent=GADOVIST',
        'MR | AX VIBE POST 3 MIN | | iop=ax; n=60; agent=GADOVIST',
      ],
    },
    { protocol: 'mr-liver', boxes: ['now/1', '-', 'now/2', 'now/3', '-', '-'] },
  ],
  [
    '5: nor a second T1 after it in the box of the plain T1',
    {
      description: 'MRI BRAIN WITH CONTRAST',
      series: [
        'MR | AX T2 | | iop=ax; n=30',
        'MR | AX FLAIR | | iop=ax; n=30',
        'MR | AX DWI b1000 | | iop=ax; b=1000; n=30',
        'MR | AX T1 POST GD | | iop=ax; n=30; agent=GADOVIST',
        'MR | AX T1 FS POST GD | | iop=ax; n=30; agent=GADOVIST',
      ],
    },
    { protocol: 'mr-brain', boxes: ['now/1', 'now/2', 'now/3', '-', '-', '-'] },
  ],
  [
    '6: a portable film is no accident on the road, and a child has no interstitial disease',
    { description: 'CT CHILD CHEST PORTABLE', series: ['CT | Chest | | iop=ax; k=STANDARD; th=5; n=50'] },
    { protocol: 'ct-chest', boxes: ['now/1', 'now/1', 'now/1', 'now/1'] },
  ],
  [
    '7: sinuses of which there are only coronal slices',
    { description: 'CT PNS', series: ['CT | PNS COR 3.0 H60s | | iop=cor; k=H60s; th=3; n=40'] },
    { protocol: 'ct-sinus', boxes: ['now/1', 'now/1'] },
  ],
  [
    '8: both knees of one study are seen',
    {
      description: 'XR BOTH KNEES',
      series: ['DX | Knee AP RT | | pos=AP; lat=R; body=KNEE', 'DX | Knee AP LT | | pos=AP; lat=L; body=KNEE'],
    },
    { protocol: 'cr-msk', boxes: ['now/1', 'now/2'] },
  ],
  [
    '9: chest, abdomen and pelvis are no abdomen alone',
    {
      description: 'CT CHEST ABDOMEN PELVIS',
      series: [
        'CT | CAP PV 5.0 | | iop=ax; k=B31f; th=5; n=140; agent=ULTRAVIST',
        'CT | LUNG 1.5 | | iop=ax; k=B70f; th=1.5; n=240',
      ],
    },
    { protocol: 'ct-cap', boxes: ['now/1', 'now/2', 'now/1', 'now/1'] },
  ],
];

describe.each([
  ['the studies of the design', fixtures],
  ['studies that the first rules got wrong', gotWrong],
])('%s', (_, studies) => {
  test.each(studies)('%s', (_name, study, expected) => {
    expect(hungFirst(study)).toEqual(expected);
  });
});

test('nothing at all is an answer, and an empty box', () => {
  const { protocol, boxes } = hungFirst({ series: [] });
  expect(['default', 'engine.grid']).toContain(protocol);
  expect(boxes.every((box) => box === '' || box === '-')).toBe(true);
});

test('10: oral contrast is none, both words are no answer, two phases are none, and PDFS is fat-saturated', () => {
  const { series } = studyOf({
    series: [
      'CT | Abdomen with oral contrast | | iop=ax; agent=GASTROGRAFIN; route=ORAL',
      'CT | PRE AND POST | | iop=ax',
      'CT | ART+PV | | iop=ax; agent=ULTRAVIST',
      'MR | SAG PDFS | | iop=sag',
    ],
  });
  const [oral, both, phases, fat] = series.map(({ facets }) => facets);
  expect(oral?.contrast.value).not.toBe('post');
  expect([both?.contrast.value, phases?.phase.value, fat?.fatSat.value]).toEqual([undefined, undefined, true]);
});

test('11: an earlier series that has nothing in common hangs beside none', () => {
  const hanging = hang(
    studyOf({
      description: 'CT CHEST',
      series: ['CT | Thorax 5.0 B31f | | iop=ax; k=B31f; th=5; n=70'],
      priors: [{ description: 'CT CHEST', series: ['CT | | | '] }],
    }),
    shippedProtocols,
  );
  expect([hanging.bindings.softPrior, hanging.unbound.softPrior?.reason]).toEqual([undefined, 'nothingAlike']);
});
