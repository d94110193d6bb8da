/** The built site: every page is there, every link and example works, and a browser finds nothing to complain of. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { readShared } from '../../playground/share';
import { compile, lintScripts } from '../../src';
import { hasChromium, openChromium } from '../support/chromium';
import { root } from '../support/images';
import { blocksOf, manualPages } from '../support/manual';
import { describeIf } from '../support/programs';

const folder = mkdtempSync(path.join(tmpdir(), 'aibgen-site-'));

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/run.mjs', 'site', folder], { cwd: root });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const read = (address: string) => readFileSync(path.join(folder, address), 'utf8');
/** The pages of the manual, relative to the root of the site. */
const pages = () =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.html') && !name.startsWith('playground/'));

/** The address of the page of a Markdown file. */
function addressOf(file: string): string {
  if (file === 'README.md') return 'index.html';
  if (file === 'docs/README.md') return 'manual.html';
  if (!file.startsWith('docs/')) return file.toLowerCase().replace(/\.md$/, '.html');
  return file
    .slice('docs/'.length)
    .replace(/README\.md$/, 'index.md')
    .replace(/\.md$/, '.html');
}

/** The text of HTML. */
function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_entity, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(amp|lt|gt|quot);/g, (_entity, name: string) => entities[name] ?? '');
}
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** The links, pictures, styles and scripts of a page. */
function linksOf(html: string): readonly string[] {
  return [...html.matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, link = '']) => textOf(link));
}

test('each page of the manual is a page of the site, and in its navigation', () => {
  const navigation = /<nav class="menu"[^]*?<\/nav>/.exec(read('index.html'))?.[0] ?? '';
  const linked = linksOf(navigation);
  const missing = manualPages
    .map(({ file }) => addressOf(file))
    .filter((one) => !existsSync(path.join(folder, one)) || !linked.includes(one));
  // The index of the manual is in the header.
  expect(missing).toEqual(['manual.html']);
  expect(pages().filter((one) => !linked.includes(one))).toEqual(['manual.html']);
});

test('each link leads to a page and a heading that are there', () => {
  const ids = new Map(
    pages().map((page) => [page, [...read(page).matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)]),
  );
  const wrong = pages().flatMap((page) =>
    linksOf(read(page)).filter((link) => {
      if (/^(?:https:\/\/|data:,$)/.test(link)) return false;
      const [target = '', anchor] = link.split('#');
      const file = target === '' ? page : path.posix.join(path.posix.dirname(page), target);
      if (file === 'playground/index.html') {
        return !(
          anchor === undefined ||
          anchor.startsWith('s=') ||
          existsSync(path.join(root, `specs/${anchor}.yaml`))
        );
      }
      if (!existsSync(path.join(folder, file)) || file.startsWith('..')) return true;
      return anchor !== undefined && ids.get(file)?.includes(anchor) !== true;
    }),
  );
  expect(wrong).toEqual([]);
});

test('each page shows the examples and consoles of its Markdown as they are', () => {
  for (const page of manualPages) {
    const shown = [...read(addressOf(page.file)).matchAll(/<pre[^>]*>([^]*?)<\/pre>/g)];
    const texts = shown.map(([, html = '']) => textOf(html).trimEnd());
    const blocks = blocksOf(page).map(({ text }) => text.trimEnd());
    expect([page.file, ...texts]).toEqual(expect.arrayContaining([page.file, ...blocks]));
  }
});

test('the example of each diagnostic opens in the playground, and has it there', () => {
  const sections = read('diagnostics.html')
    .split(/<h3 id="/)
    .slice(1);
  const examples = sections.flatMap((section) => {
    const [, shared = ''] = /playground\/index\.html#(s=[\w-]+)"/.exec(section) ?? [];
    return shared === '' ? [] : [[section.slice(0, 6).toUpperCase(), readShared(shared)] as const];
  });
  const without = examples.filter(([code, project]) => {
    const { diagnostics } = compile({ ...(project ?? { entry: '', files: {} }), lintScripts });
    return !diagnostics.some((one) => one.code === code);
  });
  expect(without).toEqual([]);
  // Files that are no text, and files outside of the project, exist on a disk only.
  const withExample = sections.filter((section) => section.includes('<p>Wrong:</p>'));
  expect(withExample.length - examples.length).toBeLessThan(6);
});

describeIf(hasChromium, 'Chromium', 'in Chromium', () => {
  const requests: string[] = [];
  const complaints: string[] = [];
  const types: Readonly<Record<string, string>> = {
    '.html': 'text/html',
    '.css': 'text/css',
    '.js': 'text/javascript',
  };
  // As on a host that gives each project a folder.
  const server = createServer((request, response) => {
    const file = path.join(folder, /^\/aibgen\/([\w./-]+)/.exec(request.url ?? '')?.[1] ?? 'none');
    response.writeHead(existsSync(file) ? 200 : 404, {
      'content-type': types[path.extname(file)] ?? 'application/octet-stream',
    });
    response.end(existsSync(file) ? readFileSync(file) : '');
  });
  let browser: Browser;
  let page: Page;
  let address = '';

  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/aibgen/`;
    browser = await openChromium();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(30_000);
    page.on('request', (request) => requests.push(request.url()));
    page.on('response', (response) => {
      if (response.status() !== 200) complaints.push(response.url());
    });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  const axe = readFileSync(require.resolve('axe-core'), 'utf8');
  const violations = async () => {
    await page.evaluate(axe);
    return page.evaluate(
      'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map((one) => one.html)]))',
    );
  };

  // One of each kind, of long ones the beginning: what follows is more of the same. WHOLE_SITE=1 takes everything.
  const whole = process.env.WHOLE_SITE === '1';
  const kinds = ['index.html', 'spec.html', 'diagnostics.html'];

  test.each(['light', 'dark'] as const)('axe finds nothing in %s pages', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    const found: Record<string, unknown> = {};
    for (const one of whole ? pages() : kinds) {
      await page.goto(address + one);
      if (!whole) {
        await page.evaluate(
          "document.querySelectorAll('main > :nth-child(n + 60), tr:nth-child(n + 15)').forEach((one) => one.remove())",
        );
      }
      found[one] = await violations();
    }
    expect(Object.values(found).flat()).toEqual([]);
  });

  test('the search leads to the section', async () => {
    await page.goto(`${address}library.html`);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('AIB520');
    const result = page.locator('.pf-heading-link', { hasText: 'AIB520' });
    await result.waitFor();
    expect(await violations()).toEqual([]);
    await result.click();
    await page.waitForURL(`${address}diagnostics.html#aib520`);
  });

  test('an example opens in the playground, and its code leads back', async () => {
    await page.goto(`${address}diagnostics.html#aib101`);
    await page.getByRole('link', { name: 'Open AIB101 in the playground' }).click();
    await page.locator('#status', { hasText: '1 error' }).waitFor();
    const code = page.locator('#problems a', { hasText: 'AIB101' });
    expect(await code.getAttribute('href')).toBe('../diagnostics.html#aib101');
    await page.getByRole('link', { name: 'Manual' }).click();
    await page.waitForURL(`${address}manual.html`);
  });

  test('on a small screen nothing is wider than the screen', async () => {
    await page.setViewportSize({ width: 360, height: 700 });
    for (const one of kinds) {
      await page.goto(address + one);
      expect([one, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([
        one,
        360,
      ]);
    }
  });

  test('nothing is asked of another server, and nothing complained of', () => {
    expect(requests.filter((url) => !url.startsWith(address))).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
