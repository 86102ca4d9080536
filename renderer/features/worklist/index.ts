/**
 * What waits for a reader: the list, its order and filters, and which study is next.
 * Must not know how a study is shown or reported; opening one is told to whoever mounted the list.
 */
export { worklistCommands } from './commands.ts';
export { StatNotice } from './StatNotice.tsx';
export { selectInWorklist, useStatArrivals } from './statArrivals.ts';
export { UnsentReports } from './UnsentReports.tsx';
export { useWorklist } from './useWorklist.ts';
export { Worklist } from './Worklist.tsx';
