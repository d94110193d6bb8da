// Are the law tests worth anything? Breaks the sources in one place at a time, in a copy, and tells which law test fails.
// Usage: npm run mutations -- [words of a mutation's name]; takes minutes, and is no part of `npm test`.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

// [name, file, what stands there, what stands there instead]
const mutations: readonly (readonly [name: string, file: string, from: string, to: string])[] = [
  ['shell words without escaping', 'src/value/printers/shell-printer.ts', `text.replaceAll("'", "'\\\\''")`, 'text'],
  ['YAML texts without escaping', 'src/value/printers/yaml-printer.ts', '[\\\\"]|[^\\x20-\\x7e]', '[^\\x20-\\x7e]'],
  ['words of pipelines without escaping', 'src/value/printers/yaml-printer.ts', "(quoted.startsWith(\"'\") ? `${sign}''` : sign)", 'sign'],
  ['template strings without escaping', 'src/value/printers/arm-printer.ts', '`[${text}` : text', 'text : text'],
  ['Bicep strings without escaping', 'src/value/printers/bicep-printer.ts', 'text.replace(escaped, escapeCharacter)', 'text'],
  ['code in Markdown without a fence', 'src/value/printers/markdown-printer.ts', 'while (runs.has(fence)) fence += 1;', ''],
  ['labels of Mermaid without escaping', 'src/value/printers/mermaid-printer.ts', '`#${character.codePointAt(0)};`', 'character'],
  ['the template without its tags', 'src/emit/views/wrapper-parts.ts', '    tags: image.tags,\n', ''],
  ['assignments without the kind of principal', 'src/deployment/role-resources.ts', "    principalType: text('ServicePrincipal'),\n", ''],
  ['the README without its note on VHDs', 'src/emit/views/readme-view.ts', '    vhdNote: ', '    vhdRemark: '],
  ['parameters without what the spec says of them', 'src/emit/views/wrapper-parts.ts', '?? `Parameter ', '&& `Parameter '],
  ['another default', 'src/language/image-template.ts', '    240,\n', '    241,\n'],
  ['a template that does not wait', 'src/emit/views/bicep-view.ts', 'someItems(before.map((one) => symbol(one.symbol)))', 'someItems([])'],
  ['writes that are not whole', 'src/disk/open-folder.ts', 'fs.renameSync(at(temporary), at(name));', 'fs.writeFileSync(at(name), content);'],
]; // prettier-ignore

// The quick ones first: the first that fails is told.
const suites = [
  'read-back', 'interrupted', 'outside', 'bad-input', 'hostile', 'laws-odd', 'laws-even', 'coverage',
]; // prettier-ignore

const root = process.cwd();
const gone = mutations.filter(
  ([, file, from]) => !readFileSync(path.join(root, file), 'utf8').includes(from),
);
if (gone.length > 0) {
  throw new Error(`No longer in the sources: ${gone.map(([name]) => name).join(', ')}`);
}
const copy = mkdtempSync(path.join(tmpdir(), 'aibgen-mutations-'));
const skipped = /^(?:node_modules|\.git|\.tools|dist)$/;
cpSync(root, copy, {
  recursive: true,
  filter: (from) => !skipped.test(path.relative(root, from).split(path.sep)[0] ?? ''),
});
for (const name of ['node_modules', '.tools', 'dist']) {
  symlinkSync(path.join(root, name), path.join(copy, name));
}

/** The first law test that fails, and the first line of what it says. */
function caughtBy(): string | undefined {
  for (const suite of suites) {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['node_modules/jest/bin/jest.js', '-w', '1', '--forceExit', '--testPathPatterns', `test/laws/${suite}\\.test`], // prettier-ignore
      { cwd: copy, encoding: 'utf8', env: { AIBGEN_LAW_RUNS: '60', CI: 'true', ...process.env } }, // prettier-ignore
    );
    if (status !== 0) return `${suite}: ${/● (.*)/.exec(stdout + stderr)?.[1] ?? 'does not run'}`;
  }
  return undefined;
}

const wanted = process.argv.slice(2).join(' ');
let missed = 0;
try {
  for (const [name, file, from, to] of mutations) {
    if (!name.includes(wanted)) continue;
    const target = path.join(copy, file);
    const text = readFileSync(target, 'utf8');
    writeFileSync(
      target,
      text.replace(from, () => to),
    );
    const caught = caughtBy();
    writeFileSync(target, text);
    if (caught === undefined) missed += 1;
    process.stdout.write(`${name} (${file}): ${caught ?? 'NO LAW TEST FAILS'}\n`);
  }
} finally {
  rmSync(copy, { recursive: true });
}
process.exitCode = missed === 0 ? 0 : 1;
