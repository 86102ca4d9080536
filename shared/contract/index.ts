import { annotations } from './annotations.ts';
import { archives } from './archives.ts';
import { desk } from './desk.ts';
import { discs } from './discs.ts';
import { displays } from './displays.ts';
import { hanging } from './hanging.ts';
import { link } from './link.ts';
import { reports } from './reports.ts';
import { settings } from './settings.ts';
import { studies } from './studies.ts';
import { vault } from './vault.ts';
import { viewed } from './viewedImages.ts';
import { worklist } from './worklist.ts';

/** Every question the reading side may ask. Nothing else can be reached. */
export const contract = {
  ...worklist,
  ...studies,
  ...archives,
  ...discs,
  ...vault,
  ...reports,
  ...settings,
  ...link,
  ...desk,
  ...displays,
  ...annotations,
  ...viewed,
  ...hanging,
} as const;

/** Both sides must be of one build; the handshake compares this. Raise it with any change to a procedure. */
export const contractVersion = 6;

export type DurbeenContract = typeof contract;
export type ProcedureName = keyof DurbeenContract;
