import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, expect, test } from 'vitest';
import { startI18n } from '../i18n/i18n.ts';
import { UnsentWhileReading } from './UnsentWhileReading.tsx';

beforeAll(() => startI18n());

test('while reading, reports that wait to be sent are counted; with none, nothing stands there', () => {
  const drawn = (unsent: number) =>
    renderToStaticMarkup(<UnsentWhileReading unsent={unsent} onShow={() => undefined} />);
  expect(drawn(0)).toBe('');
  expect(drawn(3)).toMatch(/To send <b>3<\/b>/i);
});
