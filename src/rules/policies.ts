/** The policies of a project: what `require` in the configuration file asks of every image. */
import { diagnose, type Report } from '../diagnostics/diagnostic';
import type { Image } from '../image/image';
import { withParameterValues } from '../image/parameter-values';
import { sourceId } from '../image/source-facts';
import type { Source } from '../image/model-types';
import { fitsPattern } from '../lib/wildcard';
import { someOf } from '../lib/words';
import type { Policies, ProjectSettings } from '../spec/project-settings';
import { literalText, type ResourceId, type Sourced, type Text, textKey } from '../value/value';
import { otherRegions } from './known-regions';
import { type About, placeOfValue } from './place';
import { unverifiedFiles } from './script-addresses';

/** What a policy reports: a sentence without its full stop, what to do, and where. */
type Miss = (what: string, hint: string, ...about: readonly About[]) => void;

type Policy<K extends keyof Policies> = (
  image: Image,
  required: NonNullable<Policies[K]>,
  miss: Miss,
) => void;

/** Checks all policies. `entry` is the spec: the place of what it lacks. */
export function checkPolicies(
  given: Image,
  { file, policies }: ProjectSettings,
  entry: string,
  report: Report,
): void {
  const image = withParameterValues(given);
  const check = <K extends keyof Policies>(key: K, policy: Policy<K>): void => {
    const required = policies[key];
    if (required === undefined) return;
    policy(image, required, (what, hint, ...about) => {
      const place = placeOfValue(...about);
      const details = { policy: `require.${key}`, file, what, hint };
      report(diagnose('AIB963', details, place.span ? place : { ...place, file: entry }));
    });
  };
  check('tags', requiredTags);
  check('locations', locations);
  check('sources', sources);
  check('vmSizes', vmSizes);
  check('identities', identities);
  check('replicas', replicas);
  check('checksums', checksums);
  check('deprovisionLimit', deprovisionLimit);
}

const requiredTags: Policy<'tags'> = ({ tags, parameters }, required, miss) => {
  const values = new Map(parameters.map(({ name, value }) => [name, String(value)]));
  const valueOf = ({ parts }: Text): string =>
    parts
      .map((part) => (typeof part === 'string' ? part : (values.get(part.parameter) ?? '')))
      .join('');
  for (const [name, allowed] of Object.entries(required)) {
    const tag = tags?.entries.find(
      ({ key }) => key.kind === 'text' && textKey(key).toLowerCase() === name.toLowerCase(),
    );
    const example = `${name}: ${allowed?.find((one) => !one.includes('*')) ?? '...'}`;
    if (!tag) {
      miss(`the tag "${name}" is missing`, `Add "${example}" to "tags:".`, tags);
    } else if (allowed && !allowed.some((one) => fitsPattern(valueOf(tag.value), one))) {
      const what = `the tag "${name}" has the value "${valueOf(tag.value)}"`;
      miss(what, `Use ${choices(allowed)}.`, tag.value, tags);
    }
  }
};

const locations: Policy<'locations'> = (image, allowed, miss) => {
  for (const value of [image.location, ...otherRegions(image)]) {
    const region = literalText(value);
    if (region !== undefined && allowed.includes(region)) continue;
    const what =
      region === undefined
        ? `the region "${textKey(value)}" is not known before the deployment`
        : `the region "${region}" is not allowed`;
    miss(what, `Use ${choices(allowed)}.`, value);
  }
};

const sources: Policy<'sources'> = ({ properties, own }, allowed, miss) => {
  const { source } = properties;
  const names = namesOfSource(source, own);
  const fits = allowed.some((one) => names.some((name) => beginsWith(name, plainReference(one))));
  if (source && !fits) {
    miss(`the source "${names[0]}" is not allowed`, `Use ${choices(allowed)}.`, source);
  }
};

function namesOfSource(source: Source | undefined, own: Image['own']): readonly string[] {
  if (source?.type === 'PlatformImage') {
    const { publisher, offer, sku, version } = source.fields;
    return [[publisher, offer, sku, version].map(textKey).join(':')];
  }
  const id = sourceId(source);
  return id ? namesOfId(id, own) : [];
}

/** True where a pattern names a source or the beginning of its name, up to a ":" or "/". */
function beginsWith(name: string, pattern: string): boolean {
  return [pattern, `${pattern}:*`, `${pattern}/*`].some((one) => fitsPattern(name, one));
}

const vmSizes: Policy<'vmSizes'> = ({ properties }, allowed, miss) => {
  const value = properties.vmProfile.fields.vmSize;
  const size = value === undefined ? '' : textKey(value);
  if (value === undefined || allowed.some((one) => fitsPattern(size, one))) return;
  const isDefault = value.origin.kind !== 'spec';
  const what = `the VM size "${size}"${isDefault ? ', a default,' : ''} is not allowed`;
  miss(what, `Set "vm: { size: ... }" to ${choices(allowed)}.`, value);
};

const identities: Policy<'identities'> = ({ identity, properties, own }, allowed, miss) => {
  const ofBuildVm = properties.vmProfile.fields.userAssignedIdentities?.items ?? [];
  for (const id of [identity.id, ...ofBuildVm]) {
    const names = namesOfId(id, own);
    if (allowed.some((one) => names.some((name) => fitsPattern(name, plainReference(one)))))
      continue;
    miss(`the identity "${names[0]}" is not allowed`, `Use ${choices(allowed)}.`, id, identity);
  }
};

const replicas: Policy<'replicas'> = ({ properties }, { min = 1, max = Infinity }, miss) => {
  const bounds = max === Infinity ? `at least ${min}` : `${min} to ${max}`;
  for (const target of properties.distribute.items) {
    if (target.type !== 'SharedImage') continue;
    const { targetRegions, replicationRegions } = target.fields;
    const regions = [
      ...(targetRegions?.items ?? []).map(({ fields: { name, replicaCount } }) => ({
        name,
        count: replicaCount,
      })),
      ...(replicationRegions?.items ?? []).map((name) => ({ name, count: undefined })),
    ];
    for (const { name, count } of regions) {
      const region = literalText(name);
      const where = region === undefined ? 'the region of the template' : `"${region}"`;
      if (count?.kind === 'parameter') {
        const what = `the number of replicas in ${where} is not known before the deployment`;
        miss(what, `Use ${bounds}.`, count, name, target);
        continue;
      }
      const value = count?.value ?? 1;
      if (value >= min && value <= max) continue;
      const what = `${value} ${value === 1 ? 'replica' : 'replicas'} in ${where}`;
      miss(
        what,
        `Use ${bounds}, as in "regions: [{ name: ..., replicas: ${min} }]".`,
        count,
        name,
        target,
      );
    }
  }
};

const checksums: Policy<'checksums'> = ({ properties }, isRequired, miss) => {
  if (!isRequired) return;
  for (const uri of unverifiedFiles(properties)) {
    const hint = 'Add "sha256:" with the checksum of the file, or name a script by path.';
    miss(`"${textKey(uri)}" has no checksum`, hint, uri);
  }
};

const deprovisionLimit: Policy<'deprovisionLimit'> = (image, most, miss) => {
  const { deprovisionLimit: limit, properties, facts } = image;
  const onlyValidated = properties.validate?.fields.sourceValidationOnly;
  if (onlyValidated?.kind === 'boolean' && onlyValidated.value && !limit) return;
  if (limit && limit.value <= most) return;
  const what = limit
    ? `the deprovision commands may wait ${limit.value} minutes`
    : 'the deprovision commands have no limit';
  miss(what, `Use "deprovision: { limit: ${most}m }".`, limit, facts.os);
};

/** Allowed values in a hint. */
function choices(allowed: readonly string[]): string {
  return someOf(
    allowed.map((one) => `"${one}"`),
    8,
  );
}

/** The names by which a policy may call a resource: with its group and subscription as far as they are known. */
function namesOfId({ names, scope }: Sourced<ResourceId> | ResourceId, own: Image['own']) {
  const name = names.map(textKey).join('/');
  const group = scope.resourceGroup ? textKey(scope.resourceGroup) : own.resourceGroup;
  const subscription = scope.subscription ? textKey(scope.subscription) : own.subscription;
  return [
    name,
    ...(group === undefined ? [] : [`${group}/${name}`]),
    ...(group === undefined || subscription === undefined
      ? []
      : [`${subscription}/${group}/${name}`]),
  ];
}

/** A full resource id as subscription/group/name; everything else as it is. */
function plainReference(pattern: string): string {
  const match = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/[^/]+\/(.+)$/i.exec(
    pattern.trim(),
  );
  if (!match) return pattern.trim();
  const [, subscription = '', group = '', rest = ''] = match;
  const names = rest.split('/').filter((_, index) => index % 2 === 1);
  return [subscription, group, ...names].join('/');
}
