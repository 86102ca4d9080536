import type { ParserProcess } from '#electron/parser/index.ts';
import type { DoorPort } from './portDoor.ts';

/**
 * The parser's process where only the shell may start one (Electron's utility processes are started by main). What is
 * sent before its port has come waits for it; closing the port ends the process.
 */
export function createShellParser(askForOne: () => void) {
  const expecting: ((port: DoorPort) => void)[] = [];

  const launch = (): ParserProcess => {
    const unsent: unknown[] = [];
    const messageListeners: ((message: unknown) => void)[] = [];
    const exitListeners: (() => void)[] = [];
    let port: DoorPort | undefined;
    let killed = false;
    const ended = () => {
      for (const listener of exitListeners.splice(0)) listener();
    };
    expecting.push((given) => {
      if (killed) {
        given.close();
        return;
      }
      port = given;
      given.onMessage((message) => {
        for (const listener of messageListeners) listener(message);
      });
      given.onClose(ended);
      given.start();
      for (const message of unsent.splice(0)) given.postMessage(message);
    });
    askForOne();
    return {
      send: (message) => {
        if (port) port.postMessage(message);
        else unsent.push(message);
      },
      onMessage: (listener) => void messageListeners.push(listener),
      onExit: (listener) => void exitListeners.push(listener),
      kill: () => {
        killed = true;
        port?.close();
        ended();
      },
    };
  };
  /** Takes the port of the process that was asked for longest ago. */
  const receive = (port: DoorPort) => expecting.shift()?.(port);
  return { launch, receive };
}
