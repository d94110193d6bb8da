/** `aibgen logs`: why a build failed, from its log. */
import { nearPath } from '../../disk/near-path';
import { joined, jsonText, safe } from '../../lib/safe-text';
import { createLogReader, type ExplainedLog, type LogContext } from '../../build-logs/explain-log';
import { diagnose, type Finding, hasErrors, published } from '../../diagnostics/diagnostic';
import { formatGithub } from '../../diagnostics/formats/github';
import { formatSarif } from '../../diagnostics/formats/sarif';
import { coloured, formatText, plain } from '../../diagnostics/formats/text';
import { systemReason } from '../../disk/host';
import type { Image } from '../../image/image';
import { baseName } from '../../lib/paths';
import type { SpecOptions } from '../../spec/spec-options';
import { selectSpecs } from '../../project/find-specs';
import { exit, type Io } from '../io';
import { explanationText } from '../logs/explanation-text';
import { type Format, report } from '../report';
import { resolveAll } from '../../project/resolve-all';

export interface LogsOptions extends SpecOptions {
  readonly format: Format;
}

/** What the arguments name: specs first, then logs. */
export interface LogArguments {
  readonly specs: readonly string[];
  readonly logs: readonly string[];
}

/** Tells the logs among the arguments: `-`, files that are not YAML, and what is called as a log is. */
export function logArguments(io: Io, args: readonly string[]): LogArguments {
  const isLog = (arg: string): boolean =>
    arg === '-' ||
    /\.(?:log|txt|json)$/i.test(arg) ||
    (!/\.ya?ml$/i.test(arg) && ['file', 'link', 'other'].includes(io.host.kindOf(arg) ?? ''));
  const logs = args.filter(isLog);
  return { specs: args.filter((arg) => !isLog(arg)), logs };
}

/** Explains logs that lie on the disk or come on standard input; returns the exit code. */
export async function explainLogs(
  io: Io,
  { specs, logs }: LogArguments,
  options: LogsOptions,
): Promise<number> {
  const images = await imagesOf(io, specs, options);
  if (!images) return exit.usage;
  const explained: ExplainedLog[] = [];
  for (const log of logs) {
    const one = await explainFile(io, log, { images, logName: baseName(log) });
    if ('code' in one) return report(io, [one], options.format, false);
    explained.push(one);
  }
  return printExplanations(io, explained, options.format);
}

/** The images of the specs; other mistakes in them than such that leave no image do not matter to a log. */
async function imagesOf(
  io: Io,
  specs: readonly string[],
  options: LogsOptions,
): Promise<readonly Image[] | undefined> {
  if (specs.length === 0) return [];
  const selection = await selectSpecs(io.host, specs);
  const run = resolveAll(io.host, selection, options);
  if (run.images.length > 0) return run.images.map(({ image }) => image);
  const problems = [...selection.diagnostics, ...run.diagnostics];
  report(io, problems, options.format, false);
  return undefined;
}

async function explainFile(
  io: Io,
  path: string,
  context: LogContext,
): Promise<ExplainedLog | Finding> {
  const reader = createLogReader(context);
  if (path !== '-' && io.host.kindOf(path) === undefined) {
    return diagnose('AIB901', { path, near: nearPath(io.host, path) }, { file: path });
  }
  try {
    if (path === '-') for await (const chunk of io.stdinChunks()) reader.write(chunk);
    else for (const chunk of io.host.readChunks(path)) reader.write(chunk);
  } catch (error) {
    return diagnose('AIB903', { path, why: systemReason(error) }, { file: path });
  }
  return reader.end();
}

/** Prints explanations in a format; returns the exit code: 1 where a build failed, 2 for what is not a log. */
export function printExplanations(
  io: Io,
  explained: readonly ExplainedLog[],
  format: Format,
): number {
  const diagnostics = explained.flatMap((one) => one.diagnostics);
  const [only, ...more] = explained;
  switch (format) {
    case 'json': {
      const all = explained.map((one) => one.explanation);
      const shown = only && more.length === 0 ? only.explanation : all;
      io.stdout(safe`${jsonText(shown, 2)}\n`);
      break;
    }
    case 'sarif':
      io.stdout(formatSarif(diagnostics.map(published)));
      break;
    case 'github':
      io.stdout(formatGithub(diagnostics));
      break;
    default: {
      const paint = io.colour ? coloured : plain;
      io.stdout(
        joined(
          explained.map((one) => explanationText(one, paint)),
          '\n',
        ),
      );
    }
  }
  if (format !== 'text') {
    const notes = explained.flatMap(({ diagnostics, explanation }) =>
      diagnostics.slice(explanation.causes.length),
    );
    if (notes.length > 0 && format === 'json') io.stderr(formatText(notes, plain));
  }
  const results = explained.map(({ explanation }) => explanation.result);
  if (results.some((one) => one === 'failed' || one === 'canceled')) return exit.problems;
  return hasErrors(diagnostics) ? exit.usage : exit.done;
}
