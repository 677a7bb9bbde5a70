import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** The browser for page tests: the system's own, as playwright's download needs the open internet. */

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
];

export const howToInstall =
  'no Chromium found: install one (Debian: apt-get install chromium), or set CHROMIUM to the path of one';

/** undefined where there is none; with CI set that is an error, so that no pipeline passes by skipping. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM'];
  const found = (named === undefined ? usualPlaces : [named]).find((path) => existsSync(path));
  if (found === undefined && process.env['CI']) throw new Error(howToInstall);
  return found;
}

export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    // No sandbox: tests run as root in containers. The rest keeps it from calling home on a closed network.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
