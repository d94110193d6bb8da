/** The playground in a real browser: what one types is built, marked and completed, and nothing leaves the page. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateSync, strFromU8, strToU8, unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { type Project, readShared, shareFragment } from '../../playground/share';
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
      expect.stringContaining('Default'),
      'Download',
      'Copy',
    ]);
    await page.getByRole('tab', { name: 'main.bicep', exact: true }).click();
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(focus)).toBe('main.bicepparam');
  });

  const project = async (given: Project) => {
    await page.goto(`${address}#${shareFragment(given) ?? ''}`);
  };
  const tabs = () => page.locator('#spec-files button').allTextContents();
  const name = async (button: string, file: string) => {
    await page.getByRole('button', { name: button }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill(file);
    await page.keyboard.press('Enter');
  };

  test('files are added, renamed and removed', async () => {
    await page.goto(`${address}#web-base`);
    await write(`extends: _base.yaml\n${calm.replace('location: eastus2\n', '')}`);
    await page.locator('#problems li', { hasText: 'AIB220' }).waitFor();
    await name('Add file', '../_base.yaml');
    await page.getByRole('alert').filter({ hasText: 'Use letters' }).waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill('_shared.yaml');
    await page.keyboard.press('Enter');
    await page.keyboard.insertText('location: eastus2\n');
    await name('Rename', 'web-base.yaml');
    await page.getByRole('alert').filter({ hasText: 'already' }).waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill('_base.yaml');
    await page.keyboard.press('Enter');
    await status('No problems');
    expect(await tabs()).toEqual(['web-base.yaml', '_base.yaml']);
    await page.getByRole('button', { name: 'Remove' }).click();
    await status('1 error');
    expect(await tabs()).toEqual(['web-base.yaml']);
    expect(await page.getByRole('button', { name: 'Remove' }).isDisabled()).toBe(true);
  });

  test('one of several specs is built, with the settings of the project', async () => {
    const config = 'rules:\n  AIB520: error\nformats: [terraform]\n';
    const asking = calm.replace('install -y', 'install');
    await project({
      entry: 'a.yaml',
      files: { 'a.yaml': calm, 'b.yaml': asking, 'aibgen.config.yaml': config },
    });
    await status('No problems');
    await page.getByRole('tab', { name: 'main.tf', exact: true }).waitFor();
    await page.getByRole('tab', { name: 'b.yaml' }).click();
    await page.getByRole('button', { name: 'Build this file' }).click();
    await status('1 error');
    await page.getByRole('tab', { name: 'aibgen.config.yaml' }).click();
    await write('formats: [pulumi]\n');
    const problem = page.locator('#problems li', { hasText: 'aibgen.config.yaml:1' });
    expect(await problem.textContent()).toContain('pulumi');
  });

  test('the format is a choice', async () => {
    await page.goto(`${address}#web-base`);
    await page.getByLabel('Format').selectOption('terraform');
    expect(await output('main.tf')).toContain('resource "azapi_resource"');
    await page.getByLabel('Format').selectOption('');
    expect(await output('main.bicep')).toContain('resource imageTemplate');
  });

  test('ready-made steps are there', async () => {
    const steps = 'customize:\n  - steps: aibgen/docker\n';
    const spec = calm.replace(/customize:[^]*(?=distribute:)/, steps);
    expect(spec).toContain('aibgen/docker');
    await project({ entry: 'web.yaml', files: { 'web.yaml': spec } });
    await status('No problems');
    expect(await output('imageTemplate.json')).toContain('docker');
  });

  test('an address holds the files', async () => {
    await page.goto(`${address}#web-base`);
    const spec = calm.replace('corpGallery/web-base', 'otherGallery/shärëd');
    await write(spec);
    await page.getByRole('button', { name: 'Share' }).click();
    await page.locator('#share-status', { hasText: 'Copied' }).waitFor();
    const shared = String(await page.evaluate('navigator.clipboard.readText()'));
    expect(readShared(shared.split('#')[1] ?? '')).toEqual({
      entry: 'web-base.yaml',
      files: { 'web-base.yaml': spec },
    });
    await page.goto(`${address}#app-server`);
    await page.goto(shared);
    await page.locator('#spec .cm-line', { hasText: 'otherGallery' }).waitFor();
    // What does not compress is too large for an address.
    const noise = Array.from({ length: 40_000 }, (_, at) => ((at * 7919) ** 2 % 65_521).toString(36)); // prettier-ignore
    await write(`# ${noise.join('')}`);
    await page.getByRole('button', { name: 'Share' }).click();
    await page.locator('#share-status', { hasText: 'too large' }).waitFor();
  });

  test('the outputs are a file to download', async () => {
    await page.goto(`${address}#web-base`);
    await status(/problem|info|warning/);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('out.zip');
    const zip = unzipSync(readFileSync(await download.path()));
    const wanted = readFileSync(path.join(outFolder, 'web-base/main.bicep'), 'utf8');
    expect(strFromU8(zip['out/web-base/main.bicep'] ?? new Uint8Array())).toBe(wanted);
  });

  /** The `#` part for anything, also for what the page would never write. */
  const packed = (text: string) =>
    `s=${Buffer.from(deflateSync(strToU8(text))).toString('base64url')}`;

  test.each([
    ['no base64', 's=%%%'],
    ['nothing', 's='],
    [
      'cut off',
      packed(JSON.stringify({ entry: 'a.yaml', files: { 'a.yaml': calm } })).slice(0, 80),
    ],
    ['no JSON', packed('{')],
    ['no project', packed('[]')],
    ['no spec', packed('{"entry":"a.yaml","files":{}}')],
    ['a prototype', packed('{"entry":"__proto__","files":{"__proto__":"x"}}')],
    ['an inherited name', packed('{"entry":"constructor","files":{}}')],
    ['markup as a name', packed('{"entry":"<img src=x>","files":{"<img src=x>":""}}')],
    ['a path', packed('{"entry":"../a.yaml","files":{"../a.yaml":""}}')],
    ['a number for a text', packed('{"entry":"a.yaml","files":{"a.yaml":1}}')],
    ['a bomb', packed(' '.repeat(20_000_000))],
  ])('an address with %s opens an example, and says so', async (_what, fragment) => {
    expect(readShared(fragment)).toBeUndefined();
    await page.goto(`${address}#app-server`);
    await page.goto(`${address}#${fragment}`);
    await page.locator('#share-status', { hasText: 'cut off or changed' }).waitFor();
    await page.locator('#spec-files button', { hasText: 'web-base.yaml' }).waitFor();
  });

  test('a shared spec cannot put markup into the page', async () => {
    const markup = [
      '<img src=x onerror=alert(1)>',
      '<script>alert(1)</script>',
      '<meta http-equiv=refresh content="0;url=https://example.com">',
      '[x](javascript:alert(1))',
      '![x](https://example.com/x.png)',
      '` | <svg onload=alert(1)>',
      '--></style></script><iframe src=https://example.com>',
    ];
    const counted =
      'document.querySelectorAll("img, script, meta, svg, iframe, style, form").length';
    await page.goto(`${address}#web-base`);
    const before = await page.evaluate(counted);
    for (const [at, text] of markup.entries()) {
      const quoted = JSON.stringify(text);
      const spec = `${calm.replace(/location:/, `tags: { purpose: ${quoted} }\nlocation:`)}`;
      const entry = `image-${at}.yaml`;
      await project({ entry, files: { [entry]: spec, '_x.yaml': quoted } });
      await page.locator('#spec .cm-line', { hasText: 'purpose' }).waitFor();
      await status(/^(?:No problems|\d+ warnings?)$/);
      await page.getByRole('tab', { name: 'README.md' }).click();
      expect([text, await page.evaluate(counted)]).toEqual([text, before]);
      const links = await page
        .locator('#output-page a')
        .evaluateAll((all) => all.map((one) => one.getAttribute('href')));
      expect(links.filter((href) => !/^(?:https:|#)/.test(href ?? ''))).toEqual([]);
      await project({ entry, files: { [entry]: `${quoted}: ${quoted}\n${calm}` } });
      await status('error');
      expect([text, await page.evaluate(counted)]).toEqual([text, before]);
    }
  });

  test.each(['light', 'dark'] as const)('axe finds nothing in the %s page', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(`${address}#web-base`);
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
