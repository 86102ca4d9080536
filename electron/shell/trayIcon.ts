import { Menu, type MenuItemConstructorOptions, type NativeImage, nativeImage, nativeTheme, Tray } from 'electron';
import type { BackgroundState } from '#shared/contract/hostStart.ts';
import { drawTrayPicture } from './trayPicture.ts';
import { words } from './words.ts';

/** What a person may do from the tray. */
export interface TrayRequests {
  readonly open: () => void;
  readonly setPaused: (paused: boolean) => void;
  readonly quit: () => void;
}

const side = 16;

/** The app while its window is closed: what it fetches, what has not been sent, and the way back. */
export class TrayIcon {
  readonly #tray: Tray;
  readonly #requests: TrayRequests;
  readonly #recolour = () => this.#tray.setImage(picture());

  constructor(requests: TrayRequests) {
    this.#requests = requests;
    this.#tray = new Tray(picture());
    this.#tray.on('click', requests.open);
    nativeTheme.on('updated', this.#recolour);
  }

  /** Nothing of patients is ever said here: the system shows it to whoever stands by. */
  show(state: BackgroundState): void {
    const lines = linesOf(state);
    this.#tray.setToolTip([words.title, ...lines].join('\n'));
    this.#tray.setContextMenu(Menu.buildFromTemplate(this.#menuOf(state, lines)));
  }

  destroy(): void {
    nativeTheme.off('updated', this.#recolour);
    this.#tray.destroy();
  }

  #menuOf(state: BackgroundState, lines: readonly string[]): MenuItemConstructorOptions[] {
    const { open, setPaused, quit } = this.#requests;
    return [
      ...lines.map((label) => ({ label, enabled: false })),
      { type: 'separator' },
      { label: words.trayOpen, click: open },
      {
        label: words.trayPause,
        type: 'checkbox',
        checked: state.isPaused,
        enabled: !state.isLocked,
        click: () => setPaused(!state.isPaused),
      },
      { type: 'separator' },
      { label: words.trayQuit, click: quit },
    ];
  }
}

function linesOf(state: BackgroundState): readonly string[] {
  const unsent = state.unsentReports > 0 ? [words.unsent(state.unsentReports)] : [];
  return [fetchingLine(state), ...unsent];
}

function fetchingLine({ isLocked, rest, studiesToCome, bytesToCome, bytesPerSecond }: BackgroundState): string {
  if (isLocked) return words.trayLocked;
  if (studiesToCome === 0) return words.trayAllHere;
  if (rest !== undefined) return (Object.hasOwn(words.rests, rest) ? words.rests[rest] : undefined) ?? words.trayRests;
  const toCome = words.toCome(studiesToCome, megabytes(bytesToCome));
  return bytesPerSecond === undefined ? toCome : `${toCome} · ${megabits(bytesPerSecond)}`;
}

function megabytes(bytes: number): string {
  const value = bytes / 1e6;
  return value < 1_000 ? `${Math.max(1, Math.round(value))} MB` : `${(value / 1_000).toFixed(1)} GB`;
}

function megabits(bytesPerSecond: number): string {
  return `${((bytesPerSecond * 8) / 1e6).toFixed(1)} Mbit/s`;
}

/** On macOS the system colours it; elsewhere it stands out from the bar, dark or light. */
function picture(): NativeImage {
  const isTemplate = process.platform === 'darwin';
  const shade = !isTemplate && nativeTheme.shouldUseDarkColors ? 235 : 25;
  const image = nativeImage.createEmpty();
  for (const scaleFactor of [1, 2]) {
    const { width, height, pixels } = drawTrayPicture(side * scaleFactor, shade);
    image.addRepresentation({ scaleFactor, width, height, buffer: Buffer.from(pixels) });
  }
  if (isTemplate) image.setTemplateImage(true);
  return image;
}
