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
    text: 'The service wraps what it says of an error in "error": scripts that read errors have to look there.',
    doc: docs.apiVersions,
  },
  {
    since: '2022-07-01',
    concerns: 'galleryTarget',
    text: 'Regions are written as targetRegions, each with its own replicas and storage; replicationRegions is deprecated.',
    doc: docs.sharedImage,
  },
  {
    since: '2022-07-01',
    concerns: 'countedTarget',
    text: 'Automatic version numbers without a scheme are deprecated: "versioning: { scheme: Latest }" takes the next patch after the highest version, "scheme: Source" the number of the source.',
    doc: docs.sharedImage,
  },
  {
    since: '2024-02-01',
    concerns: 'spec',
    text: 'The service minds the case of names and values and refuses unknown fields. aibgen writes them exactly; templates made by hand have to follow.',
    doc: docs.apiVersions,
  },
  {
    since: '2024-02-01',
    concerns: 'buildSubnetAlone',
    text: 'A build subnet alone still goes through a private link, a load balancer and a proxy VM; a container subnet beside it does without, is cheaper and sturdier.',
    doc: docs.vnet,
  },
  {
    since: '2024-02-01',
    concerns: 'subnet',
    text: 'Networks made after 2026-03-31 are private unless told: both subnets need a way out of their own (NAT gateway, firewall or route).',
    doc: docs.vnet,
  },
];
