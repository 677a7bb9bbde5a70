import { createHash } from 'node:crypto';
import { importMap } from './assets.ts';

/** Browsers take import maps only inline, so this one script is allowed by its hash; everything else comes from files. */
const importMapHash = createHash('sha256').update(importMap).digest('base64');

const contentSecurityPolicy = [
  "default-src 'none'",
  `script-src 'self' 'sha256-${importMapHash}'`,
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const html = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<title>帮办 Bangban</title>
<link rel="icon" href="/assets/page/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/page/base.css">
<link rel="stylesheet" href="/assets/page/layout.css">
<link rel="stylesheet" href="/assets/page/rail.css">
<link rel="stylesheet" href="/assets/page/single.css">
<link rel="stylesheet" href="/assets/page/message.css">
<link rel="stylesheet" href="/assets/page/words.css">
<link rel="stylesheet" href="/assets/page/composer.css">
<link rel="stylesheet" href="/assets/page/narrow.css">
<script type="importmap">${importMap}</script>
<script type="module" src="/assets/page/main.ts"></script>
</head>
<body>
<div id="app"></div>
<noscript>这个页面需要 JavaScript。This page needs JavaScript.</noscript>
</body>
</html>
`;

export function pageResponse(): Response {
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy,
      'cache-control': 'no-cache',
    },
  });
}
