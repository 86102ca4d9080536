import i18next from 'i18next';
import { beforeAll, describe, expect, test } from 'vitest';
import words from '#resources/locales/en/series.json' with { type: 'json' };
import { facetsOfLine, readHeaderLine } from '#tests/fixtures/seriesHeaders.ts';
import { seriesText } from './seriesText.ts';

const i18n = i18next.createInstance();
beforeAll(() => i18n.init({ lng: 'en', resources: { en: { translation: { series: words } } } }));

describe('what the panel says of a series', () => {
  test.each([
    ['MR | t2_tse_fs_tra | | iop=ax; th=3', 'Axial · T2 fat-sat · 3 mm'],
    ['MR | DWI | | iop=ax; th=5; b=1000', 'Axial · DWI b 1000 · 5 mm'],
    ['MR | COR STIR | | iop=cor', 'Coronal · STIR'],
    ['MR | T1 AX | | iop=ax; te=90; tr=4000', 'Axial · T1?'],
    ['CT | Lung 1.0 | | iop=ax; th=1; k=B70f', 'Axial · lung kernel · 1 mm'],
    ['CT | Lung | | iop=ax; k=STANDARD', 'Axial · soft kernel?'],
    ['CT | Abdomen portal | | iop=ax; agent=X', 'Axial · portal venous'],
    ['CT | NCCT HEAD | | iop=ax; k=H31s', 'Axial · no contrast · brain kernel'],
    ['CT | NCCT | | iop=ax; agent=OMNIPAQUE', 'Axial · no contrast?'],
    ['CT | Topogram', 'Localiser'],
    ['CT | Cor MIP | | type=DERIVED\\SECONDARY\\MIP; iop=cor', 'Projection · Coronal'],
    ['MG | LMLO', 'MLO left'],
    ['DX | Chest | | pos=LL', 'lateral'],
    ['MR | Series 4', ''],
  ])('%s: %s', (line, text) => {
    expect(seriesText(facetsOfLine(readHeaderLine(line)), i18n.t)).toBe(text);
  });
});
