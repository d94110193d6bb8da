/** What builds made, as variables of Terraform and as parameters of Bicep: a map of maps, image -> run output -> id or address. */
import type { BuildOutput } from './build-outputs';

/** The outputs of an image. */
export interface NamedOutputs {
  readonly name: string;
  readonly outputs: readonly BuildOutput[];
}

/** A `.tfvars` file that sets the variable `images`. */
export function tfvars(images: readonly NamedOutputs[]): string {
  const quoted = (text: string): string =>
    `"${text
      .replace(/[\\"]/g, '\\$&')
      .replaceAll('\n', '\\n')
      .replace(/[$%](?=\{)/g, '$&$&')}"`;
  const maps = images.map(({ name, outputs }) => {
    const width = Math.max(0, ...outputs.map((one) => quoted(one.runOutputName).length));
    const entries = outputs.map(
      (one) => `    ${quoted(one.runOutputName).padEnd(width)} = ${quoted(one.artifact)}\n`,
    );
    return `  ${quoted(name)} = {\n${entries.join('')}  }\n`;
  });
  return `images = {\n${maps.join('')}}\n`;
}

/** A `.bicepparam` file that sets the parameter `images`. */
export function bicepparam(images: readonly NamedOutputs[]): string {
  const quoted = (text: string): string =>
    `'${text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('${', '\\${')}'`;
  const maps = images.map(({ name, outputs }) => {
    const entries = outputs.map(
      (one) => `    ${quoted(one.runOutputName)}: ${quoted(one.artifact)}\n`,
    );
    return `  ${quoted(name)}: {\n${entries.join('')}  }\n`;
  });
  return `using none\n\nparam images = {\n${maps.join('')}}\n`;
}
