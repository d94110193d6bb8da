/**
 * What a network has to be like for builds in it.
 * Sources: https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-networking and
 * https://learn.microsoft.com/azure/virtual-machines/image-builder-api-update-release-notes, read 2026-11.
 */

/** Ports on which a build VM is worked with: SSH on Linux, WinRM on Windows. */
export const buildPorts = ['22', '5986'] as const;

/** Ports on which the load balancer looks after the proxy VM, where there is no container subnet. */
export const proxyPorts = '60000-60001';

/** Ports on which a build container goes out: HTTPS, and the file share of the staging group. */
export const containerPorts = ['443', '445'] as const;

/** The service that the container subnet is given to. */
export const containerService = 'Microsoft.ContainerInstance/containerGroups';

/** What a network is called and made of, where the spec does not say. */
export const networkDefaults = {
  name: 'aib-network',
  address: '10.0.0.0/24',
  subnet: 'build',
  containerSubnet: 'containers',
} as const;
