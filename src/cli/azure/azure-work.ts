/** The work of the commands in Azure: each image as the plain data that the operations need. */
import type { AzureImage } from '../../azure/azure-image';
import type { Finding } from '../../diagnostics/diagnostic';
import type { Host } from '../../disk/host';
import type { UserTemplates } from '../../emit/user-templates/user-templates';
import { resolveSpec, type RunCache, type RunImage } from '../../project/resolve-all';
import type { SpecOptions } from '../../spec/spec-options';
import { literalText } from '../../value/value';
import { recordSpecs, type SpecRecord } from '../fleet/record-specs';
import type { Job, Work, WorkOptions } from '../fleet/worker-protocol';
import { prepareImage } from './prepare-images';
import { builtWith, readDeployment } from './read-outputs';

export interface AzureWorkOptions extends SpecOptions, WorkOptions {
  readonly out: string;
  /** What is needed beyond the specs: the output folder as it is (`files`), the bytes of scripts. */
  readonly needs: { readonly files?: boolean; readonly scripts?: boolean };
  /** Subscription and resource group where neither the spec nor the command names them. */
  readonly fallback: {
    readonly subscription?: string | undefined;
    readonly resourceGroup?: string | undefined;
  };
  /** The names of the images, in lower case; absent: all. */
  readonly names?: readonly string[];
}

/** An image of a spec. */
export interface FoundImage {
  /** The names it goes by, in lower case: that of its folder, and that of its template. */
  readonly names: readonly string[];
  /** A diagnostic says what it lacks; undefined for another image, and where the spec has errors. */
  readonly prepared: AzureImage | Finding | undefined;
}

export const azureWork: Work<AzureWorkOptions, Job, SpecRecord<FoundImage>> = {
  name: 'azure',
  begin: (host, options, templates) => {
    const caches: RunCache = new Map();
    return {
      run: recordSpecs(host, options, async (one, errors) => {
        const { folder, name } = one.image;
        const names = [folder, literalText(name) ?? folder].map((text) => text.toLowerCase());
        const isMeant = options.names?.some((each) => names.includes(each)) ?? true;
        if (errors.inSpec || !isMeant) return { names, prepared: undefined };
        const built = withBuiltValues(host, one, options, caches);
        return { names, prepared: await prepare(host, built, options, templates) };
      }),
    };
  },
};

async function prepare(
  host: Host,
  one: RunImage,
  options: AzureWorkOptions,
  templates: UserTemplates | undefined,
): Promise<AzureImage | Finding> {
  const { fallback, needs } = options;
  const files = needs.files ? await readDeployment(host, one, options, templates) : undefined;
  if (files && 'code' in files) return files;
  return prepareImage(one, { host, fallback, files, scripts: needs.scripts ?? false });
}

/** The image with the values of parameters that its outputs were built with; the command line wins. */
export function withBuiltValues(
  host: Host,
  one: RunImage,
  options: SpecOptions & { readonly out: string },
  caches: RunCache,
): RunImage {
  const { spec } = one;
  const set = { ...builtWith(host, `${options.out}/${one.image.folder}`).set, ...options.set };
  const same = Object.entries(set).every(([key, value]) => options.set?.[key] === value);
  if (same) return one;
  const again = resolveSpec(host, spec, { ...options, set }, caches).images;
  const found = again.find(({ image }) => image.folder === one.image.folder);
  return found ? { ...found, spec } : one;
}
