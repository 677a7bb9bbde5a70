import { expect, test } from 'vitest';
import { namedArticles } from '../../src/knowledge/named-articles.ts';

const known = new Set(['vpn-error-691', 'vpn', 't-12', 'printer-offline']);

test.each<[text: string, named: string[]]>([
  ['按 kb:vpn-error-691 做的', ['vpn-error-691']],
  ['按KB：vpn 做的', ['vpn']],
  ['see vpn-error-691 and printer-offline.', ['vpn-error-691', 'printer-offline']],
  ['见 VPN-Error-691。', ['vpn-error-691']],
  ['照 t-12 那篇', ['t-12']],
  ['kb:vpn-error-691 vpn-error-691', ['vpn-error-691']],
  ['the vpn works again', []],
  ['kb:no-such-article', []],
  ['https://wiki.example.com/printer-offline', []],
  ['printer-offline-2 is a host', []],
  ['xkb:vpn', []],
  ['', []],
])('%s', (text, named) => {
  expect(namedArticles(text, (id) => known.has(id))).toEqual(named);
});
