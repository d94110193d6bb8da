/** What templates of the user are told of an image: the stable view that docs/templates.md describes. */
import type { Generation, Os } from '../../image/image';
import type { ParameterValue } from '../../spec/parameter-references';
import type { Deployment } from '../../deployment/plan-deployment';
import { type Environment, fillText, jsonOf } from '../../value/printers/json-printer';
import { bareTemplate, triggerBody } from './wrapper-parts';
import { type RelativePath, rolesView } from './roles-view';
import { buildMinutes } from '../output-context';

/** An image as plain data, its parameters filled in. */
export interface ImageView {
  /** Name of the image template. */
  readonly name: string;
  /** Name of the output folder, and of the deployment. */
  readonly folder: string;
  /** File name of the spec. */
  readonly spec: string;
  readonly location: string;
  /** From the spec or a flag; else `<subscriptionId>`. */
  readonly subscription: string;
  /** From the spec or a flag; else `<resourceGroup>`. */
  readonly resourceGroup: string;
  readonly os: Os;
  readonly generation: Generation | null;
  readonly architecture: string;
  readonly apiVersion: string;
  readonly timeoutInMinutes: number;
  readonly parameters: readonly {
    readonly name: string;
    readonly type: string;
    readonly description: string | null;
    readonly default: ParameterValue | null;
    readonly value: ParameterValue;
  }[];
  /** Names of the run outputs, in the order of the targets. */
  readonly runOutputs: readonly string[];
  /** The content of `imageTemplate.json`. */
  readonly template: unknown;
  /** The content of `trigger.json`; null where there is no trigger. */
  readonly trigger: unknown;
  /** The content of `roles.json`. */
  readonly roles: unknown;
}

/** Makes the view. */
export function imageView(
  deployment: Deployment,
  environment: Environment,
  relative: RelativePath,
): ImageView {
  const { image } = deployment;
  return {
    name: fillText(image.name, environment),
    folder: image.folder,
    spec: image.specFile,
    location: fillText(image.location, environment),
    subscription: environment.subscription,
    resourceGroup: environment.resourceGroup,
    os: image.facts.os.value,
    generation: image.facts.generation?.value ?? null,
    architecture: image.facts.architecture.value,
    apiVersion: image.apiVersion,
    timeoutInMinutes: buildMinutes(image, environment),
    parameters: image.parameters.map((one) => ({
      name: one.name,
      type: one.type,
      description: one.description ?? null,
      default: one.default ?? null,
      value: one.value,
    })),
    runOutputs: image.runOutputNames.map((output) => fillText(output, environment)),
    template: jsonOf(bareTemplate(image), environment),
    trigger: image.trigger ? jsonOf(triggerBody(image.trigger), environment) : null,
    roles: jsonOf(rolesView(deployment, relative), environment),
  };
}
