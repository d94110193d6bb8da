// Builds the site: the manual, with a search that needs no server, and the playground.
// Usage: npm run site -- [folder]
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Eleventy } from '@11ty/eleventy';
import { close, createIndex } from 'pagefind';
import { renderPage } from '../site/markdown';
import { navigation } from '../site/navigation';
import { addresses, index } from '../site/pages';

const target = path.resolve(process.argv[2] ?? '_site');
// Where files that are no page can be read. The workflow that publishes the site knows it.
const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = process.env;
const repository = server && name ? `${server}/${name}` : '';

const pages = [...addresses].map(([file, address]) => {
  const text = readFileSync(file, 'utf8');
  return { address, text, ...renderPage(file, text, repository) };
});
const titles = new Map(pages.map(({ address, title }) => [address, title]));
const sections = navigation(readFileSync(index, 'utf8'), titles);

rmSync(target, { recursive: true, force: true });
const eleventy = new Eleventy('site', target, {
  quietMode: true,
  config(settings) {
    settings.setTemplateFormats(['html']);
    settings.addPassthroughCopy({ 'site/style.css': 'style.css' });
    for (const { address, html, title, headings } of pages) {
      settings.addTemplate(address, html, {
        layout: 'page.liquid',
        // The pages are HTML already: braces in them are text.
        templateEngineOverride: false,
        permalink: address,
        title,
        address,
        root: '../'.repeat(address.split('/').length - 1),
        sections,
        headings: headings.filter(({ level }) => level === 2),
      });
    }
  },
});
await eleventy.write();

// Pictures of the manual.
cpSync('docs', target, {
  recursive: true,
  filter: (file) => !/\.(?:md|html)$/.test(file),
});
const playground = path.join(target, 'playground/index.html');
execFileSync(process.execPath, ['scripts/run.mjs', 'playground', playground, '../'], {
  stdio: 'inherit',
});

const { index: search } = await createIndex();
if (!search) throw new Error('Pagefind did not start.');
const { errors } = await search.addDirectory({ path: target, glob: '**/*.html' });
if (errors.length > 0) throw new Error(errors.join('\n'));
await search.writeFiles({ outputPath: path.join(target, 'pagefind') });
await close();
