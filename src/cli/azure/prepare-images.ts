/** Specs -> the plain data that operations in Azure work with. */
import type { AzureImage, BuildTarget, Script } from '../../azure/azure-image';
import { bareTemplate, triggerBody } from '../../emit/views/wrapper-parts';
import { environmentOf } from '../../emit/output-context';
import { deploymentName } from '../../deployment/deployment-name';
import { diagnose, type Finding } from '../../diagnostics/diagnostic';
import type { Keep } from '../../image/keeps';
import { placeholder } from '../../image/image-parameters';
import { get, type Json, type JsonObject, listAt, textAt, textFields } from '../../lib/json';
import { projectReader } from '../../disk/project';
import { fileLimits } from '../../spec/size-limits';
import type { ReadFile } from '../../spec/spec-files';
import { baseName } from '../../lib/paths';
import { fillText, jsonOf } from '../../value/printers/json-printer';
import type { Host } from '../../disk/host';
import type { RunImage } from '../../project/resolve-all';
import type { DeployedFiles } from './read-outputs';

/** What an image is prepared with. */
export interface PrepareContext {
  readonly host: Host;
  /** Subscription and group where neither the spec nor the command says them. */
  readonly fallback: {
    readonly subscription?: string | undefined;
    readonly resourceGroup?: string | undefined;
  };
  /** The files of the output folder, for `deploy` only. */
  readonly files?: DeployedFiles | undefined;
  /** True where the bytes of scripts are needed. */
  readonly scripts?: boolean;
}

/** Prepares an image; a diagnostic says what it lacks. */
export function prepareImage(
  { image, spec, used }: RunImage,
  context: PrepareContext,
): AzureImage | Finding {
  const place = { file: spec };
  const subscription = image.own.subscription ?? context.fallback.subscription;
  const resourceGroup = image.own.resourceGroup ?? context.fallback.resourceGroup;
  if (!subscription) return diagnose('AIB803', {}, place);
  if (!resourceGroup) return diagnose('AIB804', {}, place);
  const missing = image.parameters.filter(
    (one) => one.used && one.default === undefined && one.value === placeholder(one.name),
  );
  if (missing.length > 0)
    return diagnose('AIB817', { names: missing.map(({ name }) => name) }, place);
  const environment = { ...environmentOf(image), subscription, resourceGroup };
  const content = jsonOf(bareTemplate(image), environment);
  return {
    name: image.folder,
    spec,
    subscription,
    resourceGroup,
    template: fillText(image.name, environment),
    apiVersion: image.apiVersion,
    location: fillText(image.location, environment),
    content,
    trigger: image.trigger && {
      name: fillText(image.trigger.name, environment),
      body: jsonOf(triggerBody(image.trigger), environment),
    },
    minutes: Number(get(content, 'properties', 'buildTimeoutInMinutes') ?? 240),
    contentHash: image.contentHash,
    deployment: {
      name: deploymentName(image),
      template: context.files?.template ?? {},
      parameters: { ...context.files?.parameters, ...givenParameters(image.parameters) },
    },
    targets: listAt(content, 'properties', 'distribute').map((one, index) =>
      targetOf(one, image.keeps[index]),
    ),
    scripts: context.scripts ? scriptsOf(content, used, projectReader(context.host, spec)) : [],
  };
}

/** Values that differ from the defaults, which the template has. */
function givenParameters(parameters: RunImage['image']['parameters']): JsonObject {
  return Object.fromEntries(
    parameters
      .filter(
        ({ name, value, default: fallback }) => value !== fallback && value !== placeholder(name),
      )
      .map(({ name, value }) => [name, { value }]),
  );
}

/** A target of the template, as the operations know it. */
function targetOf(target: Json, keep: Keep | undefined): BuildTarget {
  const kind = textAt(target, 'type');
  const id = textAt(target, 'galleryImageId') ?? textAt(target, 'imageId');
  const regions = [
    ...listAt(target, 'replicationRegions'),
    ...listAt(target, 'targetRegions').map((one) => textAt(one, 'name') ?? ''),
  ];
  return {
    runOutputName: textAt(target, 'runOutputName') ?? '',
    kind: kind === 'SharedImage' || kind === 'ManagedImage' ? kind : 'VHD',
    // A target may pin a version: what is meant is its definition.
    id: id?.replace(/\/versions\/[^/]*$/i, ''),
    artifactTags: textFields(get(target, 'artifactTags')),
    regions: regions.map(String),
    keep,
  };
}

/** Scripts that steps name by path: those whose checksum is that of a file that the spec has read. */
function scriptsOf(
  content: JsonObject,
  used: RunImage['used'],
  readFile: ReadFile,
): readonly Script[] {
  const byHash = new Map<string, string[]>();
  for (const [path, hash] of Object.entries(used))
    byHash.set(hash, [...(byHash.get(hash) ?? []), path]);
  const found: Script[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (typeof value !== 'object' || value === null) return;
    const one: {
      readonly scriptUri?: unknown;
      readonly sourceUri?: unknown;
      readonly sha256Checksum?: unknown;
    } = value;
    const uri = one.scriptUri ?? one.sourceUri;
    const { sha256Checksum: sha256 } = one;
    if (typeof uri === 'string' && typeof sha256 === 'string' && URL.canParse(uri)) {
      const paths = byHash.get(sha256) ?? [];
      const name = baseName(decodeURIComponent(new URL(uri).pathname));
      const path = paths.find((each) => baseName(each) === name) ?? paths[0];
      const bytes = path === undefined ? undefined : readFile(path, fileLimits.script);
      if (path !== undefined && bytes instanceof Uint8Array) {
        found.push({ path, uri, sha256, bytes });
      }
    }
    Object.values(value).forEach(visit);
  };
  visit(content.properties);
  return found;
}
