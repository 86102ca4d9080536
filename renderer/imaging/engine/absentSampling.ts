import type { SlabMode } from '../plane/slab.ts';

/** One replacement in the text of vtk's volume shader; `replaceAll: false` has it search for the text as it stands. */
export interface ShaderReplacement {
  readonly shaderType: 'Fragment';
  readonly replaceFirst: boolean;
  readonly originalValue: string;
  readonly replacementValue: string;
  readonly replaceAll: false;
}

/** The part of vtk's volume actor that is used here. */
interface VolumeActor {
  getMapper(): {
    getViewSpecificProperties(): object;
    setViewSpecificProperties(properties: object): void;
    modified(): void;
  };
  getProperty(): { setIpScalarRange(low: number, high: number): void };
}

const written = new WeakMap<object, string>();

/**
 * Has the graphics card look at voxels as we know them: one of no image takes no part in what is drawn (C9). Card and
 * library would mix it with its neighbours, so that a missing slice darkens the ones beside it and blackens a minimum.
 * `absentBelow`: values at or below it are of no image; undefined where there is none, and the card's own sampling does.
 * `more`: what else is other in the shader.
 */
export function sampleAsKnown(
  viewport: { getDefaultActor(): unknown },
  absentBelow: number | undefined,
  mode: SlabMode | undefined,
  more: readonly ShaderReplacement[] = [],
): void {
  const actor = (viewport.getDefaultActor() as { actor?: unknown } | undefined)?.actor as VolumeActor | undefined;
  if (!actor) return;
  const mapper = actor.getMapper();
  const key = `${absentBelow}/${mode}/${more.length}`;
  if (written.get(mapper) === key) return;
  written.set(mapper, key);
  const replacements = [
    ...(absentBelow === undefined ? [] : knownSampling(absentBelow, mode)),
    ...(mode === 'mean' ? trueMean(absentBelow) : []),
    ...more,
  ];
  const lowest = absentBelow === undefined ? -infinite : absentBelow;
  actor.getProperty().setIpScalarRange(lowest, infinite);
  mapper.setViewSpecificProperties({ OpenGL: { ShaderReplacements: replacements } });
  mapper.modified();
}

const infinite = 3e38;

/** As the shading language writes it: with a point. */
function float(value: number): string {
  return value.toExponential(6);
}

function knownSampling(absentBelow: number, mode: SlabMode | undefined): readonly ShaderReplacement[] {
  // What is absent must not win: not the highest by being high, not the lowest by being low.
  const absent = mode === 'minimum' ? infinite : absentBelow * 2;
  return [
    replaced(
      'vec4 getTextureValue(vec3 pos) {\n  vec4 tmp = rawSampleTexture(pos);',
      `vec4 sampleOfImages(vec3 pos) {
  ivec3 size = textureSize(volumeTexture[0], 0);
  vec3 place = pos * vec3(size) - 0.5;
  vec3 base = floor(place);
  vec3 part = place - base;
  float sum = 0.0;
  float present = 0.0;
  for (int corner = 0; corner < 8; ++corner) {
    ivec3 by = ivec3(corner & 1, (corner >> 1) & 1, corner >> 2);
    ivec3 at = clamp(ivec3(base) + by, ivec3(0), size - 1);
    vec3 share = mix(1.0 - part, part, vec3(by));
    float weight = share.x * share.y * share.z;
    float value = texelFetch(volumeTexture[0], at, 0).r;
    if (value > ${float(absentBelow)}) {
      sum += weight * value;
      present += weight;
    }
  }
  return vec4(present < 0.5 ? ${float(absent)} : sum / present);
}

vec4 getTextureValue(vec3 pos) {
  vec4 tmp = sampleOfImages(pos);`,
      true,
    ),
    ...(mode === 'minimum' ? [noneWon(absentBelow)] : []),
  ];
}

/** A ray that met no image at all stays black. */
function noneWon(absentBelow: number): ShaderReplacement {
  return replaced(
    'gl_FragData[0] = getColorForValue(selectedValue, selectedPosVC, selectedPosIS);\n  #endif',
    `if (selectedValue.r > 1.0e38) selectedValue = vec4(${float(absentBelow * 2)});
    gl_FragData[0] = getColorForValue(selectedValue, selectedPosVC, selectedPosIS);
  #endif`,
    true,
  );
}

/** The library counts the last sample whole and its weight in part, and darkens slabs thinner than a step. */
function trueMean(absentBelow: number | undefined): readonly ShaderReplacement[] {
  return [
    replaced(
      'totalWeight += raySteps - stepsTraveled;',
      `float lastShare = raySteps - stepsTraveled;
        sum += value * (lastShare - 1.0);
        totalWeight += lastShare;`,
      true,
    ),
    replaced('getColorForValue(value * raySteps, posVC, posIS)', 'getColorForValue(value, posVC, posIS)', true),
    replaced(
      'sum /= vec4(totalWeight, totalWeight, totalWeight, 1.0);',
      `sum = totalWeight > 0.0 ? sum / totalWeight : vec4(${float((absentBelow ?? -1) * 2)});`,
      true,
    ),
  ];
}

/** Replaces the text where it first stands. */
export function replaced(originalValue: string, replacementValue: string, replaceFirst: boolean): ShaderReplacement {
  return { shaderType: 'Fragment', replaceFirst, originalValue, replacementValue, replaceAll: false };
}
