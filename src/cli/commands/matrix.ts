/** `aibgen matrix`: the images as a JSON matrix, over which a CI system spreads its jobs. */
import type { SpecOptions } from '../../spec/spec-options';
import { hasErrors } from '../../diagnostics/diagnostic';
import { buildMinutes, environmentOf } from '../../emit/output-context';
import { fillText } from '../../value/printers/json-printer';
import { exit, type Io } from '../io';
import { report } from '../report';
import { resolveAll, type RunImage } from '../resolve-all';
import { changedSince, inShard, type SliceOptions } from '../fleet-slice';
import { selectSpecs } from '../find-specs';
import { folderPath } from '../../lib/paths';

export interface MatrixOptions extends SpecOptions, SliceOptions {
  readonly out: string;
}

/** Runs the command; gives back its exit code. The matrix is one line: CI systems take it as the value of a variable. */
export async function matrix(
  io: Io,
  args: readonly string[],
  options: MatrixOptions,
): Promise<number> {
  const selection = await selectSpecs(io.host, args);
  const run = resolveAll(io.host, selection, options);
  const { changed, diagnostics: refused } = await changedSince(io, options.changedSince);
  const diagnostics = [...selection.diagnostics, ...run.diagnostics, ...refused];
  const code = report(io, diagnostics, 'text', false, 'with the rest');
  if (hasErrors(diagnostics)) return code;
  const images = inShard(run.images, options.shard, ({ image }) => image.folder).filter((one) =>
    changed(Object.keys(one.used), one.spec),
  );
  const out = folderPath(options.out);
  io.stdout(`${JSON.stringify({ include: images.map((one) => row(one, out)) })}\n`);
  return exit.done;
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
