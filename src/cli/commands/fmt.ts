/** `aibgen fmt`: specs and their parts in one layout. */
import { diagnose, type Finding } from '../../diagnostics/diagnostic';
import { systemReason } from '../../disk/host';
import { projectReader } from '../../disk/project';
import { formatSpec } from '../../format/format-spec';
import { safeLine } from '../../lib/safe-text';
import { selectSpecs } from '../../project/find-specs';
import { fileLimits } from '../../spec/size-limits';
import { refusalReason } from '../../spec/spec-files';
import { exit, type Io } from '../io';
import { type Format, report } from '../report';

export interface FmtOptions {
  /** True where nothing is written, and files in another layout are errors. */
  readonly check: boolean;
  readonly format: Format;
}

/** Runs the command; returns its exit code. */
export async function fmt(io: Io, args: readonly string[], options: FmtOptions): Promise<number> {
  if (args.includes('-')) return formatStdin(io, options);
  const { specs, diagnostics: unread } = await selectSpecs(io.host, args, io.project?.out, true);
  const diagnostics: Finding[] = [...unread];
  const changed: string[] = [];
  for (const spec of specs) {
    try {
      const content = projectReader(io.host, spec)(spec, fileLimits.yaml);
      if (!isContent(content)) {
        diagnostics.push(unreadable(spec, content));
        continue;
      }
      const formatted = await formatSpec(spec, content);
      diagnostics.push(...formatted.diagnostics);
      if (!formatted.isChanged) continue;
      if (options.check) diagnostics.push(diagnose('AIB970', { path: spec }, { file: spec }));
      else io.host.writeFile(io.host.realPath(spec), formatted.text);
      changed.push(spec);
    } catch (error) {
      diagnostics.push(
        diagnose('AIB903', { path: spec, why: systemReason(error) }, { file: spec }),
      );
    }
  }
  const code = report(io, diagnostics, options.format, false);
  if (!options.check) {
    for (const spec of changed) io.stderr(safeLine(`${spec}: formatted`));
    io.stderr(
      safeLine(`${changed.length} of ${specs.length} file${specs.length === 1 ? '' : 's'} changed`),
    );
  }
  return code;
}

type Read = ReturnType<ReturnType<typeof projectReader>>;

function isContent(read: Read): read is string | Uint8Array {
  return typeof read === 'string' || read instanceof Uint8Array;
}

function unreadable(path: string, read: Exclude<Read, string | Uint8Array>): Finding {
  const why = read === undefined ? 'it is gone' : refusalReason(read);
  return diagnose('AIB903', { path, why }, { file: path });
}

/** Standard input in the one layout, on standard output: for editors. */
async function formatStdin(io: Io, { check, format }: FmtOptions): Promise<number> {
  const file = 'stdin.yaml';
  const { text, isChanged, diagnostics } = await formatSpec(file, await io.stdin());
  const wrong = check && isChanged ? [diagnose('AIB970', { path: file }, { file })] : [];
  const all = [...diagnostics, ...wrong];
  if (all.length > 0) return report(io, all, format, false);
  if (!check) io.rawStdout(text);
  return exit.done;
}
