import { expect, test } from 'vitest';
import { experienceOf, noExperience, type Experience } from '../../src/knowledge/experience.ts';

const outcomes = (solved: number, failed: number, department: string | null = null): Experience => ({
  outcomes: new Map([['a', [{ department, solved, failed }]]]),
  recent: new Map(),
});

test('an article without a past gains and loses nothing', () => {
  expect(experienceOf(noExperience, 'a', 'network.vpn', null)).toBe(0);
});

test('one that helped gains, one that failed loses, and the first verdict moves little', () => {
  const gain = (solved: number, failed: number) => experienceOf(outcomes(solved, failed), 'a', 'x.y', null);
  expect(gain(20, 0)).toBeGreaterThan(gain(1, 0));
  expect(gain(1, 0)).toBeGreaterThan(0);
  expect(gain(0, 1)).toBeLessThan(0);
  expect(gain(1, 0)).toBeLessThan(0.02);
});

test('what helped one’s own department counts more', () => {
  const finance = outcomes(3, 0, '财务部');
  expect(experienceOf(finance, 'a', 'x.y', '财务部')).toBeGreaterThan(
    experienceOf(finance, 'a', 'x.y', '销售部'),
  );
});

test('the category many have trouble with these days gains, once there are enough to tell', () => {
  const recent = (count: number): Experience => ({
    outcomes: new Map(),
    recent: new Map([['network.vpn', count]]),
  });
  expect(experienceOf(recent(4), 'a', 'network.vpn', null)).toBe(0);
  expect(experienceOf(recent(40), 'a', 'network.vpn', null)).toBeGreaterThan(0);
  expect(experienceOf(recent(40), 'a', 'network.wifi', null)).toBe(0);
});
