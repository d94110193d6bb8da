/** The trigger beside an image template. */
import type { ArmReadResult, ImportedResource } from '../arm/read-template';
import { flatten, specText } from './parameter-tokens';
import type { Draft } from './draft';
import type { SpecParameters } from './import-parameters';

const triggerType = 'microsoft.virtualmachineimages/imagetemplates/triggers';

/** What the spec says of the trigger; `undefined` where there is none. */
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
