/**
 * 7xx: why a build in Azure failed, and what `aibgen logs` has to say about a log. How each is recognized is in `build-logs/rules/`.
 * Sources: Microsoft's troubleshooting page, the documentation of Packer and public threads about failed builds, read 2026-11.
 */
import { docs } from '../../service/docs';
import type { Severity } from '../severity';
import { codesOf, type DiagnosticCode, error } from './define-code';

/** What was found in the log, by name: the named groups of the rule's pattern. */
export type Found = Readonly<Record<string, string>>;

type Sentence = string | ((found: Found) => string);

/** What happened, what to do about it, and the page that says more. */
function failure(
  title: string,
  message: Sentence,
  hint: Sentence,
  doc: string = docs.troubleshoot,
  severity: Severity = 'error',
): () => DiagnosticCode<Found> {
  const say = typeof message === 'string' ? () => message : message;
  return codesOf(severity)<Found>(() => ({ title, message: say, hint, doc }));
}

/** A section of the troubleshooting page. */
function section(anchor: string): string {
  return `${docs.troubleshoot}#${anchor}`;
}

const windowsInstaller = 'https://learn.microsoft.com/windows/win32/msi/error-codes';
const sysprep =
  'https://learn.microsoft.com/troubleshoot/windows-client/setup-upgrade-and-drivers/sysprep-fails-remove-or-update-store-apps';
const updateErrors =
  'https://learn.microsoft.com/troubleshoot/windows-client/installing-updates-features-roles/windows-update-error-reference';
const quotas = 'https://learn.microsoft.com/azure/quotas/per-vm-quota-requests';

/** Words of bash that /bin/sh of Debian and Ubuntu takes for commands. */
const bashWords: ReadonlySet<string> = new Set(
  '[[ (( declare function let local mapfile popd pushd readarray shopt source typeset'.split(' '),
);

export const buildFailureCodes = () => ({
  AIB701: failure(
    'A script ended with an exit code that is not allowed',
    (p) => `The script of the step ended with exit code ${p.exit}.`,
    'Read the last lines of its output. A step fails on every exit code but 0; PowerShell steps may allow more with "exitCodes".',
    section('packer-build-command-fails'),
  ),
  AIB702: failure(
    'A command of a shell script was not found',
    (p) => `The command "${p.command}" was not found on the build VM.`,
    (p) =>
      bashWords.has(p.command ?? '')
        ? 'Only bash knows it, and inline commands run in "/bin/sh": move them into a script that begins with "#!/bin/bash".'
        : 'Install it in an earlier step, correct its name, or call it by its full path.',
    section('troubleshoot-script-or-inline-customization'),
  ),
  AIB703: failure(
    'A command needs root',
    'A command was run without the rights of root.',
    'Put "sudo" before it: shell steps do not run as root.',
    docs.shell,
  ),
  AIB704: failure(
    'A syntax error in a shell script',
    (p) => `The shell could not parse the script: ${p.detail}.`,
    'Correct the script. Inline commands run in "/bin/sh -e": move what only bash knows into a script that begins with "#!/bin/bash".',
    docs.shell,
  ),
  AIB705: failure(
    'A package that apt does not know',
    (p) => `apt knows no package "${p.name}".`,
    'Correct the name, add the repository that has it, and run "sudo apt-get update" before the installation, in the same step.',
    docs.shell,
  ),
  AIB706: failure(
    'Another process held the lock of the package manager',
    'Another process, mostly the first automatic update after boot, held the lock of apt or dpkg.',
    'Wait for it: begin the first step with "cloud-init status --wait", and install with "apt-get -o DPkg::Lock::Timeout=300 install -y ...".',
    docs.shell,
  ),
  AIB707: failure(
    'A package repository could not be used',
    (p) => `A package repository could not be used: ${p.detail}.`,
    'Check its address, its key and the release that it serves; a mirror that is being updated works again after a while. The build VM needs a way to it.',
    docs.vnet,
  ),
  AIB708: failure(
    'A package that dnf, yum, tdnf or zypper does not know',
    (p) => `The package manager knows no package "${p.name}".`,
    'Correct the name, or enable the repository that has it (EPEL, CRB, a module) in an earlier step.',
    docs.shell,
  ),
  AIB709: failure(
    'A host name could not be resolved',
    (p) => `The build VM could not resolve the name "${p.host}".`,
    'Check the name. In a network of your own, the DNS servers of the virtual network must resolve it, and the subnet needs a way out.',
    docs.vnet,
  ),
  AIB710: failure(
    'A download was refused',
    (p) => `A download in the script was answered with HTTP ${p.status}.`,
    'Check the address: 401 and 403 mean that it needs a login or that a SAS token has expired, 404 that nothing is there, 407 that the proxy asks for a login, 409 that the storage account allows no public access, 429 and 5xx that the server is busy.',
    section('troubleshoot-script-or-inline-customization'),
  ),
  AIB711: failure(
    'A certificate was not trusted',
    'The certificate of a server was not trusted by the build VM.',
    'Install the certificate authority in an earlier step (a proxy that inspects TLS needs its own), or correct the address; do not switch the check off.',
    section('troubleshoot-script-or-inline-customization'),
  ),
  AIB712: failure(
    'The disk of the build VM is full',
    'The disk of the build VM has no space left.',
    'Make it larger with "vm: {osDiskSizeGB: 64}", and grow the partition where the image does not do so itself; or remove downloads after use.',
    docs.osDiskSize,
  ),
  AIB713: failure(
    'The build VM ran out of memory',
    'The build VM ran out of memory, and a process was killed.',
    'Choose a larger size with "vm: {size: Standard_D4ds_v5}".',
    docs.vmSize,
  ),
  AIB714: failure(
    'A command waited for an answer',
    'A command asked a question that nobody could answer.',
    'Run it without questions: "apt-get install -y" with DEBIAN_FRONTEND=noninteractive, "-Confirm:$false" or "-Force" in PowerShell, the quiet option of an installer.',
    section('deployment-fails-due-to-timeout'),
  ),
  AIB715: failure(
    'A file or folder does not exist',
    (p) => `The file or folder "${p.name}" does not exist on the build VM.`,
    'Correct the path, or create it in an earlier step. Files next to the spec are not on the build VM: a "file:" step brings them there.',
    docs.file,
  ),
  AIB716: failure(
    'A script could not be executed',
    (p) => `The build VM was not allowed to execute "${p.name}".`,
    'Run it through its interpreter ("bash script.sh"), or make it executable first. On hardened images (CIS) /tmp is mounted with noexec, and shell steps cannot work.',
    docs.troubleshoot,
  ),
  AIB717: failure(
    'A shell script with Windows line endings',
    'The script has Windows line endings (CR LF), which the shell takes for a part of each command.',
    'Save it with LF, and put "*.sh text eol=lf" into .gitattributes.',
    docs.shell,
  ),
  AIB718: failure(
    'A package that pip or npm does not know',
    (p) => `The package "${p.name}" was not found in a version that fits.`,
    'Correct the name and the version, or use another Python: pip hides releases that do not support the one that runs it.',
    'https://pip.pypa.io/en/stable/cli/pip_install/',
  ),
  AIB719: failure(
    'A checksum that a script checks does not match',
    'The checksum of a downloaded file is not the one that the script expects.',
    'Update the checksum if the file was meant to change; otherwise do not use it.',
    section('troubleshoot-script-or-inline-customization'),
  ),
  AIB720: failure(
    'PowerShell does not know a command',
    (p) => `PowerShell does not know the command "${p.command}".`,
    'Correct its name, install the module or program in an earlier step, or call it by its full path: a program that was just installed is not yet on the PATH.',
    docs.powershell,
  ),
  AIB721: failure(
    'A syntax error in a PowerShell script',
    (p) => `PowerShell could not parse the script: ${p.detail}`,
    'Correct the script; Windows PowerShell 5.1 runs it, which does not know the operators of version 7.',
    docs.powershell,
  ),
  AIB722: failure(
    'A PowerShell error',
    (p) => `PowerShell reported an error: ${p.detail}`,
    'Correct the command on that line.',
    docs.powershell,
  ),
  AIB723: failure(
    'The execution policy forbids a script',
    'The execution policy of the build VM does not let PowerShell run a script.',
    'Call it with "powershell -ExecutionPolicy Bypass -File ...", or undo the policy until the last step.',
    docs.powershell,
  ),
  AIB724: failure(
    'An installer wants a restart',
    (p) => `An installer ended with exit code ${p.exit}: it succeeded and needs a restart.`,
    'Allow it with "exitCodes: [0, 3010]" on the step, and put "restart: true" behind it (with 1641 the installer restarts by itself: pass it /norestart).',
    docs.powershell,
  ),
  AIB725: failure(
    'A Windows installer failed',
    (p) =>
      p.exit === undefined
        ? `The installer of "${p.name}" failed.`
        : `A Windows installer failed with exit code ${p.exit}.`,
    'Run it with a log ("msiexec /i ... /qn /l*v C:\\install.log") and print the end of that file: 1603 is a general failure, 1618 another installation that runs, 1619 a package that cannot be opened.',
    windowsInstaller,
  ),
  AIB726: failure(
    'A package or module that the Windows package manager does not know',
    (p) =>
      p.name === undefined
        ? 'A package was not found in the sources.'
        : `No package or module "${p.name}" was found in the sources.`,
    'Correct the name and the version. PowerShell Gallery and NuGet need TLS 1.2: set [Net.ServicePointManager]::SecurityProtocol first on Windows Server 2016.',
    docs.powershell,
  ),
  AIB727: failure(
    'The connection to the build VM was lost',
    'The service lost its connection to the build VM while a step was running.',
    'Look for what closes SSH (22) or WinRM (5986) in the step: firewall rules, hardening, a restart of the service or of the network. Put hardening last.',
    section('build-is-canceled-after-context-cancellation'),
  ),
  AIB728: failure(
    'The build was stopped before it ended',
    (p) =>
      `The build was stopped${p.step === undefined ? '' : ` while ${p.step} was running`}: its time was over, or someone cancelled it.`,
    'Find out why the step does not end (a question, a service that it waits for, a large download); if it only needs longer, raise "timeout".',
    section('deployment-fails-due-to-timeout'),
  ),
  AIB729: failure(
    'WinRM did not answer',
    'The build VM could not be reached through WinRM (5986) after it had been deployed.',
    'In a network of your own, let the container subnet (or the proxy) reach the build subnet on 5986. A hardened source image (CIS) may have WinRM switched off.',
    docs.vnet,
  ),
  AIB730: failure(
    'SSH did not answer',
    'The build VM could not be reached through SSH (22) after it had been deployed.',
    'In a network of your own, let the container subnet (or the proxy) reach the build subnet on 22. The source image must boot, run sshd and have the Azure agent or cloud-init.',
    docs.vnet,
  ),
  AIB731: failure(
    'The build VM refused the login',
    'The build VM answered, and refused the login of the service.',
    'An earlier step or the source image changed the settings of SSH or WinRM (hardening, a policy, disabled passwords or basic authentication): put that last.',
    docs.troubleshoot,
  ),
  AIB732: failure(
    'The build VM was exhausted',
    'The build VM stopped answering in the middle of the step: it was out of processor time or memory.',
    'Choose a larger size with "vm: {size: Standard_D4ds_v5}"; Windows Update needs more than the smallest.',
    section('information-events-show-low-windows-resources'),
  ),
  AIB733: failure(
    'The machine restarted inside a step',
    'The build VM restarted or shut down while the script of the step was running.',
    'Take the restart out of the script. On Windows, put "restart: true" after the step; on Linux there is no restart step: end the step before it is needed.',
    docs.restart,
  ),
  AIB734: failure(
    'The pipeline was cancelled, not the build',
    'The CI system cancelled its job; the build in Azure may have gone on.',
    'Give the job more time than "timeout", or start the build and collect its result in a later job. Hosted agents for private projects end a job after 60 minutes.',
    section('operation-was-canceled'),
  ),
  AIB735: failure(
    'The build VM did not finish booting',
    'Azure deployed the build VM, but its operating system did not report that it was ready.',
    'The source must be a generalized image with the Azure agent (or cloud-init) that boots in the chosen generation and size.',
    docs.source,
  ),
  AIB736: failure(
    'The restart took too long',
    'Windows did not come back within the time of the restart step.',
    'Raise the time: "restart: {timeout: 30m}". Windows Server 2016 and 2019 need it after updates.',
    section('windows-restart-continually-fails-with-error-code-1190'),
  ),
  AIB737: failure(
    'Windows Update: a restart or an installation is pending',
    'Windows Update could not install: a restart or another installation is pending (0x80240016).',
    'Put "restart: true" before the update step, and after every step that installs something.',
    docs.windowsUpdate,
  ),
  AIB738: failure(
    'Windows Update: its task was ended',
    'The scheduled task in which updates are installed was ended before it had finished (267014).',
    'Put "restart: true" before the update step, and choose a larger size: the task is ended when the machine restarts or has too little memory.',
    docs.windowsUpdate,
  ),
  AIB739: failure(
    'Windows Update: the update server cannot be reached',
    (p) => `Windows Update could not reach its server (${p.result}).`,
    'The build VM needs a way to the update servers; a policy that names a WSUS server the build VM cannot reach must not be in the image yet.',
    updateErrors,
  ),
  AIB740: failure(
    'Windows Update failed',
    (p) => `Windows Update failed with ${p.result}.`,
    'Look the code up; a restart before the update step and filters that leave the update out ("exclude:$_.Title -like ...") are the usual remedies.',
    updateErrors,
  ),
  AIB741: failure(
    'Sysprep: an app is installed for one user only',
    (p) =>
      `Sysprep cannot generalize: the app "${p.name}" is installed for a user and not for all users.`,
    'Remove it for all users in a step before ("Get-AppxPackage -AllUsers ... | Remove-AppxPackage -AllUsers"), or provision it; keep the Store from updating apps while the image is built.',
    sysprep,
  ),
  AIB742: failure(
    'Sysprep: the image became undeployable',
    'Sysprep failed and left Windows in the state UNDEPLOYABLE.',
    'Print C:\\Windows\\System32\\Sysprep\\Panther\\setuperr.log: it names the reason. "deprovision: {limit: 30m}" does that, and ends the build in minutes. A very small VM can be the reason: choose a larger size.',
    section('theres-a-sysprep-timing-problem'),
  ),
  AIB743: failure(
    'Sysprep: Windows was never generalized',
    (p) => `Windows stayed in the state ${p.state}: Sysprep did not generalize it.`,
    'Print C:\\Windows\\System32\\Sysprep\\Panther\\setuperr.log: it names the reason. "deprovision: {limit: 30m}" does that, and ends the build in minutes; a restart before helps where an update is pending.',
    docs.generalize,
  ),
  AIB744: failure(
    'The Azure agent is missing or not running',
    (p) => `The service "${p.name}" of the Azure agent is missing or does not start.`,
    'A step removed or stopped it, or Sysprep began before it was installed: choose a larger size, or put a step that waits 60 seconds last.',
    section('theres-a-sysprep-timing-problem'),
  ),
  AIB745: failure(
    'Sysprep: a provider failed',
    (p) => `A provider that Sysprep calls failed: ${p.detail}.`,
    'Do what the message says (for BitLocker: Disable-BitLocker in a step before). Remove the entry that it names below HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Setup\\SysPrepExternal\\Generalize where its program is not installed any more.',
    docs.generalize,
  ),
  AIB746: failure(
    'Sysprep: a restart is pending',
    'Sysprep cannot run: Windows has updates or installations that want a restart first.',
    'Put "restart: true" last.',
    docs.restart,
  ),
  AIB747: failure(
    'Sysprep: it has run too often',
    'This Windows has been generalized as often as its license allows.',
    'Build from an image that was generalized less often: start from the marketplace, not from the result of the last build.',
    docs.generalize,
  ),
  AIB748: failure(
    'The deprovisioning script is missing',
    (p) => `The deprovisioning script "${p.name}" was not on the build VM.`,
    'A step deleted it (a cleanup of /tmp or C:\\): leave this file, or use "deprovision: service".',
    docs.generalize,
  ),
  AIB749: failure(
    'waagent was not found',
    'The deprovisioning script calls waagent, which is not where it looks.',
    'Install the Azure agent (package walinuxagent or WALinuxAgent) in the image, or write a deprovisioning script that finds it on the PATH; the default of aibgen does.',
    docs.generalize,
  ),
  AIB750: failure(
    'The service could not download a script or file',
    (p) => `The service could not download "${p.uri}".`,
    'Check that it exists. The service downloads when the template is submitted, with the identity of the template: for Azure Storage it needs "Storage Blob Data Reader", for others a public address.',
    section('error-occurs-with-downloading-an-external-file-to-a-local-file'),
  ),
  AIB751: failure(
    'A File step was still copying a large file',
    'A File step was still copying when the build was stopped.',
    'File steps are for less than 20 MB: download larger files in a script (curl, Invoke-WebRequest).',
    section('file-download-time-is-long'),
  ),
  AIB752: failure(
    'A File step may not write to its destination',
    (p) => `The File step may not write to "${p.name}".`,
    'On Linux, write to /tmp and move the file with sudo in the next step.',
    docs.file,
  ),
  AIB753: failure(
    'The folder of a File step does not exist',
    (p) => `The folder of "${p.name}" does not exist on the build VM.`,
    'Create it in a step before, and name the file in "to:", not only its folder.',
    docs.file,
  ),
  AIB754: failure(
    'An Azure policy forbids a resource',
    (p) =>
      p.resource === undefined
        ? 'An Azure policy forbids a resource that the service has to create.'
        : `An Azure policy forbids the resource "${p.resource}", which the service has to create.`,
    'Exempt the staging group from the policy that the message names; with a "stagingResourceGroup" of your own the exemption can be made before. A key vault without public access is not supported.',
    section('template-deployment-failed-because-of-a-policy-violation'),
  ),
  AIB755: failure(
    'The quota for processors is used up',
    (p) =>
      p.detail === undefined
        ? 'The subscription has no quota left for the build VM.'
        : `The subscription has no quota left for the build VM: ${p.detail}.`,
    'Ask for more in the region, choose a size of another family, or run fewer builds at once.',
    quotas,
  ),
  AIB756: failure(
    'The size of the build VM is not available',
    (p) =>
      `The size${p.size === undefined ? '' : ` "${p.size}"`} of the build VM is not available for the subscription in the region.`,
    'Choose another with "vm: {size: ...}": "az vm list-skus --location <region> --resource-type virtualMachines" lists what is.',
    docs.vmSize,
  ),
  AIB757: failure(
    'Azure has no capacity for the build VM',
    'Azure had no capacity for the size of the build VM in the region at that time.',
    'Try again later, or choose another size with "vm: {size: ...}".',
    docs.vmSize,
  ),
  AIB758: failure(
    'The purchase plan of the source',
    'The marketplace image has a purchase plan that the template does not name, or whose terms the subscription has not accepted.',
    'Write "source: {urn: ..., plan: true}", and accept the terms once: "az vm image terms accept --urn ...".',
    docs.plan,
  ),
  AIB759: failure(
    'A right is missing',
    (p) =>
      p.action === undefined
        ? `The identity is not allowed to use "${p.scope}".`
        : `The identity lacks the right "${p.action}" on "${p.scope}".`,
    'Compare with "aibgen roles <spec>": deploy the rights that it lists. New role assignments take some minutes to take effect.',
    docs.permissions,
  ),
  AIB760: failure(
    'A right on a linked resource is missing',
    (p) => `The identity lacks the right "${p.action}" on the linked resource "${p.scope}".`,
    'Deploy the rights that "aibgen roles <spec>" lists: subnets need "join", identities of the build VM "Managed Identity Operator".',
    docs.permissions,
  ),
  AIB761: failure(
    'The timeout is too short',
    'The token of the build would have expired within 5 minutes: the timeout of the template is 1 to 5 minutes.',
    'Write "timeout: 60m", or leave it out for 240 minutes.',
    section('jwt-errors-appear-in-the-log-early-in-the-build'),
  ),
  AIB762: failure(
    'A resource provider is not registered',
    (p) => `The resource provider "${p.namespace}" is not registered in the subscription.`,
    (p) => `Register it once: "az provider register -n ${p.namespace}".`,
    section('azure-container-instances-provider-is-unregistered'),
  ),
  AIB763: failure(
    'The quota for Azure Container Instances is used up',
    'The subscription has no quota left for the container in which the build runs.',
    'Delete container groups that are not used, run fewer builds at once, or ask for more quota; each build needs four cores.',
    section('subscription-exceeded-the-azure-container-instances-quota'),
  ),
  AIB764: failure(
    'Too many builds were started at once',
    'Too many container groups were created within a short time.',
    'Start the builds one after the other, or ask for a higher limit.',
    section('too-many-azure-container-instances-resources-are-deployed-within-a-period-of-time'),
  ),
  AIB765: failure(
    'The subnet does not allow a private link service',
    'The build subnet has network policies that forbid the private link service of the build.',
    'Set "privateLinkServiceNetworkPolicies" of the subnet to "Disabled", or give the build a container subnet.',
    docs.vnet,
  ),
  AIB766: failure(
    'The subnet cannot be used',
    (p) => `The subnet cannot be used for the build: ${p.detail}.`,
    'It must have free addresses and no other delegation; the container subnet is delegated to Microsoft.ContainerInstance/containerGroups and is in the same virtual network.',
    docs.vnet,
  ),
  AIB767: failure(
    'The size of the build VM does not fit the source',
    'The size of the build VM cannot boot the source image: generation, disk controller or processor do not fit.',
    'Choose a size of the same generation and architecture with "vm: {size: ...}".',
    docs.generations,
  ),
  AIB768: failure(
    'The disk is smaller than the source image',
    'The disk of the build VM is smaller than the disk of the source image.',
    'Raise "vm: {osDiskSizeGB: ...}" to the size of the source or more, or leave it out.',
    docs.osDiskSize,
  ),
  AIB769: failure(
    'The security types do not fit',
    'The security type of the source, the build VM or the image definition does not fit the others.',
    'Source and image definition must both be "TrustedLaunchSupported" (or both plain generation 2).',
    docs.securityTypes,
  ),
  AIB770: failure(
    'A resource of the build had disappeared',
    (p) => `The resource "${p.name}" of the build was not found any more.`,
    'Mostly a right is missing, or a policy or cleanup job deletes resources in the staging group: compare with "aibgen roles <spec>".',
    section('resource-is-not-found'),
  ),
  AIB771: failure(
    'A private endpoint keeps the staging group from being deleted',
    'A network interface of the build cannot be deleted: a private endpoint uses it.',
    'Delete in this order: the private endpoint connection, the private link service, network interface and load balancer, the group, the template.',
    section('resource-deletion-errors-appear'),
  ),
  AIB772: failure(
    'The source image was not found',
    (p) =>
      p.name === undefined
        ? 'The source image was not found.'
        : `The source image "${p.name}" was not found.`,
    'Check the reference and the version; a gallery version must be replicated to the region of the template, a marketplace version may have been withdrawn.',
    section('build-step-failed-for-the-image-version'),
  ),
  AIB773: failure(
    'A storage account refuses access',
    'A storage account refused access: its firewall is closed, or keys are not permitted.',
    'Open it to the container subnet of the build, or exempt the staging group from the policy that closes it.',
    docs.storage,
  ),
  AIB774: failure(
    'The replication took longer than the build may',
    'The image was made and given to the gallery, but its replication was not finished when the time of the build was over.',
    'The replication goes on: look at the image version. Raise "timeout", or replicate to fewer regions.',
    section('error-occurs-with-waiting-for-azure-compute-gallery'),
  ),
  AIB775: failure(
    'The gallery or image definition of a target was not found',
    'The gallery or the image definition of a target was not found.',
    'Create them before the build ("definition:" on the target does), and check group and spelling.',
    docs.sharedImage,
  ),
  AIB776: failure(
    'The image version exists already',
    'The version that a target names exists in the gallery already, with another content.',
    'Leave the version out, so that each build gets the next one, or raise it.',
    docs.sharedImage,
  ),
  AIB777: failure(
    'The image does not fit the image definition',
    (p) =>
      p.property === undefined
        ? 'The image does not fit the image definition of the target.'
        : `The image and the image definition of the target differ in "${p.property}".`,
    'Generation, operating system, architecture and security type of the definition must be those of the source; they cannot be changed: make a new definition.',
    docs.definition,
  ),
  AIB778: failure(
    'The gallery has no room for another version',
    'The limit for image versions or replicas in the gallery or subscription is reached.',
    'Delete versions that nobody uses ("keep:" on the target and "aibgen prune"), or ask for more.',
    docs.sharedImage,
  ),
  AIB779: failure(
    'The image could not be distributed',
    (p) => `A target could not be filled${p.detail === undefined ? '' : `: ${p.detail}`}`,
    'Most often a right on the target is missing: compare with "aibgen roles <spec>". The build itself had succeeded.',
    docs.distribute,
  ),
  AIB780: failure(
    'The template exists already',
    'The template exists already, and the service does not change it.',
    'Delete it first ("aibgen deploy --replace" does, after validation), or use "naming: contentHash".',
    section('update-or-upgrade-of-image-templates-is-currently-not-supported'),
  ),
  AIB781: failure(
    'The identity of the template cannot be used',
    'The identity of the template cannot be used: it was deleted, or it belongs to another tenant.',
    'Create it again and assign it to the template; delete templates before their identity.',
    section('assigned-managed-identity-on-an-image-template-cant-be-used'),
  ),
  AIB782: failure(
    'The template is invalid',
    (p) => `The service refused the template: ${p.detail}`,
    'Correct the property that the message names; "aibgen validate" finds most of these before.',
    section('required-fields-are-missing'),
  ),
  AIB783: failure(
    'A target was left out of an update',
    (p) => `The update left out the target "${p.name}", and targets cannot be removed.`,
    'Send all targets with an update; to remove one, delete the template and create it again.',
    section('distribution-target-is-not-found-in-the-update-request'),
  ),
  AIB784: failure(
    'The staging group cannot be used',
    'The staging group cannot be used.',
    'It must be empty, in the region and subscription of the template, used by no other template, and the identity must be Contributor on it.',
    docs.stagingResourceGroup,
  ),
  AIB785: failure(
    'The service refused the template with a code',
    (p) => `The service refused the template (${p.code}): ${p.meaning}`,
    'Read the message of the service next to the code.',
    docs.troubleshoot,
  ),
  AIB786: failure(
    'An internal error of the service',
    'The service reported an internal error and no reason.',
    'Most often a right is missing or the staging group is used twice: compare with "aibgen roles <spec>"; otherwise try again.',
    section('resource-operation-finished-with-a-terminal-provisioning-state-of-failed'),
  ),
  AIB787: failure(
    'A lock forbids a change',
    (p) => `A lock on "${p.scope}" forbids what the service has to do.`,
    'Remove the lock, or let the build use another group.',
    'https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources',
  ),
  AIB788: failure(
    'The identity is not known yet',
    'Azure does not know the identity to which a role is assigned: it was created moments before.',
    'Try again after some minutes; templates of aibgen say "principalType", which avoids it.',
    'https://learn.microsoft.com/azure/role-based-access-control/troubleshooting',
  ),
  AIB789: failure(
    'The checksum in the template does not match the file',
    'The checksum that the template gives for a script or file is not that of what was downloaded.',
    'Upload the file that the spec was built with, or build again: "aibgen upload" and "aibgen build" keep both in step.',
    docs.customize,
  ),
  AIB790: failure(
    'A failed step whose cause is not known',
    (p) => `${p.step} failed; the log gives no reason that aibgen knows.`,
    'Read the last lines of its output.',
    docs.troubleshoot,
  ),
  AIB791: failure(
    'The steps of the log are not those of the spec',
    (p) =>
      `The steps of the log cannot be matched with the spec, so no line is given: ${p.detail}.`,
    'Use the log of this image, and the spec from which it was built.',
    docs.troubleshoot,
    'warning',
  ),
  AIB792: failure(
    'A log that ends in the middle',
    (p) => `The log ends before the build does${p.detail === undefined ? '' : ` (${p.detail})`}.`,
    'Download it again when the build has ended.',
    docs.troubleshoot,
    'warning',
  ),
  AIB793: error<Found>(() => ({
    title: 'Not a log of a build',
    message: (p) => `This is not a log of a build: ${p.why}.`,
    hint: 'Give customization.log, validation.log, a log of Packer, or the JSON of "az image builder show".',
    why: 'Only what Packer and the service write can be explained.',
    doc: docs.troubleshoot,
    exit: 'usage',
  })),
  AIB794: failure(
    'The log of another image',
    (p) => `The log is of the image "${p.found}", not of "${p.name}", so no line is given.`,
    'Give the spec of that image, or the log of this one.',
    docs.troubleshoot,
    'warning',
  ),
  AIB795: failure(
    'A build that failed for a reason not known',
    'The build failed outside of its steps; the log gives no reason that aibgen knows.',
    'Read the message of the service in "az image builder show", and the last lines of the log.',
    docs.troubleshoot,
  ),
  AIB796: failure(
    'A server could not be reached',
    (p) => `The build VM could not reach a server: ${p.detail}.`,
    'The build VM needs a way out: in a network of your own a NAT gateway or a proxy, and a firewall that lets it through. Otherwise try again, with retries in the script. On Windows Server 2016, set [Net.ServicePointManager]::SecurityProtocol to Tls12 first.',
    docs.vnet,
  ),
  AIB797: failure(
    'A package could not be installed',
    (p) => `A package could not be installed: ${p.detail}.`,
    'Install what it depends on, or the version that was made for the release of the image; the lines before name the package whose own installation failed. For pip on newer releases, use a virtual environment ("python3 -m venv").',
    docs.shell,
  ),
  AIB798: failure(
    'A container image could not be pulled',
    (p) => `The container tool reported: ${p.detail}.`,
    'Check the name and the tag, log in to the registry before (anonymous pulls are limited), and start the daemon ("systemctl start docker") in the same step.',
    section('troubleshoot-script-or-inline-customization'),
  ),
  AIB799: failure(
    'Windows denied access',
    (p) => `Windows denied access: ${p.detail}.`,
    'Run the step with "elevated: true" (add "system: true" for what only the system account may do): over WinRM, Windows Update, some installers and services need it.',
    docs.powershell,
  ),
});
