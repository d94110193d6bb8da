/** 8xx: commands that work in Azure. */
import { quoted } from '../../lib/words';
import { code } from './define-code';

const doc = 'https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-troubleshoot';
const rbac = 'https://learn.microsoft.com/azure/role-based-access-control/troubleshooting';
const updates = `${doc}#update-or-upgrade-of-image-templates-is-currently-not-supported`;

export const azureCodes = {
  AIB801: code<{ why: string }>({
    severity: 'error',
    title: 'Not logged in to Azure',
    message: (p) => `There is no login to Azure, or it has expired: ${p.why}.`,
    hint: (p) =>
      /tenant/i.test(p.why)
        ? 'Log in to the tenant of the subscription: az login --tenant <tenant> (or Connect-AzAccount -Tenant <tenant>).'
        : 'Run "az login" (or Connect-AzAccount, "azd auth login"); in a pipeline, set AZURE_CLIENT_ID and AZURE_TENANT_ID and let the job request an id token.',
    doc: 'https://learn.microsoft.com/javascript/api/overview/azure/identity-readme',
    exit: 'login',
  }),
  AIB802: code<{ action: string; scope: string; message: string }>({
    severity: 'error',
    title: 'Not allowed in Azure',
    message: (p) =>
      `The right "${p.action}"${p.scope === '' ? '' : ` on ${p.scope}`} is missing: ${p.message}`,
    hint: 'Ask an owner for a role with this right; roles.json lists what each command needs. A right that was just given takes some minutes.',
    doc: rbac,
    exit: 'login',
  }),
  AIB803: code({
    severity: 'error',
    title: 'No subscription is given',
    message: () => 'The spec names no subscription, nor does the command.',
    hint: 'Use --subscription, set AZURE_SUBSCRIPTION_ID, or write "subscription:" in the spec.',
    doc,
    exit: 'usage',
  }),
  AIB804: code({
    severity: 'error',
    title: 'No resource group is given',
    message: () => 'The spec names no resource group, nor does the command.',
    hint: 'Use --resource-group, set AZURE_RESOURCE_GROUP, or write "resourceGroup:" in the spec.',
    doc,
    exit: 'usage',
  }),
  AIB805: code<{ message: string }>({
    severity: 'error',
    title: 'The subscription or resource group does not exist',
    message: (p) => `The subscription or resource group is unknown: ${p.message}`,
    hint: 'Check --subscription and --resource-group, or create the group: az group create --name <group> --location <region>.',
    doc,
    exit: 'usage',
  }),
  AIB806: code<{ namespace: string }>({
    severity: 'error',
    title: 'A resource provider is not registered',
    message: (p) => `The subscription is not registered for ${p.namespace}.`,
    hint: (p) => `Register it once: az provider register --namespace ${p.namespace} --wait`,
    doc: 'https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-register-resource-provider',
  }),
  AIB807: code<{ template: string; group: string }>({
    severity: 'error',
    title: 'The image template is not deployed',
    message: (p) =>
      `There is no image template "${p.template}" in the resource group "${p.group}".`,
    hint: 'Deploy it first: aibgen deploy.',
    doc,
  }),
  AIB808: code<{ files: readonly string[]; command: string }>({
    severity: 'error',
    title: 'The output folder is not what the spec makes',
    message: (p) =>
      `The outputs are not what the spec makes: ${quoted(p.files.slice(0, 3), 'and')}${p.files.length > 3 ? ` and ${p.files.length - 3} more` : ''}.`,
    hint: (p) => `Run "${p.command}", review the change, and deploy again.`,
    doc,
  }),
  AIB809: code<{ template: string; run: string; state: string }>({
    severity: 'error',
    title: 'A build is running',
    message: (p) => `A build of "${p.template}" is running (${p.state}, since ${p.run}).`,
    hint: 'Wait for its end (aibgen wait) or stop it (aibgen cancel); "run --supersede" does the latter.',
    doc,
  }),
  AIB810: code<{ template: string; paths: readonly string[] }>({
    severity: 'error',
    title: 'The image template in Azure differs',
    message: (p) =>
      `The image template "${p.template}" differs in what cannot change in place: ${quoted(p.paths.slice(0, 3), 'and')}${p.paths.length > 3 ? ` and ${p.paths.length - 3} more` : ''}.`,
    hint: 'Use --replace: the template is validated, deleted and deployed anew; images that it made stay. "aibgen diff --live" shows each difference.',
    doc: updates,
  }),
  AIB811: code<{ template: string; triggers: readonly string[] }>({
    severity: 'error',
    title: 'The image template has a trigger',
    message: (p) =>
      `The image template "${p.template}" has the trigger ${quoted(p.triggers, 'and')}, which would be deleted with it.`,
    hint: 'Use --force if no image needs to be built by itself any more.',
    doc: 'https://learn.microsoft.com/azure/virtual-machines/image-builder-triggers-how-to',
  }),
  AIB812: code<{ template: string }>({
    severity: 'error',
    title: 'A VHD is in the staging group',
    message: (p) =>
      `A VHD that "${p.template}" made is in its staging group, which is deleted with the template.`,
    hint: 'Copy the VHD (aibgen outputs shows its address), then use --force.',
    doc: 'https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-json#distribute-vhd',
  }),
  AIB813: code<{ template: string; state: string }>({
    severity: 'error',
    title: 'The image template is being changed',
    message: (p) => `The image template "${p.template}" is busy: ${p.state}.`,
    hint: 'Somebody else deploys or deletes it: try again when that is done.',
    doc,
  }),
  AIB814: code<{ run: string; now: string }>({
    severity: 'error',
    title: 'The run is not the last one any more',
    message: (p) => `There is no run "${p.run}"; the last one is ${p.now}.`,
    hint: 'Another build was started since: leave --run out to see that one.',
    doc,
  }),
  AIB815: code<{ state: string; message: string }>({
    severity: 'error',
    title: 'The build failed',
    message: (p) => `The build ended as ${p.state}${p.message === '' ? '.' : `: ${p.message}`}`,
    hint: 'aibgen logs shows the failing step and the reason.',
    doc,
  }),
  AIB816: code<{ scripts: readonly string[] }>({
    severity: 'error',
    title: 'Scripts are not uploaded',
    message: (p) =>
      `Scripts are not where the template looks for them: ${quoted(p.scripts, 'and')}.`,
    hint: 'Run "aibgen upload" first.',
    doc,
  }),
  AIB817: code<{ names: readonly string[] }>({
    severity: 'error',
    title: 'A parameter has no value',
    message: (p) => `Parameters have no value: ${quoted(p.names, 'and')}.`,
    hint: (p) => `Give it with --set ${p.names[0] ?? 'name'}=<value>.`,
    doc,
    exit: 'usage',
  }),
  AIB818: code<{ name: string; near: string | undefined }>({
    severity: 'error',
    title: 'An image that no spec makes',
    message: (p) => `There is no spec, folder or image "${p.name}".`,
    hint: (p) =>
      p.near === undefined
        ? 'Name a spec, a folder of specs, or an image by its name.'
        : `Did you mean "${p.near}"?`,
    doc,
    exit: 'usage',
  }),
  AIB819: code<{ what: string; code: string; message: string; hint: string }>({
    severity: 'error',
    title: 'Azure refuses',
    message: (p) => `${p.what}: ${p.code === '' ? '' : `${p.code}: `}${p.message}`,
    hint: (p) => p.hint,
    doc,
  }),
  AIB820: code<{ message: string }>({
    severity: 'error',
    title: 'Azure does not answer',
    message: (p) => `Azure does not answer as it should: ${p.message}.`,
    hint: 'Check the network, then try again: nothing is done twice.',
    doc,
  }),
  AIB821: code<{ what: string; minutes: number }>({
    severity: 'error',
    title: 'The time is over',
    message: (p) => `The time is over (${p.minutes} minutes): ${p.what}`,
    hint: 'It goes on: wait again, or cancel it. --minutes sets the time.',
    doc,
    exit: 'time',
  }),
  AIB822: code<{ name: string; specs: readonly string[] }>({
    severity: 'error',
    title: 'Two specs make one image template',
    message: (p) =>
      `Several specs make the image template "${p.name}" in one resource group: ${quoted(p.specs, 'and')}.`,
    hint: 'Give one of them another name.',
    doc,
    exit: 'usage',
  }),
  AIB823: code<{ name: string; value: string }>({
    severity: 'error',
    title: 'An endpoint that is not an HTTPS address',
    message: (p) => `${p.name} is "${p.value}", which is not an https address.`,
    hint: 'Use a URI such as https://management.local.azurestack.external.',
    doc,
    exit: 'usage',
  }),
  AIB824: code<{ template: string; state: string }>({
    severity: 'error',
    title: 'The build made nothing yet',
    message: (p) => `The last build of "${p.template}" has no outputs: ${p.state}.`,
    hint: 'Start a build and wait for its end: aibgen run --wait.',
    doc,
  }),
  AIB825: code<{ missing: number; total: number; identity: string }>({
    severity: 'error',
    title: 'The identity lacks rights',
    message: (p) => `${p.missing} of ${p.total} rights of ${p.identity} are missing in Azure.`,
    hint: 'An owner deploys them: aibgen deploy --rights only.',
    doc: rbac,
  }),
  AIB826: code<{ template: string; reason: string }>({
    severity: 'error',
    title: 'The service refused the image template',
    message: (p) => `The image template "${p.template}" was refused by the service: ${p.reason}`,
    hint: 'Fix the spec, then deploy again with --replace.',
    doc,
  }),
  AIB827: code<{ what: string }>({
    severity: 'error',
    title: 'Nothing to promote',
    message: (p) => `Nothing can be promoted: ${p.what}.`,
    hint: 'Name a version with --image-version; "aibgen status" shows the newest one.',
    doc: 'https://learn.microsoft.com/azure/virtual-machines/shared-image-galleries',
  }),
  AIB828: code<{ path: string; why: string }>({
    severity: 'error',
    title: 'A script that cannot be uploaded',
    message: (p) => `The script "${p.path}" cannot be uploaded: ${p.why}.`,
    hint: 'Uploads go to blob storage: let scripts.baseUri be the address of a container.',
    doc: 'https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-json#customize',
  }),
  AIB829: code<{ why: string }>({
    severity: 'error',
    title: 'The log cannot be read',
    message: (p) => `The log of the build cannot be read: ${p.why}.`,
    hint: 'The log is in the container "packerlogs" of the storage account in the staging group; "reader" in roles.json says what reading it needs.',
    doc,
  }),
} as const;
