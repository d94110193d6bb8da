/** Ids of Azure resources from the names that Packer takes. */
import { partsOf } from '../hcl/evaluate-hcl';
import { armSymbol, armText, type ArmPart, type ArmValue } from '../arm/arm-value';
import type { Argument, Section } from '../hcl/hcl-section';

/** Where the resources of a source live: the subscription that Packer signs in to is the deployment's own. */
export interface Place {
  /** The subscription, where the source names it. */
  readonly subscription: ArmValue | undefined;
}

const ownSubscription = armSymbol({ symbol: 'subscriptionId' });
const ownGroup = armSymbol({ symbol: 'resourceGroup' });

/** The subscription as an id has it: a literal as it is, anything that is open is the deployment's own. */
function subscriptionParts(
  given: ArmValue | undefined,
  { subscription }: Place,
): readonly ArmPart[] {
  const own = typeof subscription === 'string' ? subscription : ownSubscription;
  if (given === undefined || sameText(given, subscription)) return partsOf(own);
  return partsOf(given);
}

function sameText(one: ArmValue, other: ArmValue | undefined): boolean {
  return JSON.stringify(partsOf(one)) === JSON.stringify(partsOf(other));
}

/** `/subscriptions/…/resourceGroups/…/providers/<type>/<names>`. */
export function resourceId(
  place: Place,
  parts: {
    readonly subscription?: ArmValue | undefined;
    readonly group?: ArmValue | undefined;
    readonly type: string;
    readonly names: readonly (ArmValue | undefined)[];
  },
): ArmValue {
  const [namespace = '', ...types] = parts.type.split('/');
  return armText([
    '/subscriptions/',
    ...subscriptionParts(parts.subscription, place),
    '/resourceGroups/',
    ...partsOf(parts.group ?? ownGroup),
    `/providers/${namespace}`,
    ...types.flatMap((type, index) => [`/${type}/`, ...partsOf(parts.names[index])]),
  ]);
}

/** The value of an argument. */
export function valueOf(argument: Argument | undefined): ArmValue | undefined {
  return argument?.value;
}

/** The entries of `azure_tags` and of the blocks `azure_tag`, each at its place. */
export function tagArguments(
  source: Section,
): readonly { readonly name: string; readonly argument: Argument }[] {
  return source.takeBlocks('azure_tag').flatMap((block) => {
    const [name, value] = [block.take('name'), block.take('value')];
    return name && value ? [{ name: String(name.value), argument: value }] : [];
  });
}
