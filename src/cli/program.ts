/** The command line: which command is meant, and how the process ends. */
import { joined, safeLine, safeLines, type SafeText } from '../lib/safe-text';
import { Command, CommanderError } from 'commander';
import { readProject } from '../config/read-config';

import { applyProject, followsProject } from './apply-project';
import { commandGroups } from './command-table';
import { diagnose, type Finding, hasErrors } from '../diagnostics/diagnostic';
import { systemReason } from '../disk/host';
import { errorCode } from '../disk/system-errors';
import { FailedWorker } from './fleet/worker-protocol';
import { exit, type Io } from './io';
import { formats, report } from './report';
import { example } from './tables/shared-options';

/** The command whose script names all others. */
const completionName = 'completion';

/** The configuration file has errors: the command does not begin. */
class ConfigurationError extends Error {
  constructor(readonly code: number) {
    super('the configuration file has errors');
  }
}

/** Runs the command line; returns the exit code. */
export async function main(io: Io, argv: readonly string[]): Promise<number> {
  let code: number = exit.done;
  const done = (result: number): void => {
    code = result;
  };
  const program = createProgram(io, argv, done);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof ConfigurationError) return error.code;
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.done : exit.usage;
    const problem = systemProblem(error);
    if (problem) return report(io, [problem], 'text', false);
    io.stderr(bugText(error));
    return exit.bug;
  }
}

/** The diagnostic for an error of the system, wherever it came up; `undefined` for a bug. */
function systemProblem(error: unknown): Finding | undefined {
  if (error instanceof FailedWorker) {
    const problem = systemProblem(error.reason);
    if (problem?.code !== 'AIB926' || error.spec === undefined) return problem;
    return diagnose('AIB926', { specs: [error.spec] }, { file: error.spec });
  }
  const code = errorCode(error);
  if (code === undefined || !/^E[A-Z]+$|^ERR_WORKER_/.test(code)) return undefined;
  if (code.startsWith('ERR_WORKER_')) return diagnose('AIB926', { specs: [] }, {});
  const path = error instanceof Error && 'path' in error ? String(error.path) : '';
  return diagnose('AIB925', { path, why: systemReason(error) }, { file: path });
}

/** The message for a bug in aibgen: enough to report it. */
function bugText(error: unknown): SafeText {
  const cause = error instanceof FailedWorker ? error.reason : error;
  const what = cause instanceof Error ? cause.message : String(cause);
  return joined([
    safeLine(`aibgen ${AIBGEN_VERSION} has a bug: ${what}`),
    safeLine('Please report it with the spec that shows it.'),
  ]);
}

function createProgram(io: Io, argv: readonly string[], done: (code: number) => void): Command {
  const program = new Command('aibgen')
    .description(
      'Azure VM Image Builder templates, Bicep, rights and pipelines from a short YAML spec.',
    )
    .version(AIBGEN_VERSION, '-V, --version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout(safeLines(text)),
      writeErr: (text) => io.stderr(safeLines(text)),
    })
    .showHelpAfterError('(see aibgen --help)')
    .addHelpText('after', example('aibgen build specs/web-base.yaml'));
  // Where a command is named first, the others cost only time; the completion is about all of them.
  const [first = ''] = argv;
  const completes = first === completionName;
  const project = followsProject(first) ? readProject(io.host) : undefined;
  program.hook('preAction', (_, command) => {
    if (!project?.file) return;
    const format = formats.find((one) => one === command.getOptionValue('format')) ?? 'text';
    const failed = hasErrors(project.diagnostics);
    const code = report(io, project.diagnostics, failed ? format : 'text', false);
    if (failed) throw new ConfigurationError(code);
    applyProject(command, project, io.host);
  });
  const all = Object.entries(commandGroups).flatMap(([group, commands]) =>
    Object.entries(commands).map(([name, define]) => ({ group, name, define })),
  );
  const named = completes ? [] : all.filter(({ name }) => name === first);
  for (const { group, name, define } of named.length > 0 ? named : all) {
    define(program.command(name).helpGroup(group), { ...io, project }, done);
  }
  for (const command of program.commands) command.copyInheritedSettings(program);
  return program;
}
