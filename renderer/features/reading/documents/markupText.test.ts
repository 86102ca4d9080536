import { expect, test } from 'vitest';
import { compareClinical, patientOfMarkup } from './clinicalPatient.ts';
import { type MarkupNode, textOfMarkup } from './markupText.ts';

type Child = string | MarkupNode;
const node = (
  nodeName: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly Child[],
): MarkupNode => ({
  nodeType: 1,
  nodeName,
  nodeValue: null,
  childNodes: children.map((child) =>
    typeof child === 'string' ? { nodeType: 3, nodeName: '#text', nodeValue: child, childNodes: [] } : child,
  ),
  getAttribute: (name) => attributes[name] ?? null,
});
const plain = (nodeName: string, ...children: Child[]) => node(nodeName, {}, children);

test('blocks are lines, and a value stays in the row of its name', () => {
  const body = plain(
    'text',
    plain('title', 'Findings'),
    plain('paragraph', 'Nodule ', plain('content', 'right'), '.'),
    plain(
      'table',
      plain('tr', plain('th', 'Size'), plain('th', 'Place')),
      plain('tr', plain('td', plain('paragraph', '8 mm')), plain('td', 'S6')),
    ),
  );
  expect(textOfMarkup(body)).toEqual({
    text: 'Findings\nNodule right.\nSize | Place\n8 mm | S6',
    leftOut: false,
    takenOut: false,
  });
});

test('what its author took out is not read as if it stood, and it is said', () => {
  const revised = plain('p', 'Mass ', node('content', { revised: 'delete' }, ['malignant']), 'benign.');
  expect(textOfMarkup(revised)).toMatchObject({ text: 'Mass benign.', takenOut: true });
  for (const name of ['del', 's', 'STRIKE']) {
    expect(textOfMarkup(plain('p', plain(name, 'left'), 'right'))).toMatchObject({ text: 'right', takenOut: true });
  }
  expect(textOfMarkup(plain('p', node('content', { revised: 'insert' }, ['right'])))).toMatchObject({
    text: 'right',
    takenOut: false,
  });
});

test('pictures, files inside and what is too deep are told of', () => {
  expect(textOfMarkup(plain('p', 'See ', plain('img'))).leftOut).toBe(true);
  expect(textOfMarkup(plain('b', node('text', { representation: 'B64' }, ['AAAA'])))).toMatchObject({
    text: '',
    leftOut: true,
  });
  let deep = plain('p', 'end');
  for (let depth = 0; depth < 250; depth += 1) deep = plain('div', deep);
  expect(textOfMarkup(deep)).toMatchObject({ text: '', leftOut: true });
  expect(textOfMarkup(plain('p', plain('script', 'run()'), 'word'))).toMatchObject({ text: 'word', leftOut: false });
});

const id = (extension: string) => node('id', { root: '1.2', extension }, []);
const document = (ids: readonly string[], given: string, family: string, prefix = '') =>
  plain(
    `${prefix}ClinicalDocument`,
    plain(
      `${prefix}recordTarget`,
      plain(
        `${prefix}patientRole`,
        ...ids.map(id),
        plain(
          `${prefix}patient`,
          plain(`${prefix}name`, plain(`${prefix}given`, given), plain(`${prefix}family`, family)),
          node(`${prefix}birthTime`, { value: '19700101' }, []),
        ),
        plain('providerOrganization', id('ORG')),
      ),
    ),
  );
const study = { patientId: 'P1', patientName: { alphabetic: 'Khan Ayesha', ideographic: '', phonetic: '' } };
const differsIn = (root: MarkupNode) => {
  const patient = patientOfMarkup(root);
  return patient && compareClinical(study, patient);
};

test('T22 a clinical document is compared with the patient that is read, by its own header', () => {
  expect(differsIn(document(['N-7', 'P1'], 'Ayesha', 'Khan'))).toEqual({
    patient: {
      patientId: 'P1',
      birthDate: '19700101',
      name: { alphabetic: 'Khan Ayesha', ideographic: '', phonetic: '' },
    },
    differs: undefined,
  });
  expect(differsIn(document(['P2'], 'Bilal', 'Shah', 'cda:'))?.differs).toBe('patient');
  expect(differsIn(document(['P1'], 'Bilal', 'Shah'))?.differs).toBe('name');
  expect(differsIn(document([], 'Bilal', 'Shah'))?.differs).toBe('name');
  // A national number, or a namesake.
  expect(differsIn(document(['N-7'], 'Ayesha', 'Khan'))?.differs).toBe('otherId');
  expect(differsIn(plain('html', plain('body', 'Dear colleague')))).toBeUndefined();
});
