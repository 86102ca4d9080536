import { describe, expect, it } from 'vitest';
import type { DisplayAtSigning } from '#shared/contract/displays.ts';
import { call, ReportDesk, reportedStudy as study, value } from '#tests/fixtures/reportDesk.ts';

const stage = new ReportDesk();
const medical: DisplayAtSigning = { name: 'Left', grade: 'diagnostic', checkedAt: 1_790_000_000_000, short: false };
const laptop: DisplayAtSigning = { name: 'Laptop', grade: 'reviewOnly', short: true };

async function plug(): Promise<void> {
  await stage.write();
  stage.desk.monitors.set('a', medical).set('b', laptop);
}
/** Every image on each of these monitors, or some here and some there. */
type Shown = { displays: string[]; images: number }[];
const onAll = (displays: string[]): Shown => [{ displays, images: 12 }];
const preview = async (shownOn: Shown) => {
  const { reportId, revision } = await stage.open();
  return value(await stage.desk.reports.handlers['reports.preview']({ reportId, revision, shownOn }, call));
};
const sign = async (shownOn?: Shown) => {
  const { reportId, revision } = await stage.open();
  return stage.desk.reports.handlers['reports.sign']({ reportId, revision, ...(shownOn && { shownOn }) }, call);
};

describe('the monitors that a report was read on', () => {
  it('K11: are kept with the version, with the grade and the day of the check, and stand in the trail', async () => {
    await plug();
    expect((await preview(onAll(['a']))).displays).toEqual([medical]);
    const [version] = value(await sign(onAll(['a']))).versions;
    expect(version?.displays).toEqual([medical]);
    expect((await stage.open()).versions[0]?.displays).toEqual([medical]);
    expect(stage.desk.auditDetails.at(-1)).toMatchObject({ displays: 'diagnostic@1790000000000' });
  });

  it('K11: one that is short is said at the last look, and does not hold the report back', async () => {
    await plug();
    const shown = await preview(onAll(['a', 'b']));
    expect(shown.warnings).toContainEqual({ code: 'DisplayShort' });
    const [version] = value(await sign(onAll(['b']))).versions;
    expect(version?.displays).toEqual([laptop]);
    expect(stage.desk.auditDetails.at(-1)).toMatchObject({ displays: 'reviewOnly@never:short' });
  });

  it('K11: a site may refuse the final report that was read on none good enough, or on nobody knows what', async () => {
    await plug();
    stage.desk.refusesOnShort.add(study.archiveId);
    expect((await preview(onAll(['b']))).warnings).toContainEqual({ code: 'DisplayRefused', details: { images: 12 } });
    expect(await sign(onAll(['b']))).toMatchObject({ ok: false, failure: { code: 'DisplayRefused' } });
    expect(await sign()).toMatchObject({ ok: false, failure: { code: 'DisplayRefused' } });
    expect((await stage.open()).versions).toEqual([]);
    expect(value(await sign(onAll(['a', 'b']))).versions).toHaveLength(1);
    // What is added to a report that is out must not wait for a better monitor.
    await stage.write();
    expect((await preview(onAll(['b']))).warnings).toContainEqual({ code: 'DisplayShort' });
    expect(value(await sign(onAll(['b']))).versions).toHaveLength(2);
  });

  it('K11: an image seen on a short monitor alone holds it back, however many were seen on a good one', async () => {
    await plug();
    stage.desk.refusesOnShort.add(study.archiveId);
    const someOnLaptop: Shown = [
      { displays: ['a', 'b'], images: 9 },
      { displays: ['b'], images: 3 },
    ];
    const refused = { code: 'DisplayRefused', details: { images: 3 } };
    expect((await preview(someOnLaptop)).warnings).toContainEqual(refused);
    expect(await sign(someOnLaptop)).toMatchObject({ ok: false, failure: refused });
    // Looked at on the good one as well.
    expect(value(await sign([{ displays: ['a', 'b'], images: 12 }])).versions).toHaveLength(1);
    expect(stage.desk.auditDetails.at(-1)).toMatchObject({ imagesOnShortOnly: 0 });
  });

  it('K11: where the site only warns, the trail counts the images seen on short monitors alone', async () => {
    await plug();
    value(
      await sign([
        { displays: ['a'], images: 9 },
        { displays: ['b'], images: 3 },
      ]),
    );
    expect(stage.desk.auditDetails.at(-1)).toMatchObject({ imagesOnShortOnly: 3 });
  });
});
