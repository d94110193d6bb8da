/** `aibgen build`: writes the outputs of the specs, or checks them. */
import { diagnose, type Finding, hasErrors } from '../../diagnostics/diagnostic';
import { findOrphans } from '../../disk/check-outputs';
import { removeImages } from '../../disk/left-over-images';
import { lockName, outputLock } from '../../disk/output-lock';
import { openReceipts } from '../../disk/receipts';
import { cacheFolder } from '../../disk/user-cache';
import type { BuildOptions } from '../build/build-options';
import { besidesProject, buildCommand } from '../build/rebuild-command';
import { createWorkerPool, type WorkerPool } from '../fleet/worker-pool';
import type { ImageRecord } from '../fleet/record-specs';
import { specOptionsOf } from '../fleet/run-specs';
import { exit, type Io } from '../io';
import {
  buildWork,
  createPreparer,
  type PreparedImage,
  type PreparedSpec,
  type PrepareJob,
  type PrepareOptions,
} from '../build/prepare';
import { combineStale } from '../build/combine-stale';
import { findLeftOvers } from '../build/left-overs';
import { pipelinesFolder, placePipelines } from '../build/ci-pipelines';
import { rootNames, rootOutputs } from '../build/root-outputs';
import { printOutput } from '../build/print-output';
import { report } from '../report';
import { fleetProblems } from '../../project/resolve-all';
import { changedSince, inShard, type SliceOptions } from '../fleet-slice';
import { selectSpecs } from '../../project/find-specs';
import { upgradeNote } from '../build/upgrade-note';
import { buildSummary } from '../build/build-summary';
import { readTemplates } from '../read-user-templates';
import { absolutePath, folderPath } from '../../lib/paths';
import { safe, safeLine, type SafeText } from '../../lib/safe-text';

/** What a build has done. */
export interface BuildResult {
  /** The exit code. */
  readonly code: number;
  /** True where nothing was wrong, so that only the summary was printed. */
  readonly clean: boolean;
  /** Paths of the files that were written or removed. */
  readonly changed: readonly string[];
}

/** Runs the command; returns its exit code. */
export async function build(io: Io, args: readonly string[], given: BuildOptions): Promise<number> {
  const { stdout } = given;
  if (stdout !== undefined) return printOutput(io, args, { ...given, stdout });
  return (await runBuild(io, args, given)).code;
}

/** Builds, or checks, and prints what is wrong and what was written. */
export async function runBuild(
  io: Io,
  args: readonly string[],
  given: BuildOptions,
): Promise<BuildResult> {
  const out = folderPath(given.out);
  const options = { ...given, out };
  const { check, format, quiet, strict } = options;
  const selection = await selectSpecs(io.host, args, out);
  const { own, diagnostics: ofTemplates } = await readTemplates(io.host, options.templates);
  const lock = outputLock(io.host, out);
  // Nothing can be in the way of a build where there is no folder yet.
  const inUse = !check && io.host.kindOf(out) === 'folder' ? await lock.take() : undefined;
  if (inUse) return { code: report(io, [inUse], format, strict), clean: false, changed: [] };
  const forWork = prepareOptions(io, options);
  const preparer = createPreparer(io.host, forWork, own);
  const pool = createWorkerPool(io, selection.specs.length, buildWork, forWork, preparer);
  try {
    const { specs, diagnostics: ofSpecs } = await prepareAll(io, pool, selection, options);
    const diagnostics = [...ofSpecs, ...ofTemplates];
    const failed = (all: readonly Finding[]): boolean =>
      hasErrors(all) || (strict && all.some((one) => one.severity === 'warning'));
    if (failed(diagnostics)) {
      return { code: report(io, diagnostics, format, strict), clean: false, changed: [] };
    }
    // A slice handles only its own images; other jobs handle the rest.
    const whole = isWhole(options);
    const images = specs.flatMap((one) => one.images);
    const found = images.flatMap((one) => one.result.found);
    const fixCommand = buildCommand(args, besidesProject(io, options));
    const settings = io.project?.pipelines ?? {};
    const pipelines = { host: io.host, args, options, settings };
    if (whole || !check) {
      const root = await rootOutputs(io, pipelines, whole && selection.folders);
      if (root) found.push(...preparer.prepareFolder(root, fixCommand));
    }
    const folders = images.map(({ folder }) => folder);
    found.push(...misnamed(images));
    if (options.pipelines.length > 0 && whole) {
      const placed = await placePipelines(pipelines, selection.folders);
      found.push(...placed.diagnostics);
      found.push(...placed.folders.flatMap((one) => preparer.prepareFolder(one, fixCommand)));
    }
    const owned = new Set([...folders, ...rootNames, lockName]);
    const isAll = whole && selection.folders;
    if (check && isAll) found.push(...findOrphans(io.host, out, owned));
    if (options.prune && !isAll) found.push(diagnose('AIB946', {}, {}));
    const ownNames = new Set(
      Object.keys(own?.hashes ?? {}).map((name) => name.replace(/\.hbs$/, '')),
    );
    const receipts = openReceipts(cacheFolder(io.environment), absolutePath(io.host.cwd, out));
    const leftOvers = isAll
      ? findLeftOvers(io.host, fixCommand, options, owned, ownNames, receipts)
      : undefined;
    found.push(...(leftOvers?.diagnostics ?? []));
    const isWritten = !check && !failed(found);
    if (isWritten) found.push(...[await lock.take()].filter((one) => one !== undefined));
    const upgraded = isWritten ? upgradeNote(io, out) : () => safe``;
    const written = isWritten && !hasErrors(found) ? await pool.write() : undefined;
    // All that is left is to say what was done: threads need no memory for that.
    await pool.stop();
    if (written) receipts.save(written.manifests);
    const pruned = written && !hasErrors(written.diagnostics) ? (leftOvers?.prune ?? []) : [];
    const kept = removeImages(io.host, out, pruned);
    const all = [...diagnostics, ...found, ...(written?.diagnostics ?? []), ...kept];
    const shown = check && format === 'text' ? combineStale(all, out, fixCommand) : all;
    const code = report(io, shown, format, strict, quiet ? 'errors alone' : 'with the rest');
    if (options.summary !== undefined) {
      const changed = written?.changed ?? [];
      const text = buildSummary({ specs, out, changed, removed: pruned, diagnostics: all });
      if (options.summary === '-') io.stdout(text);
      else io.host.writeFile(options.summary, text);
    }
    const isSummed = written && code === exit.done && format === 'text' && !quiet;
    const notes = isSummed ? hiddenNotes(all) : safe``;
    // What it says about files on the disk, the next one might not find again; and what it wrote, it might read.
    const isSettled = all.length === diagnostics.length && pruned.length === 0;
    if (written && isSettled && !readsAny(images, written.changed))
      io.settled?.(isSummed ? safe`${summary(folders.length, 0, out)}${notes}` : safe``);
    if (isSummed) {
      for (const { folder } of pruned) io.stderr(safeLine(`${folder}: removed`));
      io.stderr(summary(folders.length, written.changed.length, out));
      if (written.changed.length > 0) io.stderr(upgraded(written.changed));
      io.stderr(notes);
    }
    const clean = all.every(({ severity }) => severity === 'info');
    return { code, clean, changed: written?.changed ?? [] };
  } finally {
    await pool.stop();
    lock.release();
  }
}

/** The options for workers: only what can be sent to them. */
function prepareOptions(io: Io, options: BuildOptions): PrepareOptions {
  const { check, force, out, project, strict, templates } = options;
  const named = besidesProject(io, options);
  return {
    ...specOptionsOf(options),
    purpose: check ? 'check' : 'write',
    lintScripts: strict || raisesScriptRule(project),
    linters: io.project?.linters ?? [],
    force,
    out,
    cache: cacheFolder(io.environment),
    templates,
    named: { out: named.out, templates: named.templates },
  };
}

/** True where a finding inside a script is an error in this project: then it must stop a build. */
function raisesScriptRule(project: BuildOptions['project']): boolean {
  return Object.entries(project?.levels ?? {}).some(
    ([code, level]) => code.startsWith('AIB5') && level === 'error',
  );
}

function isWhole({ shard, changedSince: ref }: SliceOptions): boolean {
  return !shard && ref === undefined;
}

/** Prepares the images of a build; for a slice, all specs are resolved, but only its own images rendered. */
async function prepareAll(
  io: Io,
  pool: WorkerPool<PrepareJob, PreparedSpec>,
  selection: Awaited<ReturnType<typeof selectSpecs>>,
  options: BuildOptions,
): Promise<{
  readonly specs: readonly PreparedSpec[];
  readonly diagnostics: readonly Finding[];
}> {
  const whole = isWhole(options);
  const since = await changedSince(io, options.changedSince, {
    out: options.out,
    counted: 'all',
  });
  const { changed, committed, diagnostics: refused } = since;
  const ids = committed ? { ids: committed.algorithm } : {};
  const jobs = selection.specs.map((spec): PrepareJob =>
    whole ? { spec } : { spec, folders: [], ...ids },
  );
  const specs = await pool.run(jobs, asItIs);
  const diagnostics = [
    ...selection.diagnostics,
    ...specs.flatMap((one) => one.diagnostics),
    ...fleetProblems(io.host, selection, specs, options),
    ...refused,
  ];
  if (whole || hasErrors(diagnostics)) return { specs, diagnostics };
  const images = specs.flatMap((one) => one.images);
  const own = new Set(
    inShard(images, options.shard, ({ folder }) => folder).filter((one) =>
      committed
        ? committed.checksums.get(one.folder) !== one.result.checksum
        : changed(one.result.used, one.spec),
    ),
  );
  const folders = (one: readonly ImageRecord<PreparedImage>[]): readonly string[] =>
    one.filter((image) => own.has(image)).map(({ folder }) => folder);
  const chosen = specs.filter((one) => one.images.some((image) => own.has(image)));
  const ownJobs = chosen.map(({ spec, images }) => ({ spec, folders: folders(images) }));
  const prepared = await pool.run(ownJobs, asItIs);
  const known = new Set([...own].map(({ folder }) => folder));
  const slice = prepared.map((one) => ({
    ...one,
    images: one.images.filter(({ folder }) => known.has(folder)),
  }));
  const fromSpecs = prepared.flatMap((one) => one.diagnostics);
  return { specs: slice, diagnostics: [...diagnostics, ...fromSpecs] };
}

/** A prepared spec is small already. */
function asItIs(spec: PreparedSpec): PreparedSpec {
  return spec;
}

function summary(images: number, files: number, out: string): SafeText {
  const what = files === 0 ? 'nothing changed' : `${files} file${files === 1 ? '' : 's'} written`;
  return safeLine(`${images} image${images === 1 ? '' : 's'} in ${out}: ${what}`);
}

/** True where an image is made of one of these files. */
function readsAny(
  images: readonly ImageRecord<PreparedImage>[],
  files: readonly string[],
): boolean {
  const read = new Set(images.flatMap(({ result }) => result.used));
  return files.some((file) => read.has(file));
}

/** How many notes `report` did not show, since there was nothing else to show. */
function hiddenNotes(all: readonly Finding[]): SafeText {
  if (all.length === 0 || all.some(({ severity }) => severity !== 'info')) return safe``;
  const what =
    all.length === 1 ? 'note: aibgen validate shows it' : 'notes: aibgen validate shows them';
  return safeLine(`${all.length} ${what}`);
}

/** Images whose folder would be that of the pipelines. */
function misnamed(images: readonly ImageRecord<PreparedImage>[]): readonly Finding[] {
  return images
    .filter(({ folder }) => folder.toLowerCase() === pipelinesFolder)
    .map(({ folder, spec }) => diagnose('AIB949', { name: folder }, { file: spec }));
}
