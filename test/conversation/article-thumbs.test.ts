import { expect, test } from 'vitest';
import { readThumb, withThumbs } from '../../src/conversation/article-thumbs.ts';
import { message } from '../../src/wording/message.ts';

test('what a message carries comes back as the articles it showed', () => {
  const { feedback } = withThumbs(message([]), ['vpn-809', 'vpn-slow']);
  expect(readThumb(`${feedback ?? ''}:good`)).toEqual({
    articleIds: ['vpn-809', 'vpn-slow'],
    verdict: 'helpful',
  });
  expect(readThumb(`${feedback ?? ''}:bad`)).toMatchObject({ verdict: 'unhelpful' });
});

test('never longer than the port allows: the last articles go first', () => {
  const ids = Array.from({ length: 30 }, (_, index) => `article-number-${index}`);
  const { feedback } = withThumbs(message([]), ids);
  expect(feedback?.length).toBeLessThanOrEqual(200);
  expect(feedback).toMatch(/^f:article-number-0,/);
});

test('a message without articles has no thumbs', () => {
  expect(withThumbs(message([]), []).feedback).toBeNull();
});

test.each(['f::good', 'f:a', 'f:a:meh', 'x:a:good', 'f:a:b:good'])('%s is no thumb', (action) => {
  expect(readThumb(action)).toBeUndefined();
});
