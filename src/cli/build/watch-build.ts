/** `aibgen build --watch`: rebuilds whenever a spec or a file that it uses changes. */
import type { Host } from '../../disk/host';
import { watchFolders } from '../../disk/watch-folders';
import { folderOf, normalizePath, toSlashes } from '../../lib/paths';
import { joined, safe, safeLine, type SafeText } from '../../lib/safe-text';
import { runBuild } from '../commands/build';
import type { BuildOptions } from './build-options';
import { type Io, withHost } from '../io';

/**
 * Runs until the process is stopped, or the system refuses to watch; prints problems and written files, but not the
 * same text twice.
 */
export async function watchBuild(
  io: Io,
  args: readonly string[],
  options: BuildOptions,
): Promise<never> {
  let last: Awaited<ReturnType<typeof buildOnce>> | undefined;
  let queue = Promise.resolve();
  const again = async (): Promise<void> => {
    const run = await buildOnce(io, args, options);
    for (const path of run.result.changed) io.stderr(safeLine(path));
    const isNews = !last?.result.clean || !run.result.clean || run.result.changed.length > 0;
    if (isNews && run.text !== last?.text) io.stderr(run.text);
    last = run;
    watch.set(run.folders);
  };
  let stop: (reason: unknown) => void = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = reject;
  });
  const watch = watchFolders(io.host.cwd, () => {
    queue = queue.then(again).catch(stop);
  });
  try {
    await again();
    io.stderr(safeLine('Watching for changes; Ctrl+C stops.'));
    return await stopped;
  } finally {
    watch.close();
  }
}

/** Builds once; returns the result, the printed text, and the folders of all files that were read. */
async function buildOnce(io: Io, args: readonly string[], options: BuildOptions) {
  const made = [options.out, ...options.pipelines].map((one) => normalizePath(toSlashes(one)));
  const folders = new Set<string>();
  let text = safe``;
  const note = (folder: string): void => {
    const path = normalizePath(folder);
    const own = made.some((one) => path === one || path.startsWith(`${one}/`));
    if (!own) folders.add(path === '' ? '.' : path);
  };
  const host: Host = {
    ...io.host,
    readFile: (path, bounds) => {
      note(folderOf(path));
      return io.host.readFile(path, bounds);
    },
    list: (path) => {
      note(path);
      return io.host.list(path);
    },
    kindOf: (path) => {
      note(folderOf(path));
      return io.host.kindOf(path);
    },
  };
  const announce = (more: SafeText): void => {
    text = joined([text, more]);
  };
  const own = { ...withHost(io, host), stderr: announce, stdout: announce, terminal: false };
  const result = await runBuild(own, args, options);
  return { result, text, folders };
}
