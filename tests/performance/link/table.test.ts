import { expect, test } from 'vitest';
import { type GoalLine, judge, worst } from './goals.ts';
import { formatGoals, writeValue } from './table.ts';

const line = (values: readonly number[], goal?: GoalLine['goal']): GoalLine => ({
  row: 'M1',
  name: 'payload at 1 %',
  unit: 'percent',
  values,
  ...(goal && { goal }),
  today: 'six 68 %',
});

test('the median decides, and the worst run is the one furthest on the wrong side', () => {
  const atLeast = line([95, 80, 92], { sense: 'atLeast', limit: 90 });
  expect([judge(atLeast), worst(atLeast)]).toEqual(['met', 80]);
  const atMost = line([95, 80, 92], { sense: 'atMost', limit: 90 });
  expect([judge(atMost), worst(atMost)]).toEqual(['missed', 95]);
  expect(judge(line([78], { sense: 'between', limit: 75, upTo: 85 }))).toBe('met');
  expect(judge(line([86], { sense: 'between', limit: 75, upTo: 85 }))).toBe('missed');
  expect(judge(line([Number.NaN], { sense: 'atMost', limit: 1 }))).toBe('missed');
  expect(judge(line([1]))).toBe('not judged');
});

test('measured beside goal beside best; a row that cannot run says why', () => {
  const text = formatGoals([
    line([91, 93, 90.04], { sense: 'atLeast', limit: 90 }),
    { row: 'M3', name: 'cold CT', because: 'network namespaces need root' },
  ]);
  expect(text.split('\n')).toEqual([
    "row  figure          measured   worst  runs    goal       today's best",
    'M1   payload at 1 %    91.0 %  90.0 %     3  ≥ 90 %  met  six 68 %',
    'M3   cold CT: CANNOT RUN here: network namespaces need root',
  ]);
});

test('figures are rounded to what can be told apart', () => {
  expect(writeValue(1.2345, 'ratio')).toBe('1.23 ×');
  expect(writeValue(245.4, 'megabytes')).toBe('245 MB');
  expect(writeValue(2.04, 'seconds')).toBe('2.0 s');
  expect(writeValue(Number.NaN, 'seconds')).toBe('-');
  expect(writeValue(3.7, 'count')).toBe('4');
});
