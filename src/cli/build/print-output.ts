/** `aibgen build --stdout <file>`: prints one output of one image. */
import { diagnose, hasErrors } from '../../diagnostics/diagnostic';
import type { BuildOptions } from './build-options';
import { exit, type Io } from '../io';
import { folderOutputs } from './folder-outputs';
import { report } from '../report';
import { resolveAll } from '../../project/resolve-all';
import { selectSpecs } from '../../project/find-specs';
import { readTemplates } from '../read-user-templates';

/** Runs the command; returns its exit code. */
export async function printOutput(
  io: Io,
  args: readonly string[],
  options: BuildOptions & { readonly stdout: string },
): Promise<number> {
  const { format, stdout: name, strict } = options;
  const selection = await selectSpecs(io.host, args, options.out);
  const run = resolveAll(io.host, selection, options);
  const { own, diagnostics: ofTemplates } = await readTemplates(io.host, options.templates);
  const diagnostics = [...selection.diagnostics, ...run.diagnostics, ...ofTemplates];
  const warned = strict && diagnostics.some((one) => one.severity === 'warning');
  if (hasErrors(diagnostics) || warned) return report(io, diagnostics, format, strict);
  const [only, ...more] = run.images;
  if (!only || more.length > 0) {
    const problem = diagnose('AIB913', { name, count: run.images.length }, {});
    return report(io, [problem], format, strict);
  }
  const { files, diagnostics: failed } = await folderOutputs(only, only.spec, '', options, own);
  if (hasErrors(failed)) return report(io, [...diagnostics, ...failed], format, strict);
  const content = Object.hasOwn(files, name) ? files[name] : undefined;
  if (content === undefined) {
    const problem = diagnose('AIB914', { name, known: Object.keys(files) }, {});
    return report(io, [problem], format, strict);
  }
  report(io, diagnostics, 'text', strict, 'with the rest');
  io.rawStdout(content);
  return exit.done;
}
