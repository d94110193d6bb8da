/** A real browser for the tests: Debian's Chromium, without a window and without the network. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = '/usr/bin/chromium';

/** Whether the browser is there. */
export const hasChromium = existsSync(executablePath);

/** Starts the browser; to be closed by who asks for it. */
export function openChromium(): Promise<Browser> {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  return chromium.launch({ executablePath, args });
}
