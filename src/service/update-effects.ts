/**
 * What a change of a deployed image template means. The service refuses to put a template over an existing one
 * ("Update/Upgrade of image templates is currently not supported"); only a PATCH of a few properties is taken.
 * Source: https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-troubleshoot and the types of the
 * resource's update (`ImageTemplateUpdateParameters`). As of 2026-11-23.
 */
import type { ApiVersion } from './api-versions';

/**
 * `in-place`: the template is patched. `replace`: it has to be deleted and made again, or made under another name.
 * `next-image`: the template stays as it is, the next image is another one. `none`: nothing in Azure changes.
 */
export type Effect = 'in-place' | 'replace' | 'next-image' | 'none';

/** What a change below a path means, and the first API version in which it does; the first that fits counts. All others replace. */
export const changeable: readonly {
  readonly path: string;
  readonly since: ApiVersion;
  readonly effect: Effect;
}[] = [
  // A detail of the request, no property of the resource.
  { path: 'apiVersion', since: '2020-02-14', effect: 'none' },
  { path: 'tags', since: '2020-02-14', effect: 'in-place' },
  { path: 'identity', since: '2020-02-14', effect: 'in-place' },
  { path: 'properties.distribute', since: '2020-02-14', effect: 'in-place' },
  { path: 'properties.vmProfile', since: '2024-02-01', effect: 'in-place' },
  // A child resource of its own, whose kind is fixed.
  { path: 'trigger.properties.kind', since: '2022-07-01', effect: 'replace' },
  { path: 'trigger', since: '2022-07-01', effect: 'in-place' },
  // Resources of their own too, whose fixed properties follow.
  { path: 'resources', since: '2020-02-14', effect: 'in-place' },
];

/**
 * Paths of the resources that are made before a template which stay as they were made: what an image definition is for,
 * the names under which it is found, and the region of each.
 * @see https://learn.microsoft.com/azure/virtual-machines/update-image-resources
 */
export const fixedOfMade =
  /^resources\["[^"]*"\](?:\.location|\.properties\.(?:osType|osState|hyperVGeneration|architecture|identifier|purchasePlan|features)(?:\.|\[|$))/;
