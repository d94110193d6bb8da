/** What an image asks of its outputs, without the templates that make them. */
import { type Image, locationParameter } from '../image/image';
import { type Environment, fillText } from '../value/printers/json-printer';

/** What parameters stand for in the bare JSON: `--set`, else the default, else a placeholder. */
export function environmentOf(image: Image): Environment {
  const values = new Map(image.parameters.map((parameter) => [parameter.name, parameter.value]));
  const environment: Environment = {
    subscription: image.own.subscription ?? '<subscriptionId>',
    resourceGroup: image.own.resourceGroup ?? '<resourceGroup>',
    valueOf: (name) => {
      const value = values.get(name);
      if (value !== undefined) return value;
      if (name === locationParameter) return fillText(image.location, environment);
      throw new Error(`no value for the parameter ${name}`);
    },
  };
  return environment;
}

/** Minutes that a build of the image may take. */
export function buildMinutes({ properties }: Image, environment: Environment): number {
  const { buildTimeoutInMinutes: minutes } = properties;
  return minutes.kind === 'number' ? minutes.value : Number(environment.valueOf(minutes.parameter));
}
