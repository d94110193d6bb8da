/** What a run keeps of a spec: little, since a fleet has thousands of them. */
import { hasErrors } from '../../diagnostics/diagnostic';
import type { Host } from '../../disk/host';
import { collectGarbage } from '../../disk/v8';
import {
  type FleetMember,
  resolveSpec,
  type RunCache,
  type RunImage,
} from '../../project/resolve-all';
import { resolveWithScripts, type ScriptLintOptions } from '../../project/resolve-with-scripts';
import { type FleetImage, fleetImage } from '../../rules/fleet/check-fleet';
import type { Job } from './worker-protocol';

/** A spec in few words, with what the command makes of its images. */
export interface SpecRecord<Result> extends FleetMember {
  readonly images: readonly ImageRecord<Result>[];
}

/** An image in few words, with what the command makes of it. */
export interface ImageRecord<Result> extends FleetImage {
  readonly result: Result;
}

export interface RecordOptions extends ScriptLintOptions {
  /** True where the scripts of the images are looked into. */
  readonly lintScripts?: boolean;
}

/** Where there are errors, most commands make nothing of an image. */
export interface Errors {
  /** True where the spec of the image has some. */
  readonly inSpec: boolean;
  /** True where it, or a spec that this thread had before, has some: then a command that needs all specs will fail. */
  readonly inRun: boolean;
}

/** Creates the function that resolves a spec, and keeps what `make` makes of its images. */
export function recordSpecs<J extends Job, Result>(
  host: Host,
  options: RecordOptions,
  make: (image: RunImage, errors: Errors, job: J) => Result | Promise<Result>,
): (job: J) => Promise<SpecRecord<Result>> {
  const resolve = options.lintScripts ? resolveWithScripts : resolveSpec;
  const caches: RunCache = new Map();
  let inRun = false;
  return async (job) => {
    const { spec } = job;
    const resolved = await resolve(host, spec, options, caches);
    const { declared, diagnostics, files, suppressions } = resolved;
    const inSpec = hasErrors(diagnostics);
    inRun ||= inSpec;
    const images: ImageRecord<Result>[] = [];
    for (const one of resolved.images) {
      const result = await make({ ...one, spec }, { inSpec, inRun }, job);
      images.push({ ...fleetImage(one.image, spec), result });
      collectGarbage();
    }
    return { spec, declared, diagnostics, files, suppressions, images };
  };
}
