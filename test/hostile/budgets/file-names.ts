/** Hostile names of specs, bases, scripts and folders, through every command. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { minimal } from '../../support/cli';
import { randomOf, type Random } from './random';
import { changes, listing, openSandbox, putFiles, run } from './sandbox';
import { names } from './texts';

/** A name, alone or made of two. */
function hostileName(random: Random): string {
  const first = random.pick(names);
  const name = random.chance(0.4) ? `${first}${random.pick(names)}` : first;
  return name.replaceAll('/', '_').replaceAll('\0', '').slice(0, 200);
}

const inAzure = ['deploy', 'run', 'wait', 'logs', 'outputs', 'status', 'cancel', 'delete', 'delete --left-over', 'upload', 'promote', 'prune']; // prettier-ignore

/** Every command that looks at specs, with a spec, its folder, and a base, in all formats. */
function commandsFor(file: string, folder: string): readonly (readonly string[])[] {
  const formats = (command: string, all: readonly string[]) =>
    all.map((format) => [command, '--format', format, '--', folder]);
  return [
    ...formats('validate', ['text', 'json', 'sarif', 'github']),
    ['validate', '--', file],
    ['build', '--', file],
    ['build', '--', folder],
    ['build', '--check', '--', folder],
    ['build', '--strict', '--', folder],
    ['build', '--stdout', 'README.md', '--', file],
    ...formats('roles', ['text', 'json', 'github']),
    ['roles', '--against', 'HEAD', '--', folder],
    ['diff', '--against', 'HEAD', '--', folder],
    ...formats('diff', ['text', 'json', 'markdown']),
    ['explain', '--', file],
    ['explain', '--format', 'json', '--', file],
    ['matrix', '--', folder],
    ['upgrade', '--', file],
    ['import', '--', file],
    ['import', '-o', folder, '--', file],
    ['logs', '--', file, file],
    ['logs', '--format', 'github', '--', file],
    ['validate', '--fix', '--', folder],
    ['build', '-o', file, '--', 'plain.yaml'],
    ['build', '--templates', folder, '--', 'plain.yaml'],
    ['build', '--pipelines', `ci/${path.basename(file)}`, '--', 'plain.yaml'],
    ['init', '-o', `${folder}/new.yaml`],
    ...['fmt', 'config', 'schema', 'docs', 'completion'].map((command) => [command, '--', file]),
    // In Azure, as far as they come where no subscription is known: nothing is asked for, and no login is looked for.
    ...[...inAzure, 'diff --live', 'roles --live'].map((command) => [
      ...command.split(' '),
      '--',
      folder,
    ]),
    [
      'run',
      '--wait',
      '--runs',
      `${folder}/runs`,
      '--summary',
      `${folder}/summary.md`,
      '--save-logs',
      `${folder}/logs`,
      '--',
      file,
    ],
    ['wait', '--annotate', 'github', '--run', path.basename(file), '--', file],
    ['deploy', '--what-if', '--annotate', 'azure', '--set', `${path.basename(file)}=x`, '--', file],
    ['promote', '--version', path.basename(file), '--', path.basename(file)],
    ['cancel', '--runs', file, '--', path.basename(file)],
  ];
}

/** What is wrong with one name in all commands. */
export async function judgeName(seed: number): Promise<readonly string[]> {
  const random = randomOf(seed);
  const [name, folderName, baseName] = [hostileName(random), hostileName(random), hostileName(random)];
  const folder = `specs/${folderName}`;
  const file = `${folder}/${name}.yaml`;
  const base = `_${baseName}.yaml`;
  const broken = random.chance(0.3) ? 'locaton: x\n' : '';
  const spec = `extends: ${JSON.stringify(`./${base}`)}\n${random.chance(0.5) ? 'name: good\n' : ''}${broken}${minimal}`;
  const sandbox = openSandbox({ 'plain.yaml': minimal });
  try {
    mkdirSync(path.join(sandbox.project, folder), { recursive: true });
    putFiles(sandbox.project, {
      [file]: spec,
      [`${folder}/${base}`]: 'tags: { a: b }\n',
      [`${folder}/${name}.sh`]: 'echo x\n',
    });
    const all: string[] = [];
    for (const argv of commandsFor(file, folder)) {
      // Each command may write where it is told to; nothing else changes.
      const may = (one: string): boolean =>
        /^project\/(?:out|ci)(?:\/|$)|^home\/\.cache/.test(one) || (one.startsWith('project/') && !/^project\/(?:\.git(?:\/|$)|plain)/.test(one));
      const before = listing(sandbox.around, may);
      const { problems } = await run(sandbox, argv);
      const touched = changes(before, listing(sandbox.around, may));
      all.push(...problems, ...touched.map((one) => `${argv.join(' ')} touched ${one}`));
    }
    const pwned = [...listing(sandbox.around).keys()].filter((one) => /(?:^|\/)pwned$/.test(one));
    if (pwned.length > 0) all.push(`a name was run as a command: ${pwned.join(', ')}`);
    return all;
  } finally {
    sandbox.close();
  }
} // prettier-ignore
