import { replaced, type ShaderReplacement } from '../engine/absentSampling.ts';

/** Halvings of a step until a surface is found: a thirty-second of it is less than a pixel. */
const halvings = 5;

/**
 * How a ray goes through a body. The library begins each at a place of chance, which hides the steps in speckle: with long
 * steps it is all that is seen. Here all begin alike, and where something begins to be seen the ray goes back to its
 * surface and on from there, so that long steps draw it as smooth as short ones. What is clear is not lit: its slope is
 * not asked for, which is most of the work.
 */
export const surfaceSampling: readonly ShaderReplacement[] = [
  replaced('float jitter = 0.01 + 0.99 * fragmentSeed;', 'float jitter = 1.0;', true),
  replaced(
    `  vec4 texValue = getTextureValue(posIS);
  return getColorForValue(texValue, posVC, posIS);
}`,
    `  vec4 texValue = getTextureValue(posIS);
  if (getOpacityFromTexture(texValue.r, 0, volume.transferFunctionsSampleHeight[0]) <= 0.0) return vec4(0.0);
  return getColorForValue(texValue, posVC, posIS);
}

bool isClearAt(vec3 posVC) {
  vec4 texValue = getTextureValue(posVCtoIS(posVC));
  return getOpacityFromTexture(texValue.r, 0, volume.transferFunctionsSampleHeight[0]) <= 0.0;
}`,
    true,
  ),
  replaced(
    'vec4 color = vec4(firstColor.rgb * firstColor.a, firstColor.a);',
    `vec4 color = vec4(firstColor.rgb * firstColor.a, firstColor.a);
    bool wasSeen = firstColor.a > 0.0;`,
    true,
  ),
  replaced(
    `      vec4 tColor = getColorAtPos(posVC);

      color = color + vec4(tColor.rgb * tColor.a, tColor.a) * (1.0 - color.a);`,
    `      vec4 tColor = getColorAtPos(posVC);
      if (tColor.a > 0.0 && !wasSeen) {
        float back = 0.5;
        float by = 0.25;
        for (int turn = 0; turn < ${halvings}; ++turn) {
          back += isClearAt(posVC - back * stepVC) ? -by : by;
          by *= 0.5;
        }
        posVC -= back * stepVC;
        stepsTraveled -= back;
        tColor = getColorAtPos(posVC);
        wasSeen = true;
      } else {
        wasSeen = tColor.a > 0.0;
      }

      color = color + vec4(tColor.rgb * tColor.a, tColor.a) * (1.0 - color.a);`,
    true,
  ),
];
