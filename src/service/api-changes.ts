/**
 * What a newer API version of Azure VM Image Builder means for a template, beyond the properties that it adds.
 * Source: https://learn.microsoft.com/azure/virtual-machines/image-builder-api-update-release-notes and
 * https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-networking, read 2026-11.
 */
import { docs } from './docs';
import type { ApiVersion } from './api-versions';

/** The part of a spec that a change concerns: where it is absent, the change means nothing. */
export type Concern = 'spec' | 'galleryTarget' | 'countedTarget' | 'buildSubnetAlone' | 'subnet';

/** A change in meaning. */
export interface ApiChange {
  readonly since: ApiVersion;
  readonly concerns: Concern;
  readonly text: string;
  readonly doc: string;
}

export const apiChanges: readonly ApiChange[] = [
  {
    since: '2021-10-01',
    concerns: 'spec',
    text: 'The service nests error details in "error": scripts that read errors have to look there.',
    doc: docs.apiVersions,
  },
  {
    since: '2022-07-01',
    concerns: 'galleryTarget',
    text: 'Regions are written as targetRegions, each with its own replica count and storage type; replicationRegions is deprecated.',
    doc: docs.sharedImage,
  },
  {
    since: '2022-07-01',
    concerns: 'countedTarget',
    text: 'Automatic version numbers without a scheme are deprecated: "versioning: { scheme: Latest }" uses the next patch number after the highest version, "scheme: Source" the version of the source.',
    doc: docs.sharedImage,
  },
  {
    since: '2024-02-01',
    concerns: 'spec',
    text: 'The service is case-sensitive for names and values, and rejects unknown fields. aibgen writes them exactly; hand-written templates have to be adapted.',
    doc: docs.apiVersions,
  },
  {
    since: '2024-02-01',
    concerns: 'buildSubnetAlone',
    text: 'With only a build subnet, the build still needs a private link, a load balancer and a proxy VM; with a container subnet as well it does not, which is cheaper and more robust.',
    doc: docs.vnet,
  },
  {
    since: '2024-02-01',
    concerns: 'subnet',
    text: 'Networks created after 2026-03-31 are private by default: both subnets need explicit outbound access (NAT gateway, firewall or route).',
    doc: docs.vnet,
  },
];
