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
import { resolveSpec, type RunCache } from '../../project/resolve-all';
import { specOptionsOf } from '../fleet/run-specs';
import { type AzureWorkOptions, withBuiltValues } from './azure-work';
import type { AzureOptions } from './azure-options';
import { errorAnnotations, type ReportOptions } from './build-report';
import { findImages } from './find-images';

/** What a command does. */
export interface AzureWork {
  /** What it needs besides the data of `AzureWorkOptions`: the images as the specs have them (`models`). */
  readonly needs?: AzureWorkOptions['needs'] & { readonly models?: boolean };
  readonly run: (tools: {
    readonly azure: typeof Azure;
    readonly session: Session;
    readonly images: readonly AzureImage[];
    /** The images as the specs have them, by name, where they are needed. */
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
  const out = folderPath(options.out);
  const { own, diagnostics: ofTemplates } = await readTemplates(io.host, options.templates);
  const forWork: AzureWorkOptions = {
    ...specOptionsOf(options),
    out,
    templates: options.templates,
    needs: { files: needs.files ?? false, scripts: needs.scripts ?? false },
    fallback: {
      subscription: io.environment.AZURE_SUBSCRIPTION_ID,
      resourceGroup: io.environment.AZURE_RESOURCE_GROUP,
    },
  };
  const found = await findImages(io, args, forWork, own);
  if (hasErrors(found.diagnostics)) return report(io, found.diagnostics, 'text', false);
  if (hasErrors(ofTemplates)) return report(io, ofTemplates, 'text', false);
  const refused = new Map<string, Finding>();
  const images: AzureImage[] = [];
  for (const { folder, result } of found.images) {
    const { prepared } = result;
    if (!prepared) continue;
    if ('code' in prepared) refused.set(folder, prepared);
    else images.push(prepared);
  }
  const twins = twinsAmong(images);
  if (twins.length > 0) return report(io, twins, 'text', false);
  const models = needs.models ? modelsOf(io, images, forWork) : new Map<string, Image>();
  const azure = await import('../../azure/azure');
  const session = (io.openSession ?? azure.openSession)({
    cloud: options.cloud,
    environment: io.environment,
    tell: tell ?? ((name, text) => io.stderr(safeLine(`${name}: ${text}`))),
  });
  if (!('client' in session)) return report(io, [diagnosticOf(session, '')], 'text', false);
  const results = images.length > 0 ? await run({ azure, session, images, models }) : [];
  const specs = new Map(images.map(({ name, spec }) => [name, spec]));
  const resultOf = new Map(results.map((one) => [one.name, one]));
  const all = found.images.flatMap(({ folder }) => {
    const refusal = refused.get(folder);
    const result = resultOf.get(folder);
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

/** The images as their specs have them now: a build that is followed may outlast them. */
function modelsOf(
  { host }: Io,
  images: readonly AzureImage[],
  options: AzureWorkOptions,
): ReadonlyMap<string, Image> {
  const caches: RunCache = new Map();
  return new Map(
    images.flatMap(({ name, spec }) => {
      const all = resolveSpec(host, spec, options, caches).images;
      const found = all.find(({ image }) => image.folder === name);
      if (!found) return [];
      return [[name, withBuiltValues(host, { ...found, spec }, options, caches).image] as const];
    }),
  );
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
