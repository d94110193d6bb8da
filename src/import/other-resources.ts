/** What a template deploys besides its images: what of it a spec can say, and what it cannot. */
import { getOwn } from '../lib/get-own';
import type { Finding } from '../diagnostics/diagnostic';
import { documentProblem } from '../arm/document';
import type { ArmReadResult } from '../arm/read-template';
import type { ImportedResource } from '../arm/collect-resources';
import type { Image } from '../image/image';
import { textKey } from '../value/value';
import type { Draft } from './draft';
import type { Notes } from './import-notes';
import type { SpecParameters } from './import-parameters';
import { flatten, readableText, specText } from './parameter-tokens';

const triggerType = 'microsoft.virtualmachineimages/imagetemplates/triggers';

/** Types that are read for the spec of an image: its rights, its identity, its trigger. */
const readTypes =
  /^(?:microsoft\.authorization\/role(?:assignments|definitions)|microsoft\.managedidentity\/userassignedidentities|microsoft\.virtualmachineimages\/imagetemplates\/triggers|microsoft\.resources\/deployments)$/i;

/** Names of prerequisites, and the key of a spec that creates such a thing. */
const prerequisites: Readonly<Record<string, readonly [what: string, key: string]>> = {
  'microsoft.compute/galleries': ['gallery', '"definition: { createGallery: true }" of a target'],
  'microsoft.compute/galleries/images': ['image definition', '"definition: true" of a target'],
  'microsoft.network/virtualnetworks': ['network', '"network: true" in the place of subnets'],
};

/** Reports the types of resources that the template deploys and a spec does not. */
export function reportOthers({ images, others, locate }: ArmReadResult): readonly Finding[] {
  if (images.length === 0) return [];
  const unread = others.filter(
    ({ type, body }) =>
      body !== null && !readTypes.test(type) && !getOwn(prerequisites, type.toLowerCase()),
  );
  const types = new Map(unread.toReversed().map((one) => [one.type.toLowerCase(), one]));
  return [...types.values()].toReversed().map(({ type, path }) => {
    const message = `"${type}" is not the image: a spec does not deploy it. Keep it in a template of its own.`;
    return documentProblem('info', message, locate(path), path);
  });
}

/** Notes galleries, definitions and networks that the template creates and the spec only names. */
export function notePrerequisites(
  { others }: ArmReadResult,
  image: Image | undefined,
  parameters: SpecParameters,
  { note }: Notes,
): void {
  for (const { type, name } of others) {
    const [what, key] = getOwn(prerequisites, type.toLowerCase()) ?? [];
    if (what === undefined) continue;
    const flat = flatten(name, parameters, []);
    if (typeof flat === 'string' && image && isCreated(flat, image)) continue;
    const shown = typeof flat === 'string' ? ` "${readableText(flat)}"` : '';
    const reason = `The template makes the ${what}${shown} too; the spec takes it as given. To make one, use ${key}.`;
    note('note', [], reason);
  }
}

/** Whether the deployment of the spec creates a gallery or a definition of this name. */
function isCreated(name: string, { definitions }: Image): boolean {
  return definitions.some(({ id, createGallery }) => {
    const names = id.names.map((part) => textKey(part).toLowerCase());
    const resourceName = specText(name).toLowerCase();
    return resourceName === names.join('/') || (createGallery && resourceName === names[0]);
  });
}

/** `trigger` of the spec; undefined where the template has none. */
export function triggerDraft(
  resource: ImportedResource,
  { images, others }: ArmReadResult,
  parameters: SpecParameters,
): Draft {
  const own = flatten(resource.name, parameters, ['name']);
  for (const one of others) {
    if (one.type.toLowerCase() !== triggerType) continue;
    const name = flatten(one.name, parameters, ['name']);
    if (typeof name !== 'string') continue;
    const cut = name.lastIndexOf('/');
    if (images.length > 1 && name.slice(0, cut) !== own) continue;
    const last = name.slice(cut + 1);
    return last === 'source-image' ? 'sourceImage' : { name: specText(last), kind: 'SourceImage' };
  }
  return undefined;
}
