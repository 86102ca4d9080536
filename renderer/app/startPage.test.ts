import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const page = readFileSync(join(import.meta.dirname, 'index.html'), 'utf8');

it('the page says something by itself where its script does not come, in what the program replaces', () => {
  const root = /<div id="root">([\s\S]*?)<\/div>/.exec(page)?.[1] ?? '';
  expect(root.replace(/<[^>]+>/g, ' ')).toMatch(/could not be loaded: close this window and start Durbeen again\./);
});

it('carries no script of its own: the policy of the page would refuse it', () => {
  const scripts = [...page.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)];
  expect(scripts.map(([, attributes = '', body = '']) => [/\bsrc=/.test(attributes), body.trim()])).toEqual([
    [true, ''],
  ]);
  expect(page).not.toMatch(/\son\w+=/);
});
