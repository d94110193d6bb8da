/** `aibgen build --pipelines <folder>`: the pipelines where a CI system reads them, in a folder that is not aibgen's alone. */
import { diagnose, type Finding } from '../../diagnostics/diagnostic';
import { repositoryRoot } from '../../disk/project';
import type { Host } from '../../disk/host';
import { hashOfFile, manifestName, writtenFiles } from '../../disk/manifest';
import type { FolderOutputs } from '../../disk/write-outputs';
import { environmentOf, type PipelineKind, pipelineKinds } from '../../emit/output-context';
import type { UserTemplates } from '../../emit/user-templates/user-templates';
import { fleetView, specFlags } from '../../emit/views/pipelines-view';
import { waitMinutes } from '../../emit/views/run-view';
import { checksum } from '../../lib/checksum';
import type { Image } from '../../image/image';
import { absolutePath, normalizePath, relativeTo, toSlashes } from '../../lib/paths';
import type { BuildOptions } from './build-options';
import { defaultFolder } from '../default-folder';

/** The pipelines of one image: small, and sent from thread to thread. */
export interface ImagePipelines {
  readonly pipelines: readonly Pipeline[];
  /** Minutes that a build is waited for. */
  readonly minutes: number;
}

/** A pipeline: the name of its file without what is behind the kind. */
interface Pipeline {
  readonly name: string;
  readonly kind: PipelineKind;
  readonly text: string;
}

/** What a build puts into folders of pipelines. */
export interface PlacedPipelines {
  readonly folders: readonly FolderOutputs[];
  readonly diagnostics: readonly Finding[];
}

/** What is said of a build. */
type Options = Pick<
  BuildOptions,
  'out' | 'templates' | 'pipelines' | 'set' | 'subscription' | 'resourceGroup'
>;

/** GitHub takes every file of its folder with this ending for a workflow. */
const endings: Readonly<Record<PipelineKind, string>> = {
  github: '.yml',
  azure: '.azure-pipelines.yml',
};
const fleetName = 'aibgen-images';

/** Renders the pipelines of an image. */
export async function renderPlaced(
  cwd: string,
  spec: string,
  image: Image,
  options: Options,
  own: UserTemplates | undefined,
): Promise<ImagePipelines & { readonly diagnostics: readonly Finding[] }> {
  const { imagePipelines } = await import('../../emit/rendering');
  const { files, diagnostics } = imagePipelines(image, spec, options, own, {
    spec: fromRepository(cwd, spec),
    out: fromRepository(cwd, options.out),
    buildFlags: buildFlags(cwd, options),
  });
  const pipelines = pipelineKinds(image).flatMap((kind): readonly Pipeline[] => {
    const text = files[kind];
    return text === undefined ? [] : [{ name: image.folder, kind, text }];
  });
  return { pipelines, diagnostics, minutes: waitMinutes(image, environmentOf(image)) };
}

/** What the build is about, for its pipelines. */
export interface PlacedInput {
  readonly host: Host;
  /** Names of the images. */
  readonly images: readonly string[];
  readonly placed: readonly ImagePipelines[];
  /** The specs as the command line names them. */
  readonly args: readonly string[];
  readonly options: Options;
  /** True where the images are all that the folders of pipelines are for. */
  readonly whole: boolean;
}

/** Says where the pipelines go. */
export async function placePipelines(input: PlacedInput): Promise<PlacedPipelines> {
  const { host, images, placed, options, whole } = input;
  const out = normalizePath(options.out);
  const diagnostics: Finding[] = [];
  const targets = targetsOf(options);
  for (const folder of targets.filter((one) => isInside(one, out))) {
    diagnostics.push(diagnose('AIB941', { path: folder }, { file: folder }));
  }
  if (diagnostics.length > 0) return { folders: [], diagnostics };
  const fleet = whole ? await ofFleet(input) : [];
  const pipelines = [...placed.flatMap((one) => one.pipelines), ...fleet];
  const folders = targets.map((folder) => {
    const kinds = kindsIn(folder, targets);
    const own = pipelines.filter(({ kind }) => kinds.includes(kind));
    return outputsIn(host, folder, own, whole ? undefined : images, diagnostics);
  });
  return { folders, diagnostics };
}

function targetsOf({ pipelines }: Options): readonly string[] {
  return [...new Set(pipelines.map(plainFolder))];
}

function plainFolder(given: string): string {
  return normalizePath(toSlashes(given)) || '.';
}

function isInside(folder: string, out: string): boolean {
  if (out === '') return !folder.startsWith('../') && !folder.startsWith('/');
  return folder === out || folder.startsWith(`${out}/`);
}

function isWorkflows(folder: string): boolean {
  return /(?:^|\/)\.github\/workflows$/.test(folder);
}

/** Workflows go where GitHub reads them, where that is named; no other pipeline may lie there. */
function kindsIn(folder: string, all: readonly string[]): readonly PipelineKind[] {
  if (isWorkflows(folder)) return ['github'];
  return all.some(isWorkflows) ? ['azure'] : ['github', 'azure'];
}

/** The pipelines of all images, where the specs are those of one folder. */
async function ofFleet({ host, placed, args, options }: PlacedInput): Promise<readonly Pipeline[]> {
  const [specs = defaultFolder, ...more] = args;
  if (more.length > 0 || !host.isFolder(specs)) return [];
  const { cwd } = host;
  const paths = {
    spec: fromRepository(cwd, specs),
    out: fromRepository(cwd, options.out),
    flags: specFlags(options),
    buildFlags: buildFlags(cwd, options),
  };
  const minutes = Math.max(...placed.map((one) => one.minutes));
  const kinds = new Set(placed.flatMap((one) => one.pipelines.map(({ kind }) => kind)));
  const { renderPipeline } = await import('../../emit/rendering');
  return [...kinds].map((kind) => ({
    name: fleetName,
    kind,
    text: renderPipeline(kind, fleetView(paths, minutes)),
  }));
}

function buildFlags(cwd: string, options: Options): readonly string[] {
  const { templates } = options;
  return [
    ...(templates === undefined ? [] : ['--templates', fromRepository(cwd, templates)]),
    ...targetsOf(options).flatMap((folder) => ['--pipelines', fromRepository(cwd, folder)]),
  ];
}

/** A path as a pipeline says it: from the root of the repository, if the working folder is in one. */
function fromRepository(cwd: string, path: string): string {
  const root = toSlashes(repositoryRoot(cwd));
  return relativeTo(root, absolutePath(cwd, toSlashes(path))) || '.';
}

/**
 * The outputs of one folder.
 * @param names where the build is not about all images: those that it is about
 */
function outputsIn(
  host: Host,
  folder: string,
  pipelines: readonly Pipeline[],
  names: readonly string[] | undefined,
  diagnostics: Finding[],
): FolderOutputs {
  const files: Record<string, string> = {};
  const taken = new Set<string>();
  for (const { name, kind, text } of pipelines) {
    const path = `${name}${endings[kind]}`;
    if (taken.has(path.toLowerCase())) {
      diagnostics.push(diagnose('AIB942', { path: `${folder}/${path}` }, { file: folder }));
    }
    taken.add(path.toLowerCase());
    files[path] = text;
  }
  const others = new Map<string, string>();
  for (const [path, [hash = '', ...more]] of writtenFiles(host, folder)) {
    const mine = names?.some((name) =>
      Object.values(endings).some((ending) => path === `${name}${ending}`),
    );
    if (!names || mine) continue;
    const found = hashOfFile(host, `${folder}/${path}`);
    others.set(path, more.find((one) => one === found) ?? hash);
  }
  const hashes = Object.entries(files).map(
    ([path, text]) => [path, checksum(new TextEncoder().encode(text))] as const,
  );
  const entries = [...others, ...hashes].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const manifest = { version: AIBGEN_VERSION, files: Object.fromEntries(entries) };
  return {
    folder,
    files: { ...files, [manifestName]: `${JSON.stringify(manifest, null, 2)}\n` },
    shared: { others: new Set(others.keys()) },
  };
}
