/** What all commands in Azure share: finding the images, opening the session, printing what became of each. */
import { joined, jsonText, safe, safeLine } from '../../lib/safe-text';
import type * as Azure from '../../azure/azure';
import type { AzureImage, ImageResult, Problem, Session } from '../../azure/azure-image';
import { codeEntry } from '../../diagnostics/codes';
import { diagnose, type Finding, hasErrors } from '../../diagnostics/diagnostic';
import { coloured, formatText, plain } from '../../diagnostics/formats/text';
import { exit, type Io } from '../io';
import { readTemplates } from '../read-user-templates';
import { report } from '../report';
import type { Image } from '../../image/image';
import { groupBy } from '../../lib/group-by';
import { folderPath } from '../../lib/paths';
import type { RunImage } from '../../project/resolve-all';
import type { AzureOptions } from './azure-options';
import { errorAnnotations, type ReportOptions } from './build-report';
import { findImages } from './find-images';
import { prepareImage } from './prepare-images';
import { builtWith, readDeployment } from './read-outputs';

/** What a command does. */
export interface AzureWork {
  /** What it needs beyond the specs: the output folder as it is (`files`), the bytes of scripts. */
  readonly needs?: { readonly files?: boolean; readonly scripts?: boolean };
  readonly run: (tools: {
    readonly azure: typeof Azure;
    readonly session: Session;
    readonly images: readonly AzureImage[];
    /** The images as the specs have them, by name. */
    readonly models: ReadonlyMap<string, Image>;
  }) => Promise<readonly ImageResult[]>;
  /** Prints the results in a format of the command's own and returns an exit code; undefined where it leaves that to the usual ones. */
  readonly print?: (results: readonly ImageResult[], azure: typeof Azure) => number | undefined;
  /** The CI system for which what was refused is annotated. */
  readonly annotate?: ReportOptions['annotate'] | undefined;
  /** Told of progress, in place of a line on stderr. */
  readonly tell?: Session['tell'];
}

/** Runs a command on the images that its arguments name; returns its exit code. */
export async function runInAzure(
  io: Io,
  args: readonly string[],
  options: AzureOptions,
  { annotate, needs = {}, run, print, tell }: AzureWork,
): Promise<number> {
  const found = await findImages(io, args, options);
  if (hasErrors(found.diagnostics)) return report(io, found.diagnostics, 'text', false);
  const { own, diagnostics: ofTemplates } = await readTemplates(io.host, options.templates);
  if (hasErrors(ofTemplates)) return report(io, ofTemplates, 'text', false);
  const refused = new Map<string, Finding>();
  const images: AzureImage[] = [];
  const out = folderPath(options.out);
  const models = new Map<string, Image>();
  for (const one of await withBuiltValues(io, found.images, options, out)) {
    const files = needs.files
      ? await readDeployment(io, one, out, own, options.templates)
      : undefined;
    const prepared =
      files && 'code' in files
        ? files
        : prepareImage(one, {
            io,
            fallback: {
              subscription: io.environment.AZURE_SUBSCRIPTION_ID,
              resourceGroup: io.environment.AZURE_RESOURCE_GROUP,
            },
            ...(files && 'template' in files ? { files } : {}),
            scripts: needs.scripts ?? false,
          });
    if ('code' in prepared) refused.set(one.image.folder, prepared);
    else images.push(prepared);
    models.set(one.image.folder, one.image);
  }
  const twins = twinsAmong(images);
  if (twins.length > 0) return report(io, twins, 'text', false);
  const azure = await import('../../azure/azure');
  const session = azure.openSession({
    cloud: options.cloud,
    environment: io.environment,
    tell: tell ?? ((name, text) => io.stderr(safeLine(`${name}: ${text}`))),
  });
  if (!('client' in session)) return report(io, [diagnosticOf(session, '')], 'text', false);
  const results = images.length > 0 ? await run({ azure, session, images, models }) : [];
  const specs = new Map(images.map(({ name, spec }) => [name, spec]));
  const all = found.images.flatMap(({ image: { folder } }) => {
    const refusal = refused.get(folder);
    const result = results.find(({ name }) => name === folder);
    if (refusal) {
      return [{ result: { name: folder, state: 'refused' }, diagnostics: [refusal] }];
    }
    // An image that takes no part, as where only some have a run.
    if (!result) return [];
    const diagnostics = (result.problems ?? []).map((one) =>
      diagnosticOf(one, specs.get(folder) ?? ''),
    );
    return [{ result, diagnostics }];
  });
  const printed = print?.(results, azure);
  if (printed === undefined) printResults(io, all, options.format);
  const diagnostics = all.flatMap((one) => one.diagnostics);
  if (diagnostics.length > 0)
    io.stderr(safe`${formatText(diagnostics, io.colour ? coloured : plain)}\n`);
  if (annotate !== undefined) io.stdout(errorAnnotations(diagnostics, annotate));
  return exitCode(diagnostics) || (printed ?? exit.done);
}

interface Outcome {
  readonly result: ImageResult;
  readonly diagnostics: readonly Finding[];
}

function printResults(io: Io, all: readonly Outcome[], format: AzureOptions['format']): void {
  if (format === 'json') {
    const images = all.map(({ result: { name, state, data }, diagnostics }) => ({
      name,
      state,
      ...data,
      ...(diagnostics.length > 0 ? { diagnostics } : {}),
    }));
    io.stdout(safe`${jsonText(images, 2)}\n`);
    return;
  }
  const texts = all.flatMap(({ result: { name, lines = [] } }) =>
    lines.map((line, index) => safeLine(index === 0 ? `${name}: ${line}` : `  ${line}`)),
  );
  io.stdout(joined(texts));
}

/** The diagnostic that a problem of an image becomes, in the file of its spec. */
export function diagnosticOf({ code, parameters }: Problem, file: string): Finding {
  return diagnose(code, parameters as never, { file });
}

/** The exit code for all images: what has to be seen to first wins. */
function exitCode(diagnostics: readonly Finding[]): number {
  const kinds = new Set(
    diagnostics
      .filter(({ severity }) => severity === 'error')
      .map(({ code }) => codeEntry(code)?.exit ?? 'problems'),
  );
  if (kinds.has('login')) return exit.login;
  if (kinds.has('problems')) return exit.problems;
  if (kinds.has('usage')) return exit.usage;
  return kinds.has('time') ? exit.time : exit.done;
}

/** Images with the values of parameters that their outputs were built with; the command line wins. */
async function withBuiltValues(
  io: Io,
  images: readonly RunImage[],
  options: AzureOptions,
  out: string,
): Promise<readonly RunImage[]> {
  const all: RunImage[] = [];
  for (const one of images) {
    const built = builtWith(io, `${out}/${one.image.folder}`);
    const set = { ...built.set, ...options.set };
    const same = Object.entries(set).every(([key, value]) => options.set?.[key] === value);
    const again = same ? undefined : await findImages(io, [one.spec], { ...options, set });
    all.push(again?.images.find(({ image }) => image.folder === one.image.folder) ?? one);
  }
  return all;
}

/** Two images that would be one template in Azure. */
function twinsAmong(images: readonly AzureImage[]): readonly Finding[] {
  const byPlace = groupBy(images, ({ subscription, resourceGroup, template }) =>
    [subscription, resourceGroup, template].join('/').toLowerCase(),
  );
  return [...byPlace.values()].flatMap((twins) => {
    const [first, second] = twins;
    if (!first || !second) return [];
    const specs = [...new Set(twins.map(({ spec }) => spec))];
    return [diagnose('AIB822', { name: first.template, specs }, { file: second.spec })];
  });
}
