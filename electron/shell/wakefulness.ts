import { powerMonitor, powerSaveBlocker } from 'electron';
import type { BackgroundState, ComputerEvent } from '#shared/contract/hostStart.ts';

/**
 * Sleep and waking. The host is told when the computer woke or the person came back. The computer is kept from sleeping
 * only while what is open or STAT is on its way, where the person wants fetching to go on by itself and mains power is
 * there: an empty battery in the morning is worse than a study that comes later. The screen may darken all the same.
 */
export class Wakefulness {
  #blocker: number | undefined;
  #wanted = false;

  constructor(tell: (event: ComputerEvent) => void) {
    powerMonitor.on('resume', () => tell('resumed'));
    powerMonitor.on('unlock-screen', () => tell('returned'));
    // The computer's own lock, and sleep: the host locks the patients with it.
    powerMonitor.on('lock-screen', () => tell('left'));
    powerMonitor.on('suspend', () => tell('left'));
    powerMonitor.on('on-battery', () => this.#settle());
    powerMonitor.on('on-ac', () => this.#settle());
  }

  follow({ fetchInTray, isPressing }: BackgroundState): void {
    this.#wanted = fetchInTray && isPressing;
    this.#settle();
  }

  release(): void {
    this.#wanted = false;
    this.#settle();
  }

  #settle(): void {
    const keepAwake = this.#wanted && !powerMonitor.isOnBatteryPower();
    if (keepAwake) this.#blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (this.#blocker !== undefined) {
      powerSaveBlocker.stop(this.#blocker);
      this.#blocker = undefined;
    }
  }
}
