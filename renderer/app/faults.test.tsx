import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { startI18n } from '../i18n/i18n.ts';
import { FaultWords } from './FaultNotice.tsx';
import { faults, watchFaults } from './faults.ts';

beforeAll(() => startI18n());
beforeEach(() => faults.setState({ count: 0 }));

const rejection = (reason: unknown) => Object.assign(new Event('unhandledrejection'), { reason });

test('SF13: what breaks with nobody waiting is counted; what was given up is not, nor anything after the end', () => {
  const page = new EventTarget();
  const stop = watchFaults(page);
  page.dispatchEvent(rejection(new TypeError('no camera')));
  page.dispatchEvent(rejection('a text'));
  page.dispatchEvent(rejection(new DOMException('left', 'AbortError')));
  expect(faults.getState().count).toBe(2);
  stop();
  page.dispatchEvent(rejection(new Error('later')));
  expect(faults.getState().count).toBe(2);
});

test('it is said in words and with a way on, and nothing stands there while nothing broke', () => {
  const drawn = (count: number) => renderToStaticMarkup(<FaultWords count={count} onDismiss={() => undefined} />);
  expect(drawn(0)).toBe('');
  expect(drawn(1)).toMatch(/role="alert".*Something failed.*Open the window anew/s);
});
