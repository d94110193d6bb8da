/**
 * Arguments of the azure-arm builder that a spec has no place for, and why: dated 2026-11-26.
 * https://developer.hashicorp.com/packer/integrations/hashicorp/azure/latest/components/builder/arm
 */

const signIn =
  'It is how Packer signs in to Azure; the service builds with the identity of the template, and who deploys it signs in outside of the spec.';
const connection = 'It is how Packer reaches the build VM; the service has its own connection.';
const buildVm = 'It is about the build VM, which the service makes in its own way.';
const temporary =
  'It names something that exists during the build only; the service chooses these names.';

/** Reasons by the name of the argument. */
const reasons: Readonly<Record<string, string>> = {
  client_id: signIn,
  client_secret: signIn,
  client_cert_path: signIn,
  client_cert_token_timeout: signIn,
  client_cert_password: signIn,
  client_jwt: signIn,
  client_assertion: signIn,
  object_id: signIn,
  tenant_id: signIn,
  use_azure_cli_auth: signIn,
  use_interactive_auth: signIn,
  cloud_environment_name: 'Say "--cloud" where you deploy.',
  metadata_host: 'Say "--cloud" where you deploy.',
  communicator: connection,
  pause_before_connecting: connection,
  temp_compute_name: temporary,
  temp_nic_name: temporary,
  temp_os_disk_name: temporary,
  temp_resource_group_name: temporary,
  custom_resource_build_prefix: temporary,
  build_key_vault_name: temporary,
  build_key_vault_secret_name: temporary,
  build_key_vault_sku: temporary,
  skip_create_build_key_vault: temporary,
  async_resourcegroup_delete: temporary,
  polling_duration_timeout:
    'The service has one limit for the whole build: "timeout" of the spec, 4 hours where it is absent.',
  shared_image_gallery_timeout:
    'The service has one limit for the whole build: "timeout" of the spec, 4 hours where it is absent.',
  managed_image_storage_account_type:
    'The service makes managed images on standard storage; a gallery target takes "storage:".',
  managed_image_zone_resilient:
    'A managed image of the service has no zones; a gallery target takes "storage: Standard_ZRS".',
  managed_image_os_disk_snapshot_name: 'The service makes no snapshots.',
  managed_image_data_disk_snapshot_prefix: 'The service makes no snapshots.',
  keep_os_disk: 'The service keeps no disks.',
  shared_gallery_image_version_end_of_life_date:
    'A target has no end of life; "keep:" says how long versions stay.',
  disk_caching_type: buildVm,
  boot_diag_storage_account: buildVm,
  allowed_inbound_ip_addresses: buildVm,
  private_virtual_network_with_public_ip:
    'The build VM of the service has no public address where the spec names a subnet.',
  public_ip_sku: buildVm,
  custom_data: 'The build VM takes no custom data: put its commands into a step.',
  custom_data_file: 'The build VM takes no custom data: put its commands into a step.',
  user_data: 'The build VM takes no user data: put its commands into a step.',
  user_data_file: 'The build VM takes no user data: put its commands into a step.',
  custom_script: 'The build VM runs no extension: put its commands into a step.',
  license_type: buildVm,
  secure_boot_enabled:
    'The service builds with the security type of the image definition; "definition: { securityType: … }" makes one.',
  vtpm_enabled:
    'The service builds with the security type of the image definition; "definition: { securityType: … }" makes one.',
  security_type:
    'The service builds with the security type of the image definition; "definition: { securityType: … }" makes one.',
  security_encryption_type: buildVm,
  encryption_at_host: buildVm,
  disk_encryption_set_id: 'The service takes no disk encryption set of your own.',
  spot: 'The service builds on regular VMs.',
  skip_create_image:
    'A spec that builds no image for a test is one with "validate: { sourceValidationOnly: true }".',
};

/** Why an argument is not in the spec; undefined for one that import does not know. */
export function leftOutReason(name: string): string | undefined {
  if (/^(?:ssh|winrm)_/.test(name)) return connection;
  if (name.startsWith('oidc_')) return signIn;
  return Object.hasOwn(reasons, name) ? reasons[name] : undefined;
}
