/** `aibgen matrix`: the images as a JSON matrix, over which a CI system spreads its jobs. */
import { jsonText, safe } from '../../lib/safe-text';
import type { SpecOptions } from '../../spec/spec-options';
import { hasErrors } from '../../diagnostics/diagnostic';
import { buildMinutes, environmentOf } from '../../emit/output-context';
import { fillText } from '../../value/printers/json-printer';
import type { UserTemplates } from '../../emit/user-templates/user-templates';
import { outputIds } from '../build/prepare';
import { exit, type Io } from '../io';
import { report } from '../report';
import { resolveAll, type RunImage } from '../../project/resolve-all';
import { changedSince, inShard, isOther, type Since, type SliceOptions } from '../fleet-slice';
import { selectSpecs } from '../../project/find-specs';
import { readTemplates } from '../read-user-templates';
import { folderPath } from '../../lib/paths';

export interface MatrixOptions extends SpecOptions, SliceOptions {
  readonly out: string;
  /** The folder of the user's templates. */
  readonly templates?: string;
}

/** Runs the command; returns its exit code. The matrix is one line: CI systems take it as the value of a variable. */
export async function matrix(
  io: Io,
  args: readonly string[],
  options: MatrixOptions,
): Promise<number> {
  const selection = await selectSpecs(io.host, args, options.out);
  const run = resolveAll(io.host, selection, options);
  const out = folderPath(options.out);
  const since = await changedSince(io, options.changedSince, out);
  const { own, diagnostics: ofTemplates } = await readTemplates(io.host, options.templates);
  const diagnostics = [
    ...selection.diagnostics,
    ...run.diagnostics,
    ...since.diagnostics,
    ...ofTemplates,
  ];
  const code = report(io, diagnostics, 'text', false, 'with the rest');
  if (hasErrors(diagnostics)) return code;
  const images: RunImage[] = [];
  for (const one of inShard(run.images, options.shard, ({ image }) => image.folder)) {
    if (await isChanged(one, since, options, own)) images.push(one);
  }
  io.stdout(safe`${jsonText({ include: images.map((one) => row(one, out)) })}\n`);
  return exit.done;
}

/** True where the deployment of an image is another one than in the commit; where that has no outputs, where a file is. */
async function isChanged(
  one: RunImage,
  { changed, committed }: Since,
  options: MatrixOptions,
  own: UserTemplates | undefined,
): Promise<boolean> {
  if (!committed) return changed(Object.keys(one.used), one.spec);
  const ids = await outputIds(one, one.spec, options, own, committed.algorithm);
  return isOther(committed, one.image.folder, ids, 'deployed');
}

function row({ image, spec }: RunImage, out: string) {
  const environment = environmentOf(image);
  const { own } = image;
  return {
    name: image.folder,
    spec,
    out: `${out}/${image.folder}`,
    timeoutInMinutes: buildMinutes(image, environment),
    location: fillText(image.location, environment),
    imageTemplateName: fillText(image.name, environment),
    os: image.facts.os.value,
    architecture: image.facts.architecture.value,
    apiVersion: image.apiVersion,
    ...(own.subscription === undefined ? {} : { subscription: own.subscription }),
    ...(own.resourceGroup === undefined ? {} : { resourceGroup: own.resourceGroup }),
  };
}
