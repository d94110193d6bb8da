/** `aibgen build`: writes what the specs say, or checks that it is written. */
import { diagnose, type Diagnostic, hasErrors } from '../diagnostics/diagnostic';
import { checkOutputs } from '../disk/check';
import { manifestName } from '../disk/manifest';
import { type FolderOutputs, writeOutputs } from '../disk/write';
import type { OwnTemplates } from '../emit/own-templates';
import { imageOutputs } from '../image-outputs';
import type { SpecOptions } from '../resolve';
import { buildCommand } from './build-command';
import { exit, type Io } from './io';
import { type Format, report } from './report';
import { resolveAll, type RunImage } from './resolve-all';
import { changedSince, inShard, type SliceOptions } from './slice';
import { selectSpecs } from './specs';
import { readTemplates } from './templates';

export interface BuildOptions extends SpecOptions, SliceOptions {
  readonly out: string;
  /** The folder of the user's templates. */
  readonly templates: string | undefined;
  readonly check: boolean;
  readonly force: boolean;
  readonly strict: boolean;
  readonly format: Format;
  readonly stdout: string | undefined;
}

const schemaName = 'aibgen.schema.json';

/** Runs the command; gives back its exit code. */
export async function build(
  io: Io,
  args: readonly string[],
  options: BuildOptions,
): Promise<number> {
  const { host } = io;
  const { strict } = options;
  const selection = await selectSpecs(host, args);
  const run = resolveAll(host, selection, options);
  const { changed, diagnostics: refused } = await changedSince(io, options.changedSince);
  const { own, diagnostics: ofTemplates } = await readTemplates(host, options.templates);
  const diagnostics = [...selection.diagnostics, ...run.diagnostics, ...refused, ...ofTemplates];
  const warned = strict && diagnostics.some((one) => one.severity === 'warning');
  if (hasErrors(diagnostics) || warned) return report(io, diagnostics, options.format, strict);
  if (options.stdout !== undefined)
    return print(io, run.images, diagnostics, options.stdout, options, own);
  const out = options.out.replaceAll('\\', '/').replace(/(?<=.)\/+$/, '');
  const images = inShard(run.images, options.shard, ({ image }) => image.folder).filter((one) =>
    changed(Object.keys(one.used), one.spec),
  );
  // Of a slice only what is its own counts: other jobs see to the rest.
  const whole = !options.shard && options.changedSince === undefined;
  const rendered = images.map((one) => folderOutputs(one, out, options, own));
  const failed = rendered.flatMap((one) => one.diagnostics);
  if (hasErrors(failed)) return report(io, [...diagnostics, ...failed], options.format, strict);
  const folders = [...rendered, ...(whole || !options.check ? [await ownOutputs(io, out)] : [])];
  if (options.check) {
    const specs = new Map(images.map(({ image, spec }) => [`${out}/${image.folder}`, spec]));
    const command = (one: FolderOutputs): string => {
      const spec = specs.get(one.folder);
      return buildCommand(spec === undefined ? args : [spec], { ...options, out });
    };
    const found = checkOutputs(host, folders, { out, command, whole: whole && selection.folders });
    return report(io, [...diagnostics, ...found], options.format, strict, 'with the rest');
  }
  const written = writeOutputs(host, out, folders, options.force);
  const code = report(
    io,
    [...diagnostics, ...written.diagnostics],
    options.format,
    strict,
    'with the rest',
  );
  if (written.environment) return exit.usage;
  if (code === exit.done && options.format === 'text') {
    const count = images.length;
    const files = written.changed.length;
    const what = files === 0 ? 'nothing changed' : `${files} file${files === 1 ? '' : 's'} written`;
    io.stderr(`${count} image${count === 1 ? '' : 's'} in ${out}: ${what}\n`);
  }
  return code;
}

function folderOutputs(
  { image, spec, used }: RunImage,
  out: string,
  options: SpecOptions,
  own: OwnTemplates | undefined,
): FolderOutputs & { readonly diagnostics: readonly Diagnostic[] } {
  const { outputs, diagnostics } = imageOutputs(image, spec, used, options, own);
  const prefix = `${image.folder}/`;
  return {
    folder: `${out}/${image.folder}`,
    diagnostics,
    files: Object.fromEntries(
      Object.entries(outputs).map(([path, text]) => [path.slice(prefix.length), text]),
    ),
  };
}

/** What stands in the output folder itself. */
async function ownOutputs(io: Io, out: string): Promise<FolderOutputs> {
  const schema = await io.schema();
  const manifest = { version: AIBGEN_VERSION, files: { [schemaName]: schema.checksum } };
  return {
    folder: out,
    files: {
      [schemaName]: schema.text,
      [manifestName]: `${JSON.stringify(manifest, null, 2)}\n`,
    },
  };
}

function print(
  io: Io,
  images: readonly RunImage[],
  diagnostics: readonly Diagnostic[],
  name: string,
  options: BuildOptions,
  own: OwnTemplates | undefined,
): number {
  const [only, ...more] = images;
  const fail = (code: 'AIB913' | 'AIB914', known: readonly string[]): number => {
    const problem =
      code === 'AIB913'
        ? diagnose(code, { name, count: images.length }, {})
        : diagnose(code, { name, known }, {});
    return report(io, [problem], options.format, options.strict);
  };
  if (!only || more.length > 0) return fail('AIB913', []);
  const { files, diagnostics: failed } = folderOutputs(only, '', options, own);
  if (hasErrors(failed)) {
    return report(io, [...diagnostics, ...failed], options.format, options.strict);
  }
  const content = Object.hasOwn(files, name) ? files[name] : undefined;
  if (content === undefined) return fail('AIB914', Object.keys(files));
  report(io, diagnostics, 'text', options.strict, 'with the rest');
  io.stdout(content);
  return exit.done;
}
