/** Galleries, image definitions and networks that a template makes beside: the spec names them, and does not make them. */
import { own } from '../../own';
import type { ArmReadResult } from '../arm-template';
import type { Notes } from './notes';
import type { SpecParameters } from './parameters';
import { flatten, readableText } from './tokens';

/** What they are called, and the key of a spec that makes such a thing. */
const kinds: Readonly<Record<string, readonly [what: string, key: string]>> = {
  'microsoft.compute/galleries': ['gallery', '"definition: { createGallery: true }" of a target'],
  'microsoft.compute/galleries/images': ['image definition', '"definition: true" of a target'],
  'microsoft.network/virtualnetworks': ['network', '"network: true" in the place of subnets'],
};

/** Whether a resource is one of them. */
export function isMadeBeside(type: string): boolean {
  return own(kinds, type.toLowerCase()) !== undefined;
}

/** Notes each of them. */
export function noteMade(
  { others }: ArmReadResult,
  parameters: SpecParameters,
  { note }: Notes,
): void {
  for (const { type, name } of others) {
    const [what, key] = own(kinds, type.toLowerCase()) ?? [];
    if (what === undefined) continue;
    const flat = flatten(name, parameters, []);
    const shown = typeof flat === 'string' ? ` "${readableText(flat)}"` : '';
    const reason = `The template makes the ${what}${shown} too; the spec takes it as given. To make one, use ${key}.`;
    note('note', [], reason);
  }
}
