import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chestHangingProtocol } from '#tests/fixtures/chestHangingProtocol.ts';
import { datasetOf } from '#tests/fixtures/imageDataset.ts';
import { type DicomDataset, itemsOf, textOf } from '../../dicom/dicomJson.ts';
import { readProtocol } from '../problems.ts';
import type { Protocol } from '../protocol.ts';
import { shippedProtocols } from '../shippedProtocols.ts';
import { hangingProtocolDataset } from './hangingProtocolDataset.ts';
import { readHangingProtocol } from './readHangingProtocol.ts';

const identity = { sopInstanceUID: '2.25.42', createdAt: '20261122131500' };
const written = (protocol: Protocol) => hangingProtocolDataset(protocol, identity);
const withoutPrivate = (dataset: DicomDataset) =>
  Object.fromEntries(Object.entries(dataset).filter(([tag]) => !tag.startsWith('0073')));

function protocolOf(dataset: DicomDataset): Protocol {
  const read = readHangingProtocol(dataset);
  if (!read.ok) throw new Error(read.failure.code);
  const [protocol] = read.value.protocols;
  if (!protocol) throw new Error('no protocol');
  return protocol;
}

function shipped(id: string): Protocol {
  const found = shippedProtocols.find((protocol) => protocol.id === id);
  if (!found) throw new Error(id);
  return found;
}

describe('a protocol of Durbeen', () => {
  it.each(shippedProtocols.map((protocol) => [protocol.id, protocol] as const))(
    '%s comes back as it was',
    (_, protocol) => {
      const read = readHangingProtocol(written(protocol).dataset);
      expect(read).toEqual({ ok: true, value: { protocols: [protocol], problems: [] } });
    },
  );

  it.each(shippedProtocols.map((protocol) => [protocol.id, protocol] as const))(
    '%s is sound for a reader of the standard part alone',
    (_, protocol) => {
      const read = protocolOf(withoutPrivate(written(protocol).dataset));
      expect(readProtocol(read)).toMatchObject({ ok: true });
      // A shipped protocol that another program kept is not one of ours any more.
      expect(read.level).toBe('user');
    },
  );

  it('keeps its stages, boxes and conditions on the way through the standard part', () => {
    const protocol = shipped('builtin.ct-chest');
    const read = protocolOf(withoutPrivate(written(protocol).dataset));
    const cells = ({ stages }: Protocol) =>
      stages.map(({ name, screens }) => [name, screens.map(({ grid, viewports }) => [grid, viewports.length])]);
    expect(cells(read)).toEqual(cells(protocol));
    expect(read.match.study.map(({ facet, value }) => [facet, value])).toEqual([
      ['modality', ['CT']],
      ['bodyPart', ['CHEST']],
    ]);
    const lung = read.stages[0]?.screens[0]?.viewports[0];
    expect(lung?.initial?.voi).toBe('lung');
    expect(read.selectors[lung?.layers[0]?.selector ?? '']?.rules).toContainEqual({
      facet: 'plane',
      op: 'notIn',
      value: ['COR', 'SAG'],
      required: true,
    });
  });

  it('says what other programs will not get', () => {
    const codes = written(shipped('builtin.ct-chest')).problems.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['ruleLost', 'studyRuleLost', 'priorWordsLost']));
    expect(
      written(shipped('builtin.mg-screen')).problems.some(
        ({ code, detail }) => code === 'syncLost' && detail === 'zoomPan',
      ),
    ).toBe(true);
  });

  it('is written alike whenever it is written', () => {
    const protocol = shipped('builtin.mg-screen');
    expect(written(protocol)).toEqual(written(structuredClone(protocol)));
  });
});

describe('the chest example of PS3.17 section V.3', () => {
  it.each(['SCT', 'SRT'] as const)('is read, with its region in %s', (coding) => {
    const read = readHangingProtocol(chestHangingProtocol(coding));
    if (!read.ok) throw new Error(read.failure.code);
    const [protocol] = read.value.protocols;
    expect(readProtocol(protocol)).toMatchObject({ ok: true });
    expect(protocol).toMatchObject({
      name: 'Chest X-ray',
      description: 'Current and Prior Chest PA and Lateral',
      level: 'site',
      owner: 'Senior Radiologist',
      enabled: true,
      priors: [{ relation: 'mostRecent', modalities: ['CR', 'DX'], bodyPart: 'overlap', optional: true }],
    });
    expect(protocol?.match.study).toEqual([
      { facet: 'modality', op: 'in', value: ['CR', 'DX'], required: true, weight: 20 },
      { facet: 'bodyPart', op: 'in', value: ['CHEST'], required: true, weight: 30 },
    ]);
  });

  it('hangs prior and current as they are printed: lateral and frontal before, frontal and lateral now', () => {
    const { stages, selectors } = protocolOf(chestHangingProtocol());
    const [stage] = stages;
    expect(stages).toHaveLength(1);
    const boxes = stage?.screens.map(({ viewports }) =>
      viewports.map(({ layers }) => {
        const selector = selectors[layers[0]?.selector ?? ''];
        const view = selector?.rules.find(({ facet }) => facet === 'view');
        return [selector?.from ?? 'current', view?.value];
      }),
    );
    expect(boxes).toEqual([
      [
        ['p1', ['LAT']],
        ['p1', ['PA']],
      ],
      [
        ['current', ['PA']],
        ['current', ['LAT']],
      ],
    ]);
  });

  it('says what of it was not taken: its misprinted box, and the orientation that would turn the chest round', () => {
    const read = readHangingProtocol(chestHangingProtocol());
    const codes = read.ok ? read.value.problems.map(({ code, where }) => `${code} ${where}`) : [];
    expect(codes.sort()).toEqual([
      'boxMisprinted display set 3',
      ...[1, 2, 3, 4].map((number) => `orientationNotTaken display set ${number}`),
    ]);
  });
});

describe('an object that is not to be believed', () => {
  const own = written(shipped('builtin.ct-chest')).dataset;
  const refusal = (dataset: DicomDataset) => {
    const read = readHangingProtocol(dataset);
    return read.ok ? 'read' : read.failure.code;
  };

  it('is refused where its private part and its standard part differ', () => {
    expect(refusal({ ...own, ...datasetOf({ HangingProtocolName: ['CT chest of an'] }) })).toBe('privatePartDisagrees');
    expect(
      refusal({ ...own, ...written(shipped('builtin.ct-head')).dataset, '00731002': own['00731002'] ?? { vr: 'UT' } }),
    ).toBe('privatePartDisagrees');
    const [first, ...others] = itemsOf(own, 'DisplaySetsSequence');
    expect(refusal({ ...own, ...datasetOf({ DisplaySetsSequence: [...others, first] }) })).toBe('privatePartDisagrees');
    const { '00720200': _, ...without } = own;
    expect(refusal(without)).toBe('privatePartDisagrees');
  });

  it('is read where an archive only added or rewrote what means the same', () => {
    expect(
      refusal({
        ...own,
        ...datasetOf({ InstanceCreationDate: ['20270101'], HangingProtocolCreationDateTime: ['20270101000000'] }),
      }),
    ).toBe('read');
    expect(
      refusal({ ...own, '00720014': { vr: 'US', Value: [String(shipped('builtin.ct-chest').priors.length)] } }),
    ).toBe('read');
  });

  it('is refused where its private part cannot be read, and by the standard part where another Durbeen wrote it', () => {
    const text = (value: string) => refusal({ ...own, '00731002': { vr: 'UT', Value: [value] } });
    expect(text('{')).toBe('privatePartUnreadable');
    expect(text('['.repeat(500_000))).toBe('privatePartUnreadable');
    expect(text('{"__proto__":{"level":"user"}}')).toBe('privatePartUnreadable');
    expect(refusal({ ...own, '00731002': { vr: 'OB', InlineBinary: '' } })).toBe('privatePartUnreadable');
    const other = readHangingProtocol({ ...own, '00731001': { vr: 'US', Value: [2] } });
    expect(other.ok && other.value.problems.map(({ code }) => code)).toContain('otherWriter');
  });

  it('is refused where it is something else, too large, too deep, or of the wrong kind of value', () => {
    expect(refusal({ ...own, ...datasetOf({ SOPClassUID: ['1.2.840.10008.5.1.4.1.1.2'] }) })).toBe(
      'notHangingProtocol',
    );
    const many = Array.from({ length: 200_000 }, () => datasetOf({ Modality: ['CT'] }));
    expect(refusal({ ...own, ...datasetOf({ HangingProtocolDefinitionSequence: many }) })).toBe('tooLarge');
    let deep: DicomDataset = {};
    for (let level = 0; level < 5_000; level += 1) deep = datasetOf({ ImageSetsSequence: [deep] });
    expect(refusal({ ...own, ...deep })).toBe('tooDeep');
    expect(refusal({ ...own, '00720200': { vr: 'LO', Value: ['x'] } })).toBe('wrongValueRepresentation');
  });

  it('is refused where nothing says what it is for, or nothing hangs', () => {
    const chest = chestHangingProtocol();
    const { '0072000C': _definition, '00720020': _sets, ...bare } = chest;
    expect(refusal(bare)).toBe('noStudyRule');
    expect(refusal({ ...chest, ...datasetOf({ DisplaySetsSequence: [] }) })).toBe('nothingToHang');
  });

  it('is not in force where its region is not known: it would hang every other one too', () => {
    const [region] = itemsOf(
      itemsOf(chestHangingProtocol(), 'HangingProtocolDefinitionSequence')[0] ?? {},
      'AnatomicRegionSequence',
    );
    expect(textOf(region ?? {}, 'CodeValue')).toBe('51185008');
    const of = datasetOf({
      ...{
        HangingProtocolDefinitionSequence: [
          datasetOf({ Modality: ['CT'], AnatomicRegionSequence: [datasetOf({ CodeValue: ['999'] })] }),
        ],
      },
    });
    expect(protocolOf({ ...chestHangingProtocol(), ...of })).toMatchObject({ enabled: false });
  });

  it('never throws, whatever stands in any place of it', () => {
    const value = fc.oneof(fc.string(), fc.double(), fc.integer(), fc.constant(null), fc.constant({}), fc.constant([]));
    const paths = pathsOf(chestHangingProtocol());
    fc.assert(
      fc.property(
        fc.constantFrom(...paths),
        fc.array(value, { maxLength: 4 }),
        fc.constantFrom('', 'SQ', 'CS'),
        (path, values, vr) => {
          const dataset = structuredClone(chestHangingProtocol());
          const element = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], dataset) as {
            vr: string;
            Value?: unknown[];
          };
          element.Value = element.vr === 'SQ' ? values.map(() => ({})) : values;
          if (vr !== '' && element.vr !== 'SQ' && vr !== 'SQ') element.vr = vr;
          const read = readHangingProtocol(dataset);
          if (read.ok) expect(readProtocol(read.value.protocols[0])).toMatchObject({ ok: true });
          else expect(read.failure.isRefusal).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});

function pathsOf(dataset: DicomDataset, before: readonly string[] = []): readonly (readonly string[])[] {
  return Object.entries(dataset).flatMap(([tag, element]) => [
    [...before, tag],
    ...(element.vr === 'SQ'
      ? (element.Value ?? []).flatMap((item, index) =>
          pathsOf(item as DicomDataset, [...before, tag, 'Value', String(index)]),
        )
      : []),
  ]);
}
