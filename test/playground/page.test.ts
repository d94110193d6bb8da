/** The playground in a real browser: what one types is built, marked and completed, and nothing leaves the page. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { compile } from '../../src';
import { describeIf } from '../support/programs';
import { hasChromium, openChromium } from '../support/chromium';
import { minimal } from '../support/cli';
import { outFolder, root, specsFolder } from '../support/images';

const exampleNames = readdirSync(specsFolder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace('.yaml', ''));

/** A spec of which nothing is to be said, not even of its script. */
const calm = minimal.replace(
  'sudo apt-get update',
  'cloud-init status --wait; sudo apt-get update',
);

/** In the page: waits until nothing has changed for a while. */
const stillPage = `new Promise((done) => {
  let timer = setTimeout(done, 500);
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(done, 500);
  };
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  new MutationObserver(again).observe(document.body, all);
})`;

describeIf(hasChromium, 'Chromium', 'in Chromium', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'aibgen-playground-'));
  const file = path.join(folder, 'index.html');
  const address = pathToFileURL(file).href;
  const requests: string[] = [];
  const complaints: string[] = [];
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    execFileSync(process.execPath, ['scripts/run.mjs', 'playground', file], { cwd: root });
    browser = await openChromium();
    const context = await browser.newContext({ viewport: { width: 1280, height: 640 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(address);
  });
  afterAll(() => browser.close());

  const write = async (text: string) => {
    await page.locator('#spec .cm-content').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(text);
  };
  const status = (text: string | RegExp) => page.locator('#status', { hasText: text }).waitFor();
  /** The whole text of an output; the page itself shows only the lines in sight. */
  const output = async (name: string) => {
    await page.getByRole('tab', { name, exact: true }).click();
    await page.getByRole('button', { name: 'Copy' }).click();
    return page.evaluate('navigator.clipboard.readText()');
  };
  const offers = async () => {
    const list = page.locator('.cm-tooltip-autocomplete li');
    await list.first().waitFor();
    return list.allTextContents();
  };
  /** Lines with a mark of this severity in the gutter. */
  const markedLines = async (severity: string) => {
    const marker = page.locator(`#spec .cm-lint-marker-${severity}`);
    await marker.first().waitFor();
    const lines = await page.locator('#spec .cm-line').all();
    const boxes = await Promise.all(lines.map((line) => line.boundingBox()));
    const marks = await Promise.all((await marker.all()).map((one) => one.boundingBox()));
    return marks.map(
      (mark) => boxes.findIndex((box) => mark && box && mark.y < box.y + box.height) + 1,
    );
  };

  test('the page is small, and made of one file', () => {
    const text = readFileSync(file, 'utf8');
    expect(text.length).toBeLessThan(1_700_000);
    expect(text).toContain("default-src 'none'");
    const markup = text.slice(0, text.indexOf('<script>'));
    expect(markup.match(/(?:src|href)="(?!data:)/g)).toBeNull();
  });

  test('every example builds', async () => {
    const seen = await page.evaluate(`(async () => {
      const seen = {};
      for (const { label } of document.getElementById('example').options) {
        const changed = new Promise((done) => addEventListener('hashchange', done, { once: true }));
        location.hash = label;
        await changed;
        const outputs = document.querySelectorAll('#output-files button').length;
        seen[label] = [document.getElementById('status').textContent, outputs];
      }
      return seen;
    })()`);
    const wanted = [expect.not.stringContaining('error'), expect.any(Number)];
    expect(seen).toEqual(Object.fromEntries(exampleNames.map((name) => [name, wanted])));
  });

  test('a matrix shows its images, and parts are files to look at', async () => {
    await page.goto(`${address}#app-server`);
    await page.getByLabel('Image', { exact: true }).selectOption('app-server-prod-gen2');
    expect(await output('roles.json')).toBe(
      readFileSync(path.join(outFolder, 'app-server-prod-gen2/roles.json'), 'utf8'),
    );
    await page.getByRole('tab', { name: 'parts/_hardening.yaml' }).click();
    await page.locator('#spec .cm-line', { hasText: 'shell' }).first().waitFor();
  });

  test('a spec that one writes is built', async () => {
    await page.goto(`${address}#web-base`);
    const spec = calm.replace('corpGallery/web-base', 'otherGallery/mine');
    await write(spec);
    await status('No problems');
    const { outputs } = compile({ files: { 'web-base.yaml': spec }, entry: 'web-base.yaml' });
    for (const name of ['main.bicep', 'README.md']) {
      await expect(output(name)).resolves.toBe(outputs[`web-base/${name}`]);
    }
  });

  test('the README is a page to read', async () => {
    await page.getByRole('tab', { name: 'README.md' }).click();
    const article = page.getByRole('article');
    expect(await article.locator('h1').textContent()).toBe('web-base');
    await article.locator('td', { hasText: 'gallery otherGallery' }).waitFor();
    await page.getByRole('tab', { name: 'roles.json' }).click();
    expect(await article.isVisible()).toBe(false);
  });

  test('a mistake has its message on its line, and a click goes there', async () => {
    await write(calm.replace('location', 'locaton'));
    await status('1 error');
    expect(await markedLines('error')).toEqual([1]);
    const problem = page.locator('#problems li', { hasText: 'AIB101' });
    expect(await problem.locator('button').textContent()).toBe(
      'web-base.yaml:1:1errorUnknown key "locaton".',
    );
    expect(await problem.locator('p').textContent()).toBe('Did you mean "location"? AIB101');
    await problem.locator('button').click();
    expect(await page.evaluate('String(document.getSelection())')).toBe('locaton');
    await page.keyboard.insertText('location');
    await status('No problems');
  });

  test('a mistake in a script is marked in it', async () => {
    await write(calm.replace('install -y nginx', 'install nginx'));
    await status('1 warning');
    expect(await markedLines('warning')).toEqual([7]);
    await page.locator('#problems li', { hasText: 'AIB520' }).waitFor();
  });

  test('completion offers keys and values', async () => {
    await write(calm);
    await page.keyboard.type('time');
    expect(await offers()).toContain('timeout');
    // The list takes no key in its first moment, so that nobody chooses by accident.
    await page.waitForTimeout(100);
    await page.keyboard.press('Enter');
    await page.keyboard.type('90\nroles: ');
    await page.keyboard.press('Control+Space');
    expect(await offers()).toEqual(['custom', 'builtin', 'none']);
    await page.waitForTimeout(100);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('#spec .cm-line', { hasText: /^timeout: 90$/ }).waitFor();
    await page.locator('#spec .cm-line', { hasText: /^roles: builtin$/ }).waitFor();
    await status('No problems');
  });

  test('a key says what it is for', async () => {
    await write(calm);
    await page
      .locator('#spec .cm-line', { hasText: 'identity:' })
      .hover({ position: { x: 20, y: 8 } });
    const explanation = await page.locator('.cm-tooltip-hover .explanation').textContent();
    expect(explanation).toMatch(/^The user-assigned identity/);
    await page.mouse.move(0, 0);
  });

  test('a log that is pasted beside the spec leads to the line that failed', async () => {
    await write(calm.replace('nginx', 'ngnix'));
    await page.getByText('Why did the build fail?').click();
    await page
      .getByLabel('Log of a build of this spec')
      .fill(
        [
          '[INFO] (telemetry) Starting provisioner shell',
          '==> azure-arm: E: Unable to locate package ngnix',
          '[INFO] (telemetry) ending shell',
          "Build 'azure-arm' errored: Script exited with non-zero exit status: 100",
        ].join('\n'),
      );
    await page.locator('#log-status', { hasText: 'Step 1, shell-1, failed' }).waitFor();
    // The log is explained again once the spec that was just written has been compiled.
    const cause = page.locator('#causes button', { hasText: 'web-base.yaml:7:1' });
    expect(await cause.textContent()).toMatch(/^web-base\.yaml:7:1error.*"ngnix"/);
    await cause.click();
    await page.locator('#spec .cm-activeLine', { hasText: 'ngnix' }).waitFor();
    await page.getByLabel('Log of a build of this spec').fill('Not a log.');
    await page.locator('#log-status', { hasText: 'This is not a log of a build' }).waitFor();
    await page.getByLabel('Log of a build of this spec').fill('');
    await page.getByText('Why did the build fail?').click();
  });

  test('the keyboard reaches everything', async () => {
    await page.locator('#spec .cm-content').focus();
    const focus = 'document.activeElement.ariaLabel ?? document.activeElement.textContent';
    const reached: unknown[] = [];
    for (let presses = 0; presses < 4; presses += 1) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate(focus));
    }
    expect(reached).toEqual([
      expect.stringContaining('Why did the build fail?'),
      'Copy',
      expect.any(String),
      expect.stringMatching(/^Output /),
    ]);
    await page.getByRole('tab', { name: 'main.bicep', exact: true }).click();
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(focus)).toBe('main.bicepparam');
  });

  test.each(['light', 'dark'] as const)('axe finds nothing in the %s page', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await write(`${calm}locaton: x\ngeneration: 1\n`);
    await status('error');
    // The findings of scripts come later; axe looks at a page that stays as it is.
    await page.evaluate(stillPage);
    await page.evaluate(readFileSync(require.resolve('axe-core'), 'utf8'));
    const violations = await page.evaluate(
      'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map((one) => one.html)]))',
    );
    expect(violations).toEqual([]);
  });

  test('nothing is asked of a network, and nothing complained of', () => {
    expect(requests.filter((url) => !url.startsWith(address))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  // `RECORD=1 npx jest test/playground` takes the picture of the README anew.
  test('the picture', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(`${address}#web-base`);
    await page.reload();
    await page.getByRole('tab', { name: 'main.bicep', exact: true }).click();
    await page.locator('#spec .cm-content').focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('vm:\n  ');
    await page.keyboard.press('Control+Space');
    expect(await offers()).toContain('subnet');
    await page.locator('.cm-completionInfo').waitFor();
    const picture = await page.screenshot();
    if (process.env.RECORD)
      writeFileSync(path.join(root, 'docs/playground/screenshot.png'), picture);
    expect(picture.length).toBeGreaterThan(20_000);
  });
});
