import { fail, type Result, succeed } from '../base/result.ts';
import { selectorOf } from './bind.ts';
import { placeViewports } from './placeViewports.ts';
import { type Protocol, protocolSchema, type Selector, type Stage } from './protocol.ts';
import { type RuleProblemCode, ruleProblems, unguardedPlain } from './ruleProblems.ts';
import { type SizeProblemCode, sizeProblems } from './sizeProblems.ts';

/** What is wrong with a protocol's text. */
export interface ProtocolProblem {
  readonly code:
    | RuleProblemCode
    | SizeProblemCode
    | 'notReadable'
    | 'danglingSelector'
    | 'danglingPrior'
    | 'danglingSync'
    | 'duplicatePrior'
    | 'duplicateViewport'
    | 'outsideGrid'
    | 'overlap'
    | 'noRoom'
    | 'layersOfTwoStudies'
    | 'fallbackToItself'
    | 'fallbackAcross'
    | 'mirrorOfMirror'
    | 'mirrorOfPrior'
    | 'mirrorInCurrent';
  /** Where in the text, as a path of keys and places: "selectors.soft.rules.2". */
  readonly where: string;
  /** The name or value that is wrong, as it was written. */
  readonly detail?: string | undefined;
  /** False: it can be used as it is, and a person should look at it. */
  readonly isRefusal: boolean;
}

/** Longer lists of what is wrong are read by nobody. */
const mostProblems = 100;

/** Reads an untrusted value as a protocol that can be used; what is only worth a look does not refuse it. */
export function readProtocol(value: unknown): Result<Protocol, readonly ProtocolProblem[]> {
  const read = protocolSchema.safeParse(value);
  if (!read.success) {
    return fail(
      read.error.issues.slice(0, mostProblems).map(({ path, message }) => ({
        code: 'notReadable',
        where: path.map(String).join('.').slice(0, 200),
        detail: message.slice(0, 200),
        isRefusal: true,
      })),
    );
  }
  const refusals = protocolProblems(read.data).filter(({ isRefusal }) => isRefusal);
  return refusals.length > 0 ? fail(refusals) : succeed(read.data);
}

/**
 * Everything that a protocol names and that is not there, lies outside, goes in a circle, or contradicts itself. Of one that
 * is too large, that alone: the rest of it is not read.
 */
export function protocolProblems(protocol: Protocol): readonly ProtocolProblem[] {
  const tooLarge = sizeProblems(protocol);
  if (tooLarge.length > 0) return tooLarge;
  return [
    ...ruleProblems(protocol.match.study, 'match.study'),
    ...priorProblems(protocol),
    ...Object.entries(protocol.selectors).flatMap(([key, selector]) => selectorProblems(key, selector, protocol)),
    ...dangling(protocol.match.requires ?? [], 'match.requires', protocol),
    ...dangling(protocol.reading?.prefetchOrder ?? [], 'reading.prefetchOrder', protocol),
    ...protocol.stages.flatMap((stage, index) => stageProblems(stage, `stages.${index}`, protocol)),
  ].slice(0, mostProblems);
}

function priorProblems({ priors }: Protocol): readonly ProtocolProblem[] {
  return priors.flatMap(({ id, age }, index): readonly ProtocolProblem[] => [
    ...(id === 'current' || priors.findIndex((other) => other.id === id) !== index
      ? [refusal('duplicatePrior', `priors.${index}`, id)]
      : []),
    ...(age && (age.minDays ?? 0) > (age.maxDays ?? Number.POSITIVE_INFINITY)
      ? [refusal('contradiction', `priors.${index}.age`)]
      : []),
  ]);
}

function selectorProblems(key: string, selector: Selector, protocol: Protocol): readonly ProtocolProblem[] {
  const where = `selectors.${key}`;
  const { from = 'current', fallback = [], mirrorOf } = selector;
  const problems: ProtocolProblem[] = [...ruleProblems(selector.rules, `${where}.rules`)];
  // A mirror takes what is like its picture; its own rules choose nothing.
  if (mirrorOf === undefined) problems.push(...unguardedPlain(selector.rules, `${where}.rules`));
  if (from !== 'current' && !protocol.priors.some(({ id }) => id === from)) {
    problems.push(refusal('danglingPrior', `${where}.from`, from));
  }
  problems.push(...dangling(fallback, `${where}.fallback`, protocol));
  for (const other of fallback) {
    if (other === key) problems.push(refusal('fallbackToItself', `${where}.fallback`, other));
    const its = selectorOf(protocol, other);
    // A current series in the box of a prior would be read as the prior.
    if (its && (its.from ?? 'current') !== from) problems.push(refusal('fallbackAcross', `${where}.fallback`, other));
  }
  if (mirrorOf !== undefined) problems.push(...mirrorProblems(where, from, mirrorOf, protocol));
  return problems;
}

function mirrorProblems(where: string, from: string, mirrorOf: string, protocol: Protocol): readonly ProtocolProblem[] {
  const mirrored = selectorOf(protocol, mirrorOf);
  const at = `${where}.mirrorOf`;
  if (!mirrored) return [refusal('danglingSelector', at, mirrorOf)];
  const problems: ProtocolProblem[] = [];
  if (mirrored.mirrorOf !== undefined) problems.push(refusal('mirrorOfMirror', at, mirrorOf));
  else if ((mirrored.from ?? 'current') !== 'current') problems.push(refusal('mirrorOfPrior', at, mirrorOf));
  if (from === 'current') problems.push(refusal('mirrorInCurrent', at, mirrorOf));
  return problems;
}

function stageProblems(stage: Stage, where: string, protocol: Protocol): readonly ProtocolProblem[] {
  const problems = [...dangling(stage.enabledIf?.bound ?? [], `${where}.enabledIf.bound`, protocol)];
  const ids = new Set<string>();
  for (const [at, screen] of stage.screens.entries()) {
    for (const [place, { viewport, at: cells }] of placeViewports(screen).entries()) {
      const path = `${where}.screens.${at}.viewports.${place}`;
      if (ids.has(viewport.id)) problems.push(refusal('duplicateViewport', path, viewport.id));
      ids.add(viewport.id);
      if (cells === 'outside') problems.push(refusal('outsideGrid', path, viewport.id));
      else if (typeof cells === 'string') problems.push(refusal(cells, path, viewport.id));
      const named = viewport.layers.map(({ selector }) => selector);
      problems.push(...dangling(named, `${path}.layers`, protocol));
      // What is laid over another study is neither of the present one nor of the earlier.
      const studies = new Set(
        named.flatMap((key) => selectorOf(protocol, key) ?? []).map(({ from = 'current' }) => from),
      );
      if (studies.size > 1) problems.push(refusal('layersOfTwoStudies', `${path}.layers`, viewport.id));
    }
  }
  for (const [index, { viewports }] of (stage.sync ?? []).entries()) {
    for (const id of viewports) if (!ids.has(id)) problems.push(refusal('danglingSync', `${where}.sync.${index}`, id));
  }
  return problems;
}

function dangling(keys: readonly string[], where: string, { selectors }: Protocol): readonly ProtocolProblem[] {
  return keys.filter((key) => !Object.hasOwn(selectors, key)).map((key) => refusal('danglingSelector', where, key));
}

function refusal(code: ProtocolProblem['code'], where: string, detail?: string): ProtocolProblem {
  return { code, where, ...(detail !== undefined && { detail }), isRefusal: true };
}
