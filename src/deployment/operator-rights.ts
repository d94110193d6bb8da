/** What principals besides the identity need: who deploys, who runs builds, and the service itself. */
import { docs } from '../service/docs';
import type { Image } from '../image/image';
import type { Right } from '../rights/identity-rights';
import { resourceId } from '../value/resource-id';
import type { ResourceId } from '../value/value';
import { types } from '../service/resource-types';
import { otherNeeds, servicePrincipal } from '../service/rights';
import { type BuiltInRole, builtInRoles } from '../service/built-in-roles';
import { deployedGroups, needsServicePrincipal, planDeployment } from './plan-deployment';

/** A right of a principal that this deployment does not give. */
export interface PrincipalRight {
  readonly scope: ResourceId;
  /** A built-in role; absent: the actions say it. */
  readonly role: BuiltInRole | undefined;
  readonly actions: readonly string[];
  readonly reason: string;
  readonly doc: string;
}

/** The rights of others, by who they are. */
export interface PrincipalRights {
  readonly deploying: readonly PrincipalRight[];
  readonly running: readonly PrincipalRight[];
  readonly service: readonly PrincipalRight[];
}

const ownGroup = resourceId(types.resourceGroup);

/** What others need for an image. */
export function principalRights(image: Image, rights: readonly Right[]): PrincipalRights {
  const { identity } = image;
  const by = (scope: ResourceId, need: (typeof otherNeeds)[keyof typeof otherNeeds]) => ({
    scope,
    role: undefined,
    actions: need.actions,
    reason: need.reason,
    doc: need.doc,
  });
  const groups = deployedGroups(image, rights);
  const template = resourceId(types.imageTemplate, [image.name]);
  const staging = rights.find((right) => right.capability === 'stagingGroup');
  return {
    deploying: [
      by(ownGroup, otherNeeds.deploy),
      ...(image.trigger ? [by(ownGroup, otherNeeds.trigger)] : []),
      identity.create
        ? by(ownGroup, otherNeeds.createIdentity)
        : by(identity.id, otherNeeds.assignIdentity),
      ...planDeployment(image, rights).made.map(({ scope, resources }) => {
        const group = resourceId(types.resourceGroup, [], scope);
        return by(group, needToMake(resources.map(({ id }) => id.type)));
      }),
      ...groups.map(({ scope, custom }) => {
        const group = resourceId(types.resourceGroup, [], scope);
        const need = custom ? otherNeeds.assignCustomRoles : otherNeeds.assignRoles;
        return by(group, need);
      }),
    ],
    running: [by(template, otherNeeds.run)],
    service:
      staging && needsServicePrincipal(image, rights)
        ? [
            {
              scope: staging.scope,
              role: builtInRoles.contributor,
              actions: [],
              reason: `A Windows image with a network of its own and a staging group that exists: the service principal "${servicePrincipal.name}" (application ${servicePrincipal.applicationId}) works there too.`,
              doc: docs.troubleshoot,
            },
          ]
        : [],
  };
}

function needToMake(made: readonly string[]): (typeof otherNeeds)[keyof typeof otherNeeds] {
  if (made.some((type) => type.startsWith('Microsoft.Network/'))) return otherNeeds.createNetwork;
  const makesGallery = made.includes(types.gallery);
  return makesGallery ? otherNeeds.createGallery : otherNeeds.createDefinition;
}
