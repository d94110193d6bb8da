/** What one image's `run.sh` knows of its spec. */
import type { Image } from '../../model/image';
import { field, itemsOf, literalText } from '../../model/value';
import { type ApiVersion, isAtLeast } from '../../service/api-versions';
import { provisioningErrors } from '../../service/provisioning-errors';
import { type Environment, fillText } from '../printers/json';

/** The view of `run.sh`. */
export interface RunView {
  readonly template: string;
  readonly deployment: string;
  /** Empty where the spec does not say it. */
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly apiVersion: ApiVersion;
  /** How long a build is waited for. */
  readonly waitMinutes: number;
  readonly runOutputs: readonly string[];
  /** True where a template of the same name is the same template. */
  readonly contentHash: boolean;
  /** True where deleting the template deletes what it made. */
  readonly vhdInStaging: boolean;
  readonly errors: readonly { readonly code: string; readonly meaning: string }[];
}

/** The first version that tells the name of the staging group. */
const stagingGroupSince: ApiVersion = '2022-02-14';

/** Minutes that a build of the image may take. */
export function buildMinutes(image: Image, environment: Environment): number {
  const value = field(image.properties, 'buildTimeoutInMinutes');
  if (value?.kind === 'number') return value.value;
  return value?.kind === 'parameter' ? Number(environment.valueOf(value.parameter)) : 240;
}

/** Minutes after which nobody waits any longer: some more than the build may take. */
export function waitMinutes(image: Image, environment: Environment): number {
  return buildMinutes(image, environment) + 15;
}

/** True where a target is a VHD that stays in the staging group. */
export function vhdInStaging(image: Image): boolean {
  return itemsOf(field(image.properties, 'distribute')).some(
    (target) => literalText(field(target, 'type')) === 'VHD' && !field(target, 'uri'),
  );
}

/** The view of `run.sh`. */
export function runView(image: Image, environment: Environment): RunView {
  return {
    template: fillText(image.name, environment),
    deployment: image.folder,
    subscription: image.own.subscription ?? '',
    resourceGroup: image.own.resourceGroup ?? '',
    apiVersion: isAtLeast(image.apiVersion, stagingGroupSince)
      ? image.apiVersion
      : stagingGroupSince,
    waitMinutes: waitMinutes(image, environment),
    runOutputs: image.runOutputNames.map((name) => fillText(name, environment)),
    contentHash: image.contentHash,
    vhdInStaging: vhdInStaging(image),
    errors: Object.entries(provisioningErrors).map(([code, meaning]) => ({ code, meaning })),
  };
}
