/** What principals besides the identity need: who deploys, who runs builds, and the service itself. */
import { resourceId, scopeKey } from '../value/resource-id';
import { type ResourceId, type Scope, text } from '../value/value';
import { types } from '../service/resource-types';
import { otherNeeds } from '../service/rights';
import { type BuiltInRole, builtInRoles } from '../service/built-in-roles';
import {
  type Deployment,
  deployedGroups,
  needsServicePrincipal,
  prunedGalleries,
  targetGalleries,
} from './plan-deployment';

/** What a principal needs on one scope, which this deployment does not give it. */
export interface PrincipalRight {
  readonly scope: ResourceId;
  /** A built-in role that is needed in addition to the actions. */
  readonly role: BuiltInRole | undefined;
  readonly actions: readonly string[];
}

/** The rights of others, by who they are. */
export interface PrincipalRights {
  readonly deploying: readonly PrincipalRight[];
  readonly running: readonly PrincipalRight[];
  /** Who reads logs and the state of builds. */
  readonly reading: readonly PrincipalRight[];
  readonly promoting: readonly PrincipalRight[];
  /** Who deletes old versions: only where a target says how many are kept. */
  readonly pruning: readonly PrincipalRight[];
  readonly service: readonly PrincipalRight[];
}

const ownGroup = resourceId(types.resourceGroup);

/** The group that the service makes with a template, whose name is not known before. */
const unknownStagingGroup = resourceId(types.resourceGroup, [], {
  resourceGroup: text('<staging group>'),
});

/** What others need for an image. */
export function principalRights({ image, rights, made }: Deployment): PrincipalRights {
  const { identity } = image;
  const by = (scope: ResourceId, need: (typeof otherNeeds)[keyof typeof otherNeeds]) => ({
    scope,
    role: undefined,
    actions: need,
  });
  const groups = deployedGroups(image, rights);
  const template = resourceId(types.imageTemplate, [image.name]);
  const staging = rights.find((right) => right.capability === 'stagingGroup');
  const { stagingResourceGroup } = image.properties;
  const logGroup = stagingResourceGroup ?? unknownStagingGroup;
  const galleries = targetGalleries(image);
  const kept = prunedGalleries(image);
  return {
    deploying: byScope([
      by(ownGroup, otherNeeds.deploy),
      ...(image.trigger ? [by(ownGroup, otherNeeds.trigger)] : []),
      identity.create
        ? by(ownGroup, otherNeeds.createIdentity)
        : by(identity.id, otherNeeds.assignIdentity),
      ...made.map(({ scope, resources }) => {
        const group = resourceId(types.resourceGroup, [], scope);
        return by(group, needToMake(resources.map(({ id }) => id.type)));
      }),
      ...rights
        .filter(({ capability }) => capability === 'scripts')
        .map(({ scope }) => asRole(scope, builtInRoles.storageBlobDataContributor)),
      ...groups.map(({ scope, custom }) => {
        const group = resourceId(types.resourceGroup, [], scope);
        const need = custom ? otherNeeds.assignCustomRoles : otherNeeds.assignRoles;
        return by(group, need);
      }),
    ]),
    running: [by(template, otherNeeds.run)],
    reading: byScope([
      by(template, otherNeeds.readTemplate),
      by(logGroup, otherNeeds.findLog),
      by(logGroup, otherNeeds.followLog),
      asRole(logGroup, builtInRoles.storageBlobDataReader),
      ...galleries.map((gallery) => by(gallery, otherNeeds.readVersions)),
    ]),
    promoting:
      galleries.length === 0
        ? []
        : [
            by(template, otherNeeds.readOutputs),
            ...galleries.map((gallery) => by(gallery, otherNeeds.promote)),
          ],
    pruning:
      kept.length === 0
        ? []
        : [
            by(template, otherNeeds.readOutputs),
            ...kept.map((gallery) => by(gallery, otherNeeds.prune)),
            ...subscriptionsOf(kept).map((one) => by(one, otherNeeds.seeUses)),
          ],
    service:
      staging && needsServicePrincipal(image, rights)
        ? [asRole(staging.scope, builtInRoles.contributor)]
        : [],
  };
}

function needToMake(made: readonly string[]): (typeof otherNeeds)[keyof typeof otherNeeds] {
  if (made.some((type) => type.startsWith('Microsoft.Network/'))) return otherNeeds.createNetwork;
  const makesGallery = made.includes(types.gallery);
  return makesGallery ? otherNeeds.createGallery : otherNeeds.createDefinition;
}

function asRole(scope: ResourceId, role: BuiltInRole): PrincipalRight {
  return { scope, role, actions: [] };
}

/** Rights on the same scope as one; each entry holds one role at most. */
function byScope(rights: readonly PrincipalRight[]): readonly PrincipalRight[] {
  const found = new Map<string, PrincipalRight>();
  for (const right of rights) {
    const key = scopeKey(right.scope);
    const known = found.get(key);
    const roles = new Set([known?.role, right.role].filter((role) => role !== undefined));
    const actions = [...new Set([...(known?.actions ?? []), ...right.actions])];
    if (roles.size > 1) found.set(`${key} ${right.role?.id}`, right);
    else found.set(key, { scope: right.scope, role: [...roles][0], actions });
  }
  return [...found.values()];
}

/** The subscriptions in which versions may be used: that of the deployment, and those of the galleries. */
function subscriptionsOf(galleries: readonly ResourceId[]): readonly ResourceId[] {
  const all = [{}, ...galleries.map(({ scope }) => scope)].map(({ subscription }: Scope) =>
    resourceId(types.subscription, [], subscription ? { subscription } : {}),
  );
  return [...new Map(all.map((one) => [scopeKey(one), one])).values()];
}
