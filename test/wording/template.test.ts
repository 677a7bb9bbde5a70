import { expect, test } from 'vitest';
import { fillTemplate, parseTemplate, plainText } from '../../src/wording/template.ts';

test('strong and parameters', () => {
  expect(fillTemplate(parseTemplate('**{ticket}** 归 {agent} 了'), { ticket: 'T-1', agent: '王工' })).toEqual(
    [
      { type: 'strong', text: 'T-1' },
      { type: 'plain', text: ' 归 ' },
      { type: 'plain', text: '王工' },
      { type: 'plain', text: ' 了' },
    ],
  );
});

test('what a person typed is never read as a template', () => {
  const filled = fillTemplate(parseTemplate('“{title}”'), { title: '**{agent}** <!channel> {{x}}' });
  expect(filled).toHaveLength(3);
  expect(plainText(filled)).toBe('“**{agent}** <!channel> {{x}}”');
});

test('a mention stands as a mention', () => {
  const mention = { type: 'mention', userId: 'wang', name: '王工' } as const;
  expect(fillTemplate(parseTemplate('{who} 看一下'), { who: mention })[0]).toEqual(mention);
});

test('a missing parameter is a bug, said with its name', () => {
  expect(() => fillTemplate(parseTemplate('{ticket}'), {})).toThrow(/ticket/);
});
