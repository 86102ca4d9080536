import type { HungStage, ProtocolVerdict } from '#shared/hanging/hanging.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import type { HungStudy } from './explainBox.ts';
import { explainRules, ruleSaid } from './explainRule.ts';
import { selectorSaid } from './names.ts';
import { placeOfStudyRule } from './placeOfRule.ts';
import type { Said } from './said.ts';
import type { PlaceInProtocol, WhyAct, WhyLine, WhySection } from './whyLine.ts';

/** Which protocol hung the study, whose it is, what of the study it asked for, and what set it before the next. */
export function explainProtocol({ hanging }: HungStudy): WhySection {
  const { protocol, considered } = hanging;
  const verdict = considered.find((each) => each.protocol.id === protocol.id);
  const rules = explainRules(verdict?.rules ?? [], 'study', (rule) => [
    { kind: 'edit', protocol: protocol.id, at: placeOfStudyRule(protocol, rule) },
  ]);
  return {
    id: 'protocol',
    heading: { key: 'why.protocol.heading', params: { name: protocol.name } },
    lines: [{ said: whoseSaid(protocol) }, ...rules, ...chosenAgainstRank(hanging.considered, verdict)],
  };
}

function whoseSaid({ level, tags }: Protocol): Said {
  return tags.includes('fallback') ? { key: 'why.protocol.asFallback' } : { key: `why.protocol.level.${level}` };
}

/** Another came first in the ranking, or this one was refused: the reader chose it. */
function chosenAgainstRank(
  considered: readonly ProtocolVerdict[],
  verdict: ProtocolVerdict | undefined,
): readonly WhyLine[] {
  if (!verdict) return [];
  if (verdict.refused) return [{ said: { key: 'why.protocol.byHand' }, mark: 'doubt' }];
  const [next] = considered.filter((each) => !each.refused && each !== verdict);
  const decided = next && decidedBy(verdict, next);
  if (!next || !decided) return [];
  return [{ said: { key: `why.before.${decided}`, params: { other: next.protocol.name, ...figures(verdict, next) } } }];
}

/** The first part of the rank in which two protocols differ; a part in which `one` is behind is never why it came first. */
function decidedBy({ rank: one }: ProtocolVerdict, { rank: other }: ProtocolVerdict) {
  if (one.isFallback !== other.isFallback) return one.isFallback ? undefined : 'isFallback';
  if (one.level !== other.level) return levelOrder[one.level] < levelOrder[other.level] ? 'level' : undefined;
  for (const [part, isMoreBetter] of parts) {
    if (one[part] === other[part]) continue;
    return one[part] > other[part] === isMoreBetter ? part : undefined;
  }
  return 'id';
}

const levelOrder = { user: 0, group: 1, site: 2, builtin: 3 } as const;
const parts = [
  ['score', true],
  ['earliestStage', false],
  ['specificity', true],
  ['priorsFound', true],
  ['coverage', true],
] as const;

function figures({ rank: own }: ProtocolVerdict, { rank: theirs }: ProtocolVerdict) {
  return { own: own.score, theirs: theirs.score };
}

/** Which stage is on the screen, counted as the keys walk them; the others that can hang, and why the rest cannot. */
export function explainStages({ hanging, stage: shown }: HungStudy): WhySection {
  const { stages, protocol } = hanging;
  const possible = stages.filter(({ disabled }) => !disabled);
  const numberOf = (stage: HungStage | undefined) => (stage ? possible.indexOf(stage) + 1 : 0);
  const now = stages[shown];
  const params = { number: String(numberOf(now)), count: possible.length, name: now?.name ?? '' };
  return {
    id: 'stage',
    heading: { key: numberOf(now) > 0 ? 'why.stage.heading' : 'why.stage.alone', params },
    lines: stages.flatMap((stage, at) => (at === shown ? [] : [stageLine(protocol, stage, at, numberOf(stage))])),
    folded: true,
  };
}

function stageLine(protocol: Protocol, { name, index, disabled }: HungStage, at: number, number: number): WhyLine {
  const edit: WhyAct = { kind: 'edit', protocol: protocol.id, at: { kind: 'stage', stage: index } };
  if (!disabled) {
    const params = { number: String(number), name };
    return { said: { key: 'why.stage.ready', params }, acts: [{ kind: 'stage', stage: at }, edit] };
  }
  const why: Said =
    disabled.kind === 'selector'
      ? { key: 'why.stage.selector', params: { name, selector: selectorSaid(protocol, disabled.selector) } }
      : disabled.kind === 'bound'
        ? { key: 'why.stage.bound', params: { name, bound: disabled.bound, wanted: disabled.wanted } }
        : disabled.kind === 'same'
          ? { key: 'why.stage.same', params: { name, other: protocol.stages[disabled.stage]?.name ?? '' } }
          : { key: 'why.stage.screens', params: { name, wanted: disabled.wanted } };
  return { said: why, ...(disabled.kind !== 'same' && { mark: 'fail' }), acts: [edit] };
}

/** Other protocols: those that fitted in their order, and, folded away, those that were refused and why. */
export function explainOthers({ hanging }: HungStudy): readonly WhySection[] {
  const others = hanging.considered.filter(({ protocol }) => protocol.id !== hanging.protocol.id);
  const fitted = others.filter(({ refused }) => !refused);
  const refused = others.filter(({ refused: why }) => why);
  const sections: WhySection[] = [
    {
      id: 'fitted',
      heading: { key: 'why.others.fitted', params: { count: fitted.length } },
      lines: fitted.map(({ protocol, rank }) => ({
        said: {
          key: rank.isFallback ? 'why.others.fallback' : 'why.others.points',
          params: { name: protocol.name, points: rank.score },
        },
        acts: actsOn(protocol),
      })),
      folded: true,
    },
    {
      id: 'refused',
      heading: { key: 'why.others.refused', params: { count: refused.length } },
      lines: refused.map((verdict) => refusedLine(verdict)),
      folded: true,
    },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

function refusedLine({ protocol, refused }: ProtocolVerdict): WhyLine {
  return {
    said: { key: 'why.others.because', params: { name: protocol.name, why: refusedSaid(protocol, refused) } },
    acts: actsOn(protocol, refused),
  };
}

function refusedSaid(protocol: Protocol, refused: ProtocolVerdict['refused']): Said {
  switch (refused?.kind) {
    case 'rule':
      return ruleSaid(refused.rule, 'study');
    case 'requires':
      return { key: 'why.refused.requires', params: { selector: selectorSaid(protocol, refused.selector) } };
    default:
      return refused ? { key: `why.refused.${refused.kind}` } : '';
  }
}

function actsOn(protocol: Protocol, refused?: ProtocolVerdict['refused']): readonly WhyAct[] {
  const at: PlaceInProtocol =
    refused?.kind === 'rule'
      ? placeOfStudyRule(protocol, refused.rule)
      : refused?.kind === 'requires'
        ? { kind: 'selector', selector: refused.selector }
        : refused?.kind === 'prior'
          ? { kind: 'prior', prior: refused.prior }
          : { kind: 'stage', stage: 0 };
  return [
    { kind: 'hangBy', protocol: protocol.id },
    { kind: 'edit', protocol: protocol.id, at },
  ];
}
