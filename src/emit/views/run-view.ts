/** What one image's `run.sh` knows of its spec. */
import type { Image, ImageParameter } from '../../image/image';
import { placeholder } from '../../image/image-parameters';
import { inStagingGroup, targetPlace } from '../../image/target-place';
import { type ResourceId, type Text, text } from '../../value/value';
import { type ApiVersion, isAtLeast } from '../../service/api-versions';
import { provisioningErrors } from '../../service/provisioning-errors';
import { deploymentName } from '../../deployment/deployment-name';
import type { Deployment } from '../../deployment/plan-deployment';
import type { Environment } from '../../value/printers/json-printer';
import { buildMinutes } from '../output-context';
import { deploymentParameters } from './wrapper-parts';

/** The view of `run.sh`. */
export interface RunView {
  readonly template: Text;
  readonly deployment: string;
  /** Empty where the spec does not say it. */
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly apiVersion: ApiVersion;
  /** How long a build is waited for. */
  readonly waitMinutes: number;
  readonly targets: readonly { readonly runOutput: Text; readonly place: Text | ResourceId }[];
  /** Parameters of the spec, with what the parameter files say; empty where they say nothing. */
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  /** Those of them that have no value. */
  readonly required: readonly string[];
  /** Parameters of the deployment that no name is made of, as a pattern. */
  readonly others: string;
  /** True where a template of the same name is the same template. */
  readonly contentHash: boolean;
  /** True where deleting the template deletes what it made. */
  readonly vhdInStaging: boolean;
  readonly errors: readonly { readonly code: string; readonly meaning: string }[];
}

/** The first version that tells the name of the staging group. */
const stagingGroupSince: ApiVersion = '2022-02-14';

/** Minutes after which nobody waits any longer: some more than the build may take. */
export function waitMinutes(image: Image, environment: Environment): number {
  return buildMinutes(image, environment) + 15;
}

/** True where a target is a VHD that stays in the staging group. */
export function vhdInStaging(image: Image): boolean {
  return image.properties.distribute.items.some(inStagingGroup);
}

/** The view of `run.sh`. */
export function runView(deployment: Deployment, environment: Environment): RunView {
  const { image } = deployment;
  const own = new Set(image.parameters.map((parameter) => parameter.name));
  const missing = ({ name, value, default: fallback }: ImageParameter): boolean =>
    fallback === undefined && value === placeholder(name);
  return {
    template: image.name,
    deployment: deploymentName(image),
    subscription: image.own.subscription ?? '',
    resourceGroup: image.own.resourceGroup ?? '',
    apiVersion: isAtLeast(image.apiVersion, stagingGroupSince)
      ? image.apiVersion
      : stagingGroupSince,
    waitMinutes: waitMinutes(image, environment),
    targets: image.properties.distribute.items.map((target, index) => ({
      runOutput: image.runOutputNames[index] ?? text(),
      // A dash stands for the staging group.
      place: targetPlace(target) ?? text('-'),
    })),
    parameters: image.parameters.map((parameter) => ({
      name: parameter.name,
      value: missing(parameter) ? '' : String(parameter.value),
    })),
    required: image.parameters.filter(missing).map((parameter) => parameter.name),
    others: deploymentParameters(deployment)
      .map((parameter) => parameter.name)
      .filter((name) => !own.has(name))
      .join(' | '),
    contentHash: image.contentHash,
    vhdInStaging: vhdInStaging(image),
    errors: Object.entries(provisioningErrors).map(([code, meaning]) => ({ code, meaning })),
  };
}
