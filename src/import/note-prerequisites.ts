/** Galleries, image definitions and networks that a template makes beside: the spec names them, and does not make them. */
import { getOwn } from '../lib/get-own';
import type { ArmReadResult } from '../arm/read-template';
import type { Notes } from './import-notes';
import type { SpecParameters } from './import-parameters';
import { flatten, readableText } from './parameter-tokens';

/** What they are called, and the key of a spec that makes such a thing. */
const kinds: Readonly<Record<string, readonly [what: string, key: string]>> = {
  'microsoft.compute/galleries': ['gallery', '"definition: { createGallery: true }" of a target'],
  'microsoft.compute/galleries/images': ['image definition', '"definition: true" of a target'],
  'microsoft.network/virtualnetworks': ['network', '"network: true" in the place of subnets'],
};

/** Whether a resource is one of them. */
export function isMadeBeside(type: string): boolean {
  return getOwn(kinds, type.toLowerCase()) !== undefined;
}

/** Notes each of them. */
export function notePrerequisites(
  { others }: ArmReadResult,
  parameters: SpecParameters,
  { note }: Notes,
): void {
  for (const { type, name } of others) {
    const [what, key] = getOwn(kinds, type.toLowerCase()) ?? [];
    if (what === undefined) continue;
    const flat = flatten(name, parameters, []);
    const shown = typeof flat === 'string' ? ` "${readableText(flat)}"` : '';
    const reason = `The template makes the ${what}${shown} too; the spec takes it as given. To make one, use ${key}.`;
    note('note', [], reason);
  }
}
