import { type MemoryLimits, safeTextureBytes } from '../volume/memoryPlan.ts';

const gibibyte = 1024 ** 3;

/**
 * What this computer can hold, asked once. The browser rounds its memory and admits to 8 GiB at most in older versions;
 * a computer with more then keeps room, never too little.
 */
export function readMemoryLimits(): MemoryLimits {
  const { deviceMemory = 4 } = navigator as { deviceMemory?: number };
  return {
    textureAxis: largestTextureAxis(),
    // 16-bit textures are exact only where the card filters them so; Cornerstone keeps R32F unless asked otherwise.
    textureBytesPerVoxel: 4,
    textureBytes: safeTextureBytes,
    memoryBytes: deviceMemory * gibibyte,
  };
}

/** A card that does not say gets what all of them hold. */
const smallestAxis = 2_048;

function largestTextureAxis(): number {
  const context = document.createElement('canvas').getContext('webgl2');
  if (!context) return smallestAxis;
  const axis = context.getParameter(context.MAX_3D_TEXTURE_SIZE) as number;
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return axis;
}
