/**
 * Every YAML block of the manual builds. A block that begins with a comment that names its file is that file; blocks
 * of one page see each other, and `specs/`. A configuration file is read as one; a pipeline and a definition of Dev Box
 * are no specs. Any other block is a piece of a spec: what it lacks is added.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { isMap, isSeq, parseDocument } from 'yaml';
import { compile } from '../../src';
import { readProject } from '../../src/config/read-config';
import { diskHost } from '../../src/disk/host';
import { configName } from '../../src/disk/project';
import { folderWith } from '../support/cli';
import { root, specsFolder } from '../support/images';
import { type Block, blocksOf, manualPages } from '../support/manual';
import { lintProblems, schemaProblems } from '../support/pipelines';

const examples = Object.fromEntries(
  readdirSync(specsFolder, { recursive: true, encoding: 'utf8' })
    .map((name) => `specs/${name.replaceAll('\\', '/')}`)
    .filter((name) => statSync(path.join(root, name)).isFile())
    .map((name) => [name, readFileSync(path.join(root, name), 'utf8')]),
);

/** What the manual names without showing it. */
const others = {
  'scripts/setup.sh': 'true\n',
  'specs/setup.sh': 'true\n',
  'specs/_hardening.yaml': '- shell: sudo apt-get upgrade -y\n',
  'specs/_linux.yaml':
    'location: eastus2\nidentity: aib-identity\nsource: Canonical:ubuntu-24_04-lts:server:latest\n',
  'team/_network.yaml': 'vm: { subnet: vnet/build }\n',
};

const nameOf = (block: Block): string | undefined => /^# ([\w./-]+\.ya?ml)\b/.exec(block.text)?.[1];

/** The text of a whole spec: a piece is completed by what an image needs. */
function whole(text: string): string {
  const { contents } = parseDocument(text);
  if (isSeq(contents)) return whole(`customize:\n${text.replace(/^/gm, '  ')}`);
  const given = isMap(contents) ? contents.items.map((pair) => String(pair.key)) : [];
  const isWindows =
    /\b(?:power[sS]hell|windowsUpdate|Windows\w+|restart|mode)\b.*:/.test(text) ||
    /\baibgen\/(?:avd-|azure-monitor|cis-windows|language-|updates-windows|winget-)/.test(text);
  const uses = [...text.matchAll(/\{\{\s*(params|matrix)\.(\w+)\s*\}\}/g)];
  const used = (kind: string): readonly string[] =>
    uses.flatMap(([, of, name]) => (of === kind && name !== undefined ? [name] : []));
  const frame = {
    location: 'eastus2',
    identity: 'aib-identity',
    source: isWindows
      ? 'MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest'
      : 'Canonical:ubuntu-24_04-lts:server:latest',
    os: isWindows ? 'windows' : 'linux',
    scripts: { baseUri: 'https://corpscripts.blob.core.windows.net/scripts/', root: '..' },
    distribute: [{ vhd: 'image' }],
    parameters: Object.fromEntries(
      used('params').map((name) => [name, { type: 'string', default: 'x' }]),
    ),
    ...(used('matrix').length > 0 && {
      matrix: Object.fromEntries(used('matrix').map((name) => [name, ['dev']])),
    }),
  };
  const missing = Object.entries(frame).filter(([key]) => !given.includes(key));
  return `${text}\n${missing.map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join('\n')}\n`;
}

const blocks = manualPages
  // The diagnostics page shows bad examples, each with its message, in a test of its own.
  .filter((page) => page.file !== 'docs/diagnostics.md')
  .flatMap((page) => blocksOf(page).filter((block) => block.language === 'yaml'));

const isPipeline = (block: Block): boolean =>
  /pipelines\.yml$|^\.github\/|^\.gitlab-ci\.yml$/.test(nameOf(block) ?? '');

/** What `aibgen import` reads; that it is a definition is tested with the import. */
const isDevBox = (block: Block): boolean => /^\$schema: .*\n[^]*^tasks:$/m.test(block.text);

test.each(blocks.map((block) => [`${block.file}:${block.line}`, block] as const))(
  '%s',
  (_place, block) => {
    expect(parseDocument(block.text).errors).toEqual([]);
    if (isPipeline(block) || isDevBox(block)) return;
    const name = nameOf(block);
    // Settings of a project, whole or a part of them.
    if (path.posix.basename(name ?? '') === configName || block.file === 'docs/configuration.md')
      return;
    if (path.posix.basename(name ?? '').startsWith('_')) return;
    const named = blocks
      .filter((one) => one.file === block.file)
      .flatMap((one) => {
        const file = nameOf(one);
        return file === undefined ? [] : [[file, one.text] as const];
      });
    const entry = name ?? 'specs/example.yaml';
    const files = {
      ...others,
      ...examples,
      ...Object.fromEntries(named),
      [entry]: name === undefined ? whole(block.text) : block.text,
    };
    const { diagnostics } = compile({ files, entry });
    expect(
      diagnostics
        .filter((one) => one.severity === 'error')
        .map(({ line, message }) => ({ line, message })),
    ).toEqual([]);
  },
);

test('configuration files are read without complaint', () => {
  const files = blocks.filter((block) => path.posix.basename(nameOf(block) ?? '') === configName);
  const problems = files.flatMap(({ text }) => {
    const { file, diagnostics } = readProject(diskHost(folderWith({ [configName]: text })));
    return file === configName ? diagnostics.map(({ message }) => message) : ['not read'];
  });
  expect([files.length, problems]).toEqual([4, []]);
});

test('actionlint and the schema of Azure Pipelines find nothing in pipelines', () => {
  const workflows = blocks.filter((block) => nameOf(block)?.startsWith('.github/'));
  const named = workflows.map((block, index) => [`${index}`, block.text] as const);
  expect(lintProblems(Object.fromEntries(named))).toBe('');
  const azure = blocks.filter((block) => nameOf(block) === 'azure-pipelines.yml');
  expect(azure.map((block) => schemaProblems(block.text))).toEqual(azure.map(() => []));
  expect([workflows.length, azure.length]).toEqual([1, 0]);
});
