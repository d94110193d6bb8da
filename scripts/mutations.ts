// Are the tests worth anything? Breaks the sources in one place at a time, in a copy, and tells which test fails: a law for most,
// for a guard against hostile input the test that is named with it. Where the test does not end, the guard was needed too.
// Usage: npm run mutations -- [words of a mutation's name, such as law: or guard:]; takes minutes, and is no part of `npm test`.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** `from` stands in the file, and `to` in place of it; `test` is part of the paths of the tests that fail, by default all laws. */
type Mutation = readonly [name: string, file: string, from: string, to: string, test?: string];

const mutations: readonly Mutation[] = [
  ['law: shell words without escaping', 'src/value/printers/shell-printer.ts', `text.replaceAll("'", "'\\\\''")`, 'text'],
  ['law: YAML texts without escaping', 'src/value/printers/yaml-printer.ts', '[\\\\"]|[^\\x20-\\x7e]', '[^\\x20-\\x7e]'],
  ['law: words of pipelines without escaping', 'src/value/printers/yaml-printer.ts', "(quoted.startsWith(\"'\") ? `${sign}''` : sign)", 'sign'],
  ['law: template strings without escaping', 'src/value/printers/arm-printer.ts', '`[${text}` : text', 'text : text'],
  ['law: Bicep strings without escaping', 'src/value/printers/bicep-expressions.ts', 'text.replace(escaped, escapeCharacter)', 'text'],
  ['law: code in Markdown without a fence', 'src/value/printers/markdown-printer.ts', 'while (runs.has(fence)) fence += 1;', ''],
  ['law: labels of Mermaid without escaping', 'src/value/printers/mermaid-printer.ts', '`#${character.codePointAt(0)};`', 'character'],
  ['law: the template without its tags', 'src/emit/views/wrapper-parts.ts', '    tags: image.tags,\n', ''],
  ['law: assignments without the kind of principal', 'src/deployment/role-resources.ts', "    principalType: text('ServicePrincipal'),\n", ''],
  ['law: the README without its note on VHDs', 'src/emit/views/readme-view.ts', '    vhdNote: targets.some(inStagingGroup),', '    vhdNote: false,', 'test/golden'],
  ['law: parameters without what the spec says of them', 'src/emit/views/wrapper-parts.ts', 'description: description ?? `', 'description: `'],
  ['law: another default', 'src/language/image-template.ts', '    240,\n', '    241,\n'],
  ['law: a template that does not wait', 'src/emit/views/bicep-view.ts', 'someItems(before.map((one) => symbol(one.symbol)))', 'someItems([])'],
  ['law: writes that are not whole', 'src/disk/open-folder.ts', 'fs.renameSync(at(temporary), at(name));', 'fs.writeFileSync(at(name), content);'],
]; // prettier-ignore

const guards: readonly Mutation[] = [
  ['guard: files outside of the project', 'src/disk/read-file.ts', "if (segments[0] === '..' || path.isAbsolute(inside)) {", 'if (segments.length > 99) {', 'hostile/reading'],
  ['guard: files of .git', 'src/disk/read-file.ts', "segment.toLowerCase() === '.git'", "segment === 'no'", 'hostile/reading'],
  ['guard: a file exchanged while it is opened', 'src/disk/read-file.ts', 'requireInside(fileBehind(file, stats), bounds.project);', '', 'hostile/reading'],
  ['guard: plain files only, before they are opened', 'src/disk/read-file.ts', '  requirePlainFile(fs.statSync(file));\n', '', 'hostile/reading'],
  ['guard: plain files only', 'src/disk/read-file.ts', "if (!stats.isFile()) throw new RefusedFile({ refused: 'special' });", '', 'hostile/reading'],
  ['guard: sizes of files', 'src/disk/read-file.ts', 'if (stats.size > bounds.limit) throw tooLarge(bounds.limit);', '', 'hostile/reading'],
  ['guard: sizes of files that grow', 'src/disk/read-file.ts', 'if (length > limit) throw tooLarge(limit);', '', 'hostile/reading'],
  ['guard: sizes of embedded scripts', 'src/spec/size-limits.ts', 'embedded: embedLimit', 'embedded: 1e12', 'hostile/reading'],
  ['guard: entries of a list', 'src/spec/check/check-shape.ts', 'node.items.length > limits.entries && !isLines', 'node.items.length < 0', 'hostile/bounds'],
  ['guard: number of bases', 'src/spec/inheritance.ts', 'count.files > wholeLimits.bases || ', '', 'hostile/bounds'],
  ['guard: bases in a row', 'src/spec/inheritance.ts', ' || chain.length > wholeLimits.chain', '', 'hostile/bounds'],
  ['guard: number of step files', 'src/spec/step-files.ts', 'count > limit);', 'count > limit * 1e9);', 'hostile/bounds'],
  ['guard: values of all variants', 'src/spec/load-spec.ts', 'if (values <= limit) return variants;', 'return variants;', 'hostile/bounds'],
  ['guard: included variants', 'src/spec/matrix-variants.ts', 'if (variants.length > limit) {', 'if (variants.length > 1e9) {', 'hostile/bounds'],
  ['guard: the spec that needs too much memory', 'src/cli/program.ts', "if (problem?.code !== 'AIB926' || error.spec === undefined) return problem;", 'if (problem) return problem;', 'cli/worker-pool'],
  ['guard: what a manifest may delete', 'src/disk/write-outputs.ts', 'if (!isTrusted && !isOwnOutput(kind, path, bytes)) {', 'if (bytes.length < 0) {', 'hostile/manifests'],
  ['guard: what --prune may delete', 'src/disk/left-over-images.ts', "if (!isTrusted && !isOwnOutput('image', file, bytes) && !own.has(file)) return false;", '', 'hostile/manifests'],
  ['guard: manifests without a receipt', 'src/disk/write-outputs.ts', '!bytes || !receipts.has(bytes) ||', '!bytes ||', 'hostile/manifests'],
  ['guard: paths in a manifest', 'src/disk/manifest.ts', 'return staysInside(path) ? ', "return path !== '' ? ", 'laws/outside'],
  ['guard: size of a manifest', 'src/disk/manifest.ts', '.slice(0, mostFiles)', '', 'hostile/manifests'],
  ['guard: bytes of a manifest', 'src/disk/manifest.ts', 'host.readFile(path, { limit: largestManifest })', 'host.readFile(path)', 'hostile/manifests'],
  ['guard: specs are no outputs', 'src/project/find-specs.ts', '!isOwnPipeline(host, path)', 'true', 'hostile/manifests'],
  ['guard: pipelines are told by their jobs', 'src/emit/pipeline-mark.ts', ' && /^(?:jobs|stages):/m.test(text)', '', 'hostile/manifests'],
  ['guard: late edits', 'src/disk/write-outputs.ts', 'if (bytes && path !== manifestName && checksum(bytes) !== before) return edited(done.current);', '', 'hostile/manifests'],
  ['guard: late edits of what --prune removes', 'src/disk/left-over-images.ts', 'isSame = !bytes || checksum(bytes) === before;', '', 'hostile/manifests'],
  ['guard: folders exchanged for links', 'src/disk/open-folder.ts', 'O_RDONLY | O_DIRECTORY | O_NOFOLLOW', 'O_RDONLY | O_DIRECTORY', 'hostile/manifests'],
  ['guard: links in the output folder', 'src/disk/plain-files.ts', "if (kind === 'link') return { blocked: `\"${folder}\" is a symbolic link` };", "if (kind === 'link') return undefined;", 'hostile/manifests'],
  ['guard: folders that cannot be written to', 'src/disk/write-outputs.ts', 'if (!isNew && !host.canWrite(folder)) {', 'if (folder.length < 0) {', 'hostile/manifests'],
  ['guard: temporary names', 'src/disk/temporary-name.ts', ".padStart(12, '0')", ".slice(0, 4)", 'disk/temporary-name'],
  ['guard: bytes on the disk before a rename', 'src/disk/open-folder.ts', 'fs.fdatasyncSync(handle);', '', 'hostile/manifests'],
  ['guard: the lock of another build', 'src/disk/output-lock.ts', 'if (!hasEndedOwner(path)) return false;', '', 'cli/left-over'],
  ['guard: GitHub commands', 'src/lib/safe-text.ts', "withoutAzureCommands(text).replace(/^([^\\S\\n]*):(?=:)/gm, '$1: ')", 'withoutAzureCommands(text)', 'hostile/text'],
  ['guard: Azure commands', 'src/lib/safe-text.ts', "text.replace(/##(?=(?:vso)?\\[)/gi, '# ')", 'text', 'hostile/text'],
  ['guard: terminal controls', 'src/lib/safe-text.ts', 'withoutCommands(text.replace(invisible, spelledOut))', 'withoutCommands(text)', 'hostile/text'],
  ['guard: lines above carets', 'src/lib/safe-text.ts', "line.replace(invisible, ' ')", 'line', '(?:hostile/text|lib/safe-text)'],
  ['guard: JSON in a log', 'src/lib/safe-text.ts', '    json.replace(inJson, (found) => {', "    json.replace('\\0', (found) => {", 'hostile/text'],
  ['guard: GitHub annotations', 'src/lib/safe-text.ts', ".replaceAll('\\n', '%0A')\n", '\n', 'lib/safe-text'],
  ['guard: messages of the command line', 'src/cli/program.ts', 'io.stderr(safeLines(text))', 'io.stderr(text as never)', 'hostile/text'],
  ['guard: whole lines of a log', 'src/azure/operations/live-log.ts', 'all.lastIndexOf(10) + 1', 'all.length', 'azure/live-logs'],
  ['guard: names with control characters', 'src/spec/spec-files.ts', 'if (hasControls(path)) {', 'if (path.length < 0) {', 'hostile/names'],
  ['guard: code spans in Markdown', 'src/value/printers/markdown-printer.ts', 'while (runs.has(fence)) fence += 1;', '', 'hostile/text'],
  ['guard: lines for git cat-file', 'src/disk/git.ts', ".filter((name) => !name.includes('\\n'))", '', 'hostile/names'],
  ['guard: secrets are searched piece by piece', 'src/service/secrets/find-secrets.ts', 'const windowLength = 4096;', 'const windowLength = 4e9;', 'hostile/secrets'],
  ['guard: secrets in lines of source', 'src/diagnostics/formats/text.ts', 'withoutSecrets(whole, secretsNear(diagnostic.span, diagnostic.line))', 'whole', 'rules/secrets'],
  ['guard: secrets in messages', 'src/diagnostics/nearby-secrets.ts', 'withoutSecrets(message, [...near, ...ownForms])', 'message', 'rules/secrets'],
  ['guard: secrets in excerpts of logs', 'src/build-logs/explain-log.ts', 'lines.map((line) => withoutSecrets(line, secrets))', 'lines', '(?:build-logs|cli/logs)'],
  ['guard: secrets in a log that is followed', 'src/azure/operations/build-log.ts', 'maskSecrets(serviceText(part.text))', 'serviceText(part.text)', 'azure/(?:live-logs|commands)'],
  ['guard: secrets in the step that runs', 'src/cli/azure/step-progress.ts', 'safeText(maskSecrets(progress.lastLine))', 'safeText(progress.lastLine)', '(?:azure/live-logs|cli/live-table)'],
  ['guard: number of secrets of a script', 'src/image/script-content.ts', 'if (found.size >= mostSecrets) break;', '', 'rules/secrets'],
  ['guard: files of Bicep outside of its folder', 'src/disk/bicep-files.ts', "return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);", 'return true;', '(?:import|cli/import)'],
  ['guard: Bicep fetches nothing', 'src/disk/bicep-cli.ts', "'--no-restore', ", '', '(?:import|cli/import)'],
  ['guard: Unicode of names', 'src/lib/file-name-key.ts', "name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFC')", 'name.toUpperCase().toLowerCase()', 'lib/file-name-key'],
  ['guard: device names of Windows', 'src/rules/fleet/check-fleet.ts', '/^(?:con|prn|aux|nul|com\\d|lpt\\d)(?:\\.|$)/i.test(name) ||', '', 'test/invalid'],
  ['guard: device names of Windows in templates', 'src/emit/user-templates/output-paths.ts', '(?:con|prn|aux|nul|com\\d|lpt\\d)(?:\\.[^/]*)?|', '', 'lib/file-name-key'],
  ['guard: upgrade of a link', 'src/cli/commands/upgrade.ts', 'io.host.realPath(one.spec)', 'one.spec', 'cli/upgrade'],
  ['guard: --fix of a link', 'src/cli/apply-fixes.ts', 'host.realPath(source.path)', 'source.path', 'hostile/names'],
  ['guard: system errors are told', 'src/cli/program.ts', "if (problem) return report(io, [problem], 'text', false);", '', 'hostile/process'],
  ['guard: the token of Azure Pipelines', 'templates/pipelines/azure-pipelines.yml.hbs', 'SYSTEM_ACCESSTOKEN: $(System.AccessToken)', 'NONE: x', 'test/pipelines'],
  ['guard: previews of forks in Azure Pipelines', 'templates/pipelines/azure-pipelines.yml.hbs', ", ne(variables['System.PullRequest.IsFork'], 'True')", '', 'test/pipelines'],
  ['guard: federated pull requests', 'src/cli/init/pipeline-setup.ts', '$prefix:environment:$2', '$prefix:pull_request', 'test/pipelines'],
  ['guard: builds in pull requests', 'templates/pipelines/github.yml.hbs', "github.event_name != 'pull_request' && github.event_name != 'merge_group' && needs.plan.result", 'needs.plan.result', 'test/pipelines'],
  ['guard: runs that stop cancels', 'templates/pipelines/github.yml.hbs', "needs.build.result == 'cancelled' && needs.build.outputs.runs != ''", "needs.build.result == 'cancelled'", 'test/pipelines'],
  ['guard: what stop waits for', 'templates/pipelines/github.yml.hbs', "    needs: build\n    runs-on: {{runner}}\n    timeout-minutes: 45\n", "    needs: plan\n    runs-on: {{runner}}\n    timeout-minutes: 45\n", 'test/pipelines'],
]; // prettier-ignore

/** Guards whose tests run the command as it is built, so that it is built for each. */
const builtGuards: readonly Mutation[] = [
  ['guard: a working folder that is gone', 'src/bin/main.ts', '  } catch {\n    return undefined;\n  }\n}', '  } catch (error) {\n    throw error;\n  }\n}', 'hostile/process'],
  ['guard: standard error is full', 'src/disk/streams.ts', "if (code !== 'EAGAIN' && descriptor === 2) return;", '', 'hostile/process'],
  ['guard: paths that are too long', 'src/disk/system-errors.ts', " || code === 'ENAMETOOLONG'", '', 'hostile/process'],
  ['guard: compiled code that is broken', 'src/bin/compiled-code.ts', 'content.sum.equals(sha256(content.code))', 'content.code.length > 0', 'test/package'],
]; // prettier-ignore

// The quick ones first: the first that fails is told.
const laws = [
  'read-back', 'interrupted', 'outside', 'bad-input', 'hostile', 'laws-odd', 'laws-even', 'coverage',
].map((name) => `laws/${name}`); // prettier-ignore

const root = process.cwd();
const all = [...mutations, ...guards, ...builtGuards];
const gone = all.filter(
  ([, file, from]) => !readFileSync(path.join(root, file), 'utf8').includes(from),
);
if (gone.length > 0) {
  throw new Error(`No longer in the sources: ${gone.map(([name]) => name).join(', ')}`);
}
const copy = mkdtempSync(path.join(tmpdir(), 'aibgen-mutations-'));
const skipped = /^(?:node_modules|\.git|\.tools)$/;
cpSync(root, copy, {
  recursive: true,
  filter: (from) => !skipped.test(path.relative(root, from).split(path.sep)[0] ?? ''),
});
for (const name of ['node_modules', '.tools']) {
  symlinkSync(path.join(root, name), path.join(copy, name));
}

/** The first test that fails, and the first line of what it says. A law takes its time to look for the smallest spec. */
function caughtBy(suites: readonly string[]): string | undefined {
  for (const suite of suites) {
    const { status, stdout, stderr, error } = spawnSync(
      process.execPath,
      ['--max-old-space-size=2000', 'node_modules/jest/bin/jest.js', '-w', '1', '--forceExit', '--testPathPatterns', `${suite}.*\\.test`], // prettier-ignore
      { cwd: copy, encoding: 'utf8', timeout: suite.startsWith('laws/') ? 300_000 : 120_000, maxBuffer: 1e9, killSignal: 'SIGKILL', env: { AIBGEN_LAW_RUNS: '60', CI: 'true', ...process.env } }, // prettier-ignore
    );
    if (error) return `${suite}: does not end`;
    if (status !== 0) return `${suite}: ${/● (.*)/.exec(stdout + stderr)?.[1] ?? 'does not run'}`;
  }
  return undefined;
}

/** Builds the command of the copy. */
function build(): void {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', 'build'], {
    cwd: copy,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`It cannot be built: ${stderr}`);
}

const wanted = process.argv.slice(2).join(' ');
const chosen = all.filter(([name]) => name.includes(wanted));
let missed = 0;
try {
  // A test that fails anyway notices nothing.
  for (const suite of new Set(chosen.flatMap(([, , , , test]) => test ?? laws))) {
    const failure = caughtBy([suite]);
    if (failure !== undefined) throw new Error(`Fails with nothing broken: ${failure}`);
  }
  for (const mutation of chosen) {
    const [name, file, from, to, test] = mutation;
    const isBuilt = builtGuards.includes(mutation);
    const target = path.join(copy, file);
    const text = readFileSync(target, 'utf8');
    writeFileSync(
      target,
      text.replace(from, () => to),
    );
    if (isBuilt) build();
    const caught = caughtBy(test === undefined ? laws : [test]);
    writeFileSync(target, text);
    if (isBuilt) build();
    if (caught === undefined) missed += 1;
    process.stdout.write(`${name} (${file}): ${caught ?? 'NO TEST FAILS'}\n`);
  }
} finally {
  rmSync(copy, { recursive: true });
}
process.exitCode = missed === 0 ? 0 : 1;
