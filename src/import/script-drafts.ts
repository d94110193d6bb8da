/** Steps of other tools that name a script or file by path -> the same steps of a spec. */
import type { ArmPath } from '../arm/document';
import type { SpecExtras } from '../arm/spec-extras';
import { isJsonObject, type Json } from '../lib/json';
import { azureStepType } from '../language/step-kinds';
import type { Draft, DraftMap } from './draft';
import { type DraftContext, shortFields } from './draft-value';
import { flatten, specText, token, tokensIn } from './parameter-tokens';
import type { SpecParameters } from './import-parameters';

/** The drafts of such steps. */
export interface ScriptDrafts {
  /** The draft of a step; undefined for a step without a path. */
  readonly draftOf: (index: number, step: Json, at: string, context: DraftContext) => Draft;
  /** `scripts` of the spec: undefined where no step has a path. */
  readonly settings: DraftMap | undefined;
  /** The paths as the spec has them. */
  readonly paths: readonly string[];
  /** The names of the parameters that these steps use. */
  readonly used: readonly string[];
}

const keys: Readonly<Record<string, string>> = {
  Shell: 'shell',
  PowerShell: 'powershell',
  File: 'file',
};

/** Makes the drafts; `folder` leads from the spec to the folder of the document. */
export function scriptDrafts(
  scripts: SpecExtras['scripts'] | undefined,
  types: readonly string[],
  folder: string,
  parameters: SpecParameters,
): ScriptDrafts {
  const all = [...(scripts ?? [])].map(([index, script]) => {
    const at: ArmPath = ['properties', 'customize', index];
    const env = script.env.map(([name, value]): readonly [string, string] => {
      const flat = flatten(value, parameters, [...at, 'env', name]);
      return [name, String(flat)];
    });
    const path = specPath(script.path, folder);
    return { index, path, env, sudo: script.sudo };
  });
  const byIndex = new Map(all.map((one) => [one.index, one]));
  const uploads = all.some(({ index }) => types[index] === 'File');
  const embeds = all.some(({ index }) => types[index] !== 'File');
  const account = uploads ? token(parameters.declare('scriptsAccount', 'string', ['scripts'])) : '';
  return {
    draftOf: (index, step, at, context) => {
      const found = byIndex.get(index);
      if (!found || !isJsonObject(step)) return undefined;
      const type = String(step.type);
      const branch = azureStepType.branches.find(
        ({ discriminator }) => 'type' in discriminator && discriminator.type === type,
      );
      const fields = branch?.type.kind === 'object' ? branch.type.fields : {};
      const { type: _, ...others } = step;
      const { destination, ...rest } = shortFields(others, fields, at, context);
      return {
        [keys[type] ?? 'shell']: specText(found.path),
        to: type === 'File' ? destination : undefined,
        sudo: found.sudo ? true : undefined,
        env:
          found.env.length > 0
            ? Object.fromEntries(found.env.map(([name, value]) => [name, specText(value)]))
            : undefined,
        ...rest,
      };
    },
    settings:
      all.length === 0
        ? undefined
        : {
            baseUri: uploads
              ? specText(`https://${account}.blob.core.windows.net/scripts/`)
              : undefined,
            embed: embeds ? true : undefined,
          },
    paths: all.map(({ path }) => path),
    used: [account, ...all.flatMap(({ env }) => env.map(([, value]) => value))].flatMap(tokensIn),
  };
}

/** A path from the spec: `../packer/scripts/a.sh`. */
function specPath(path: string, folder: string): string {
  if (folder === '' || folder === '.') return path;
  const whole = `${folder}/${path.replace(/^\.\//, '')}`;
  return whole.startsWith('.') ? whole : `./${whole}`;
}
