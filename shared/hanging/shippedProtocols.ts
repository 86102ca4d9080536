import crAbdomen from '#resources/hanging-protocols/builtin.cr-abdomen.json' with { type: 'json' };
import crChestAp from '#resources/hanging-protocols/builtin.cr-chest-ap.json' with { type: 'json' };
import crChestPa from '#resources/hanging-protocols/builtin.cr-chest-pa.json' with { type: 'json' };
import crMsk from '#resources/hanging-protocols/builtin.cr-msk.json' with { type: 'json' };
import crSpine from '#resources/hanging-protocols/builtin.cr-spine.json' with { type: 'json' };
import ctAbdomen from '#resources/hanging-protocols/builtin.ct-abdomen.json' with { type: 'json' };
import ctAny from '#resources/hanging-protocols/builtin.ct-any.json' with { type: 'json' };
import ctCap from '#resources/hanging-protocols/builtin.ct-cap.json' with { type: 'json' };
import ctChest from '#resources/hanging-protocols/builtin.ct-chest.json' with { type: 'json' };
import ctFaceTrauma from '#resources/hanging-protocols/builtin.ct-face-trauma.json' with { type: 'json' };
import ctHead from '#resources/hanging-protocols/builtin.ct-head.json' with { type: 'json' };
import ctHeadCspine from '#resources/hanging-protocols/builtin.ct-head-cspine.json' with { type: 'json' };
import ctHeart from '#resources/hanging-protocols/builtin.ct-heart.json' with { type: 'json' };
import ctHrct from '#resources/hanging-protocols/builtin.ct-hrct.json' with { type: 'json' };
import ctKub from '#resources/hanging-protocols/builtin.ct-kub.json' with { type: 'json' };
import ctMsk from '#resources/hanging-protocols/builtin.ct-msk.json' with { type: 'json' };
import ctMultiphase from '#resources/hanging-protocols/builtin.ct-multiphase.json' with { type: 'json' };
import ctNeck from '#resources/hanging-protocols/builtin.ct-neck.json' with { type: 'json' };
import ctSinus from '#resources/hanging-protocols/builtin.ct-sinus.json' with { type: 'json' };
import ctSpine from '#resources/hanging-protocols/builtin.ct-spine.json' with { type: 'json' };
import ctStroke from '#resources/hanging-protocols/builtin.ct-stroke.json' with { type: 'json' };
import ctTrauma from '#resources/hanging-protocols/builtin.ct-trauma.json' with { type: 'json' };
import ctUrography from '#resources/hanging-protocols/builtin.ct-urography.json' with { type: 'json' };
import ctaBody from '#resources/hanging-protocols/builtin.cta-body.json' with { type: 'json' };
import ctaHeadNeck from '#resources/hanging-protocols/builtin.cta-head-neck.json' with { type: 'json' };
import ctpa from '#resources/hanging-protocols/builtin.ctpa.json' with { type: 'json' };
import largestSeries from '#resources/hanging-protocols/builtin.default.json' with { type: 'json' };
import mgScreen from '#resources/hanging-protocols/builtin.mg-screen.json' with { type: 'json' };
import mgTomo from '#resources/hanging-protocols/builtin.mg-tomo.json' with { type: 'json' };
import mrAbdomen from '#resources/hanging-protocols/builtin.mr-abdomen.json' with { type: 'json' };
import mrAny from '#resources/hanging-protocols/builtin.mr-any.json' with { type: 'json' };
import mrBrain from '#resources/hanging-protocols/builtin.mr-brain.json' with { type: 'json' };
import mrBrainFollowup from '#resources/hanging-protocols/builtin.mr-brain-followup.json' with { type: 'json' };
import mrBrainMs from '#resources/hanging-protocols/builtin.mr-brain-ms.json' with { type: 'json' };
import mrBrainStroke from '#resources/hanging-protocols/builtin.mr-brain-stroke.json' with { type: 'json' };
import mrBrainTumour from '#resources/hanging-protocols/builtin.mr-brain-tumour.json' with { type: 'json' };
import mrBreast from '#resources/hanging-protocols/builtin.mr-breast.json' with { type: 'json' };
import mrJoint from '#resources/hanging-protocols/builtin.mr-joint.json' with { type: 'json' };
import mrKnee from '#resources/hanging-protocols/builtin.mr-knee.json' with { type: 'json' };
import mrLiver from '#resources/hanging-protocols/builtin.mr-liver.json' with { type: 'json' };
import mrNeck from '#resources/hanging-protocols/builtin.mr-neck.json' with { type: 'json' };
import mrPelvis from '#resources/hanging-protocols/builtin.mr-pelvis.json' with { type: 'json' };
import mrProstate from '#resources/hanging-protocols/builtin.mr-prostate.json' with { type: 'json' };
import mrShoulder from '#resources/hanging-protocols/builtin.mr-shoulder.json' with { type: 'json' };
import mrSpine from '#resources/hanging-protocols/builtin.mr-spine.json' with { type: 'json' };
import nmAny from '#resources/hanging-protocols/builtin.nm-any.json' with { type: 'json' };
import petct from '#resources/hanging-protocols/builtin.petct.json' with { type: 'json' };
import usGeneral from '#resources/hanging-protocols/builtin.us-general.json' with { type: 'json' };
import xrAny from '#resources/hanging-protocols/builtin.xr-any.json' with { type: 'json' };
import xrPaedsChest from '#resources/hanging-protocols/builtin.xr-paeds-chest.json' with { type: 'json' };
import type { Protocol } from './protocol.ts';

/**
 * What Durbeen hangs by before anybody has taught it otherwise. The compiler cannot hold JSON against the schema;
 * `shippedProtocols.test.ts` does, file by file.
 */
export const shippedProtocols: readonly Protocol[] = [
  crAbdomen,
  crChestAp,
  crChestPa,
  crMsk,
  crSpine,
  ctAbdomen,
  ctAny,
  ctCap,
  ctChest,
  ctFaceTrauma,
  ctHead,
  ctHeadCspine,
  ctHeart,
  ctHrct,
  ctKub,
  ctMsk,
  ctMultiphase,
  ctNeck,
  ctSinus,
  ctSpine,
  ctStroke,
  ctTrauma,
  ctUrography,
  ctaBody,
  ctaHeadNeck,
  ctpa,
  largestSeries,
  mgScreen,
  mgTomo,
  mrAbdomen,
  mrAny,
  mrBrain,
  mrBrainFollowup,
  mrBrainMs,
  mrBrainStroke,
  mrBrainTumour,
  mrBreast,
  mrJoint,
  mrKnee,
  mrLiver,
  mrNeck,
  mrPelvis,
  mrProstate,
  mrShoulder,
  mrSpine,
  nmAny,
  petct,
  usGeneral,
  xrAny,
  xrPaedsChest,
] as unknown as readonly Protocol[];
