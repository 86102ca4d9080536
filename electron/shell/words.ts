/** The few sentences the shell says itself, when there is no page to say them. */
export const words = {
  title: 'Durbeen',
  quitAnyway: 'Close Durbeen',
  stayOpen: 'Stay open',
  unsentTitle: 'Reports are waiting to be sent',
  unsent: (count: number) =>
    count === 1
      ? 'One signed report has not reached its archive yet.'
      : `${count} signed reports have not reached their archive yet.`,
  unsentDetail: 'Reports are safe on this computer and are sent when Durbeen is open again.',
  unsavedTitle: 'Work is not saved',
  unsaved: (count: number) =>
    count === 1 ? 'One drawing or report is not on the disk.' : `${count} drawings and reports are not on the disk.`,
  unsavedDetail: 'They are lost when Durbeen is closed. While it is open it goes on trying.',
  hostFailed: 'Durbeen cannot start',
  close: 'Close',
  reasons: {
    ProfileInUse: 'Durbeen is already open for this user. Close the other one first.',
    DiskFull: 'The disk is full. Free some space and start Durbeen again.',
    DiskReadOnly: 'Durbeen may not write to its folder on this computer.',
    FolderSynced:
      'A service copies the folder of Durbeen to other places. Patients’ data must stay on this computer: take the folder out of what is copied, then start Durbeen again.',
    FolderOnNetwork: 'The folder of Durbeen is on another computer. Move it to a disk of this one.',
    FolderUnfit: 'The disk that holds the folder of Durbeen cannot keep it safe. Move it to a disk of this computer.',
    crashed: 'A part of Durbeen stopped several times in a row. What was signed is safe. Start Durbeen again.',
  } as Readonly<Record<string, string>>,
  otherReason: (code: string) => `The files of Durbeen on this computer cannot be opened (${code}).`,
  trayOpen: 'Open Durbeen',
  trayPause: 'Pause fetching',
  trayQuit: 'Quit Durbeen',
  trayLocked: 'Locked: nothing is fetched',
  trayAllHere: 'Everything is here',
  trayRests: 'Fetching rests',
  toCome: (studies: number, size: string) =>
    studies === 1 ? `1 study to come, ${size}` : `${studies} studies to come, ${size}`,
  rests: {
    pausedByPerson: 'Fetching is paused',
    outsideHours: 'Fetching rests until its hours begin',
    meteredNetwork: 'Fetching rests on a network that costs by the byte',
    monthlyCap: 'Fetching rests: the month’s data is used up',
    cacheFull: 'Fetching rests: the space for studies is full',
    diskFull: 'Fetching rests: the disk is full',
  } as Readonly<Record<string, string>>,
  allowSharing: 'Show this window when sharing the screen',
} as const;
