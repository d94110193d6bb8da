/** The build VM: Azure's `vmProfile`, and the short form `vm`. */
import { docs } from '../service/docs';
import { byDefault, int32, integer, list, object, string } from './declare';
import { lifted, short, shortObject } from './short-forms';

/** The size of the proxy VM, which is written only for builds that go through one. */
export const proxySizeType = string(
  'Size of the proxy VM, for a subnet without a container subnet.',
  {
    default: 'Standard_A1_v2',
    writtenDefault: {
      rule: 'proxy-size',
      reason: 'A build in a subnet without a container subnet uses a proxy VM of this size.',
      conditional: true,
    },
    since: '2021-10-01',
    docs: docs.vnet,
  },
);

const vnetConfig = lifted(
  object(
    'Network of the build VM.',
    {
      subnetId: short(
        'subnet',
        string('Subnet of the build VM.', { format: 'subnet', docs: docs.vnet }),
      ),
      proxyVmSize: short('proxySize', proxySizeType),
      containerInstanceSubnetId: short(
        'containerSubnet',
        string('Subnet of the build container.', {
          format: 'subnet',
          since: '2024-02-01',
          docs: docs.vnet,
        }),
      ),
    },
    { docs: docs.vnet },
  ),
);

const vmFields = {
  vmSize: short(
    'size',
    string('Size of the build VM; absent: by the generation of the source.', {
      derived: true,
      proposes: 'vmSizes',
      docs: docs.vmSize,
      examples: ['Standard_D2ds_v5'],
    }),
  ),
  osDiskSizeGB: integer('Size of the OS disk in GB; 0 keeps the size of the source.', 0, int32, {
    ...byDefault(0, 'os-disk-size', '0 keeps the disk size of the source.'),
    docs: docs.osDiskSize,
  }),
  userAssignedIdentities: short(
    'identities',
    list('Identities of the build VM.', string('An identity.', { format: 'identity' }), {
      since: '2021-10-01',
      docs: docs.buildIdentity,
    }),
  ),
  vnetConfig,
} as const;

const vm = shortObject(
  'The build VM.',
  vmFields,
  {},
  {
    docs: docs.vmProfile,
    aliases: { diskSize: 'osDiskSizeGB', proxyVmSize: 'proxySize', subnetId: 'subnet' },
  },
);

/** `vmProfile`, and `vm` for it. */
export const vmProfileType = short(
  { vm },
  object("The build VM, in Azure's own shape.", vmFields, {
    docs: docs.vmProfile,
    aliases: {
      proxyVmSize: 'vnetConfig.proxyVmSize',
      subnetId: 'vnetConfig.subnetId',
      identities: 'userAssignedIdentities',
      size: 'vmSize',
    },
  }),
);
