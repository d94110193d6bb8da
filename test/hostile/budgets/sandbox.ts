/** A project in a folder with things around it that nobody may touch, and what is the same for every command that runs in it. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type CliResult, cliWith } from '../../support/cli';
import type { Cost } from './budgets';

/** The text of a file that no output and no message may show. */
export const canary = 'canary-51c9e7: of a file that nobody may read';
/** What a text would become if anything evaluated it: no text has it as it is. */
export const evaluated = 'AIBEVALUATED';
/** Texts that would become that. */
export const evaluatedTexts: readonly string[] = [
  "[concat('AIB','EVALUATED')]",
  "${'AIB'}EVALUATED",
  "{{#with 'AIB'}}{{this}}EVALUATED{{/with}}",
  'AIB$(printf EVALUATED)',
  'AIB`printf EVALUATED`',
  'AIB$("EVALUATED")',
  "$[format('AIB{0}','EVALUATED')]",
  "${{ format('AIB{0}','EVALUATED') }}",
];

export interface Sandbox {
  /** The folder around the project. */
  readonly around: string;
  /** The project, a repository. */
  readonly project: string;
  readonly close: () => void;
}

/** Makes a sandbox with some files in its project. */
export function openSandbox(files: Readonly<Record<string, string>>): Sandbox {
  const around = mkdtempSync(path.join(tmpdir(), 'aibgen-hostile-'));
  const project = path.join(around, 'project');
  putFiles(around, {
    'secret.yaml': `${canary}\n`,
    'victim/main.bicep': `// ${canary}\n`,
    'victim/.aibgen.json': '{"files":{"main.bicep":"x"}}\n',
    'home/.config/x': canary,
  });
  putFiles(project, { '.git/config': `# ${canary}\n`, '.git/HEAD': `${canary}\n`, ...files });
  return { around, project, close: () => rmSync(around, { recursive: true, force: true }) };
}

/** Writes files below a folder; a name that the system does not take is left out. */
export function putFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    try {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    } catch {
      // It is in the way of another one, too long, or not a name.
    }
  }
}

/** Puts links and pipes in place that lead out of the project or never end. */
export function putTraps(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const links = {
    'to-secret.yaml': '../../secret.yaml',
    'to-git.yaml': '../.git/config',
    'to-zero.yaml': '/dev/zero',
    'to-self.yaml': 'to-self.yaml',
    up: '..',
  };
  for (const [name, target] of Object.entries(links)) {
    try {
      symlinkSync(target, path.join(folder, name));
    } catch {
      // A file of the spec is called so.
    }
  }
  try {
    execFileSync('mkfifo', [path.join(folder, 'pipe.yaml')], { stdio: 'ignore' });
  } catch {
    // Likewise.
  }
}

/** What lies below a folder: kind, content or target of each path. Paths for which `ignored` holds are left out. */
export function listing(
  folder: string,
  ignored: (path: string) => boolean = () => false,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (inner: string): void => {
    for (const name of readdirSync(path.join(folder, inner))) {
      const entry = inner === '' ? name : `${inner}/${name}`;
      if (ignored(entry)) continue;
      const full = path.join(folder, entry);
      const stats = lstatSync(full);
      if (stats.isDirectory()) {
        found.set(entry, 'folder');
        visit(entry);
      } else if (stats.isSymbolicLink()) found.set(entry, `link to ${readlinkSync(full)}`);
      else if (stats.isFile()) {
        found.set(entry, createHash('sha256').update(readFileSync(full)).digest('hex'));
      } else found.set(entry, 'special');
    }
  };
  visit('');
  return found;
}

/** What differs between two listings. */
export function changes(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((one) => before.get(one) !== after.get(one));
}

/** What the runs of a seed cost. */
let most: Cost = { milliseconds: 0, of: '', megabytes: 0, runs: 0 };

/** Begins to count; the answer gives what the runs since then cost. */
export function costSince(): () => Cost {
  most = { milliseconds: 0, of: '', megabytes: 0, runs: 0 };
  return () => most;
}

/** Runs a command, and notes what it costs. */
export async function run(
  sandbox: Sandbox,
  argv: readonly string[],
  stdin = '',
): Promise<{ readonly result: CliResult; readonly problems: readonly string[] }> {
  const before = process.cpuUsage();
  const environment = { HOME: path.join(sandbox.around, 'home') };
  const input = async () => new TextEncoder().encode(stdin);
  const result = await cliWith({ environment, stdin: input }, sandbox.project, ...argv);
  const { user, system } = process.cpuUsage(before);
  const milliseconds = (user + system) / 1000;
  most = {
    ...(milliseconds > most.milliseconds ? { milliseconds, of: argv.join(' ') } : most),
    megabytes: Math.max(most.megabytes, process.memoryUsage.rss() / 1_000_000),
    runs: most.runs + 1,
  };
  return { result, problems: textProblems(result, argv) };
}

/** What is wrong with what a command printed. */
function textProblems({ code, stdout, stderr }: CliResult, argv: readonly string[]): string[] {
  const problems: string[] = [];
  const note = (what: string): void => {
    problems.push(`${JSON.stringify(argv)}: ${what}`);
  };
  if (![0, 1, 2, 4, 5].includes(code)) note(`exit ${code}: ${stderr.slice(0, 400)}`);
  if (/\n\s+at .+:\d+:\d+\)?\n/.test(stderr)) note('a stack trace');
  // What a command prints as data may be a file of the user; messages are text of aibgen.
  const isFile =
    ['import', 'upgrade', 'init', 'fmt'].includes(argv[0] ?? '') || argv.includes('--stdout');
  const isAnnotation = argv.includes('github');
  for (const [name, text] of [
    ['stderr', stderr],
    ...(isFile ? [] : [['stdout', stdout]]),
  ] as const) {
    if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(text ?? ''))
      note(`a control character in ${name}`);
    if (/##(?:vso)?\[/i.test(text ?? '')) note(`a command of Azure Pipelines in ${name}`);
    const commands = (text ?? '').match(/^[ \t]*::.*$/gm) ?? [];
    const wrong = commands.filter(
      (line) =>
        !isAnnotation ||
        !/^::(?:error|warning|notice) (?:file=[^:]*,)?(?:line=\d+,endLine=\d+,)?(?:col=\d+,endColumn=\d+,)?title=(?:AIB\d{3}|Right)::/.test(
          line,
        ),
    );
    if (wrong.length > 0) note(`a command of GitHub in ${name}: ${wrong[0]}`);
  }
  const shown = stdout + stderr;
  if (shown.includes(canary) || /root:[x*]:0:0:/.test(shown))
    note('the text of a file that it may not read');
  return problems;
}
