import { describe, expect, it } from 'vitest';
import { allowedHostNames, checkHost, checkOrigin } from '../../src/web/guards.ts';

describe('the Host check', () => {
  const loopback = allowedHostNames('127.0.0.1', 'https://desk.example.com/chat');
  it.each([
    ['127.0.0.1:8080', true],
    ['localhost:8080', true],
    ['LOCALHOST', true],
    ['[::1]:8080', true],
    ['desk.example.com', true],
    ['evil.example.com', false],
    ['127.0.0.1.evil.com', false],
    ['localhost@evil.com', false],
    ['', false],
    [null, false],
    ['a b', false],
  ])('bound to loopback, %j → %s', (header, allowed) => {
    expect(checkHost(header, loopback) === undefined).toBe(allowed);
  });

  it('takes any name when bound to the network', () => {
    expect(allowedHostNames('0.0.0.0', null)).toBeNull();
    expect(checkHost('whatever.example.com', null)).toBeUndefined();
  });
});

describe('the Origin check', () => {
  const request = { method: 'POST', host: '127.0.0.1:8080', origin: null, fetchSite: null, publicUrl: null };
  it.each([
    ['a program names no origin', {}, true],
    ['our own page', { origin: 'http://127.0.0.1:8080', fetchSite: 'same-origin' }, true],
    ['another port is another site', { origin: 'http://127.0.0.1:9000' }, false],
    ['another site', { origin: 'https://evil.example.com', fetchSite: 'cross-site' }, false],
    ['a sandboxed frame', { origin: 'null' }, false],
    ['nonsense', { origin: 'http://' }, false],
    ['a browser that hides the origin but tells the site', { fetchSite: 'cross-site' }, false],
    ['a neighbour below the same domain', { fetchSite: 'same-site' }, false],
    [
      'behind a proxy, by publicUrl',
      { origin: 'https://desk.example.com', publicUrl: 'https://desk.example.com/x' },
      true,
    ],
    ['looking is always allowed', { method: 'GET', origin: 'https://evil.example.com' }, true],
  ])('%s', (_name, change, allowed) => {
    expect(checkOrigin({ ...request, ...change }) === undefined).toBe(allowed);
  });
});
