/** 8xx: commands that work in Azure. */
import { quoted } from '../../lib/words';
import { error } from './define-code';

const doc = 'https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-troubleshoot';
const rbac = 'https://learn.microsoft.com/azure/role-based-access-control/troubleshooting';
const updates = `${doc}#update-or-upgrade-of-image-templates-is-currently-not-supported`;

export const azureCodes = () => ({
  AIB801: error<{ why: string }>(() => ({
    title: 'Not logged in to Azure',
    message: (p) => `There is no login to Azure, or it has expired: ${p.why}.`,
    hint: (p) =>
      /tenant/i.test(p.why)
        ? 'Log in to the tenant of the subscription: az login --tenant <tenant> (or Connect-AzAccount -Tenant <tenant>).'
        : 'Run "az login" (or Connect-AzAccount, "azd auth login"); in a pipeline, set AZURE_CLIENT_ID and AZURE_TENANT_ID and let the job request an id token.',
    why: 'The commands in Azure act with your rights, and so need a login.',
    doc: 'https://learn.microsoft.com/javascript/api/overview/azure/identity-readme',
    exit: 'login',
  })),
  AIB802: error<{ action: string; scope: string; message: string }>(() => ({
    title: 'Not allowed in Azure',
    message: (p) =>
      `The right "${p.action}"${p.scope === '' ? '' : ` on ${p.scope}`} is missing: ${p.message}`,
    hint: 'Ask an owner for a role with this right; roles.json lists what each command needs. A right that was just given takes some minutes.',
    why: 'Azure answers with 403 where a role is missing. It can also be a role that was just assigned: it takes minutes to spread.',
    doc: rbac,
    exit: 'login',
  })),
  AIB803: error(() => ({
    title: 'No subscription is given',
    message: () => 'The spec names no subscription, nor does the command.',
    hint: 'Use --subscription, set AZURE_SUBSCRIPTION_ID, or write "subscription:" in the spec.',
    doc,
    exit: 'usage',
    why: 'A template is deployed to one subscription; a default of the login could be the wrong one.',
  })),
  AIB804: error(() => ({
    title: 'No resource group is given',
    message: () => 'The spec names no resource group, nor does the command.',
    hint: 'Use --resource-group, set AZURE_RESOURCE_GROUP, or write "resourceGroup:" in the spec.',
    doc,
    exit: 'usage',
    why: 'A template is deployed to one resource group, and aibgen does not guess it.',
  })),
  AIB805: error<{ message: string }>(() => ({
    title: 'The subscription or resource group does not exist',
    message: (p) => `The subscription or resource group is unknown: ${p.message}`,
    hint: 'Check --subscription and --resource-group, or create the group: az group create --name <group> --location <region>.',
    doc,
    exit: 'usage',
    why: 'Azure hides what the login may not see: it may exist in another tenant or without your rights.',
  })),
  AIB806: error<{ namespace: string }>(() => ({
    title: 'A resource provider is not registered',
    message: (p) => `The subscription is not registered for ${p.namespace}.`,
    hint: (p) => `Register it once: az provider register --namespace ${p.namespace} --wait`,
    why: 'Azure refuses resources of a provider that the subscription has not registered, once and for all.',
    doc: 'https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-register-resource-provider',
  })),
  AIB807: error<{ template: string; group: string }>(() => ({
    title: 'The image template is not deployed',
    message: (p) =>
      `There is no image template "${p.template}" in the resource group "${p.group}".`,
    hint: 'Deploy it first: aibgen deploy.',
    doc,
    why: 'A build, its log and its outputs belong to a template in Azure.',
  })),
  AIB808: error<{ files: readonly string[]; command: string }>(() => ({
    title: 'The output folder is not what the spec makes',
    message: (p) =>
      `The outputs are not what the spec makes: ${quoted(p.files.slice(0, 3), 'and')}${p.files.length > 3 ? ` and ${p.files.length - 3} more` : ''}.`,
    hint: (p) => `Run "${p.command}", review the change, and deploy again.`,
    doc,
    why: 'What is deployed has to be what was reviewed: the files of the output folder, made from the spec as it is.',
  })),
  AIB809: error<{ template: string; run: string; state: string }>(() => ({
    title: 'A build is running',
    message: (p) => `A build of "${p.template}" is running (${p.state}, since ${p.run}).`,
    hint: 'Wait for its end (aibgen wait) or stop it (aibgen cancel); "run --supersede" does the latter.',
    doc,
    why: 'A template that is building can be neither changed nor started again, and its log belongs to the running build.',
  })),
  AIB810: error<{ template: string; paths: readonly string[] }>(() => ({
    title: 'The image template in Azure differs',
    message: (p) =>
      `The image template "${p.template}" differs in what cannot change in place: ${quoted(p.paths.slice(0, 3), 'and')}${p.paths.length > 3 ? ` and ${p.paths.length - 3} more` : ''}.`,
    hint: 'Use --replace: the template is validated, deleted and deployed anew; images that it made stay. "aibgen diff --live" shows each difference.',
    why: 'Most properties of a template cannot change in place: it has to be deleted and created again, which nobody should do by accident.',
    doc: updates,
  })),
  AIB811: error<{ template: string; triggers: readonly string[] }>(() => ({
    title: 'The image template has a trigger',
    message: (p) =>
      `The image template "${p.template}" has the trigger ${quoted(p.triggers, 'and')}, which would be deleted with it.`,
    hint: 'Use --force if no image needs to be built by itself any more.',
    why: 'Deleting a template deletes its trigger, and with it the automatic builds.',
    doc: 'https://learn.microsoft.com/azure/virtual-machines/image-builder-triggers-how-to',
  })),
  AIB812: error<{ template: string }>(() => ({
    title: 'A VHD is in the staging group',
    message: (p) =>
      `A VHD that "${p.template}" made is in its staging group, which is deleted with the template.`,
    hint: 'Copy the VHD (aibgen outputs shows its address), then use --force.',
    why: 'A VHD without an address of its own is in the staging group, which is deleted with the template.',
    doc: 'https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-json#distribute-vhd',
  })),
  AIB813: error<{ template: string; state: string }>(() => ({
    title: 'The image template is being changed',
    message: (p) => `The image template "${p.template}" is busy: ${p.state}.`,
    hint: 'Somebody else deploys or deletes it: try again when that is done.',
    doc,
    why: 'Azure refuses changes of a resource while it is creating, updating or deleting it.',
  })),
  AIB814: error<{ run: string; now: string }>(() => ({
    title: 'The run is not the last one any more',
    message: (p) => `There is no run "${p.run}"; the last one is ${p.now}.`,
    hint: 'Another build was started since: leave --run out to see that one.',
    doc,
    why: 'Each template keeps the state of its last run only. Another pipeline or person started a new one.',
  })),
  AIB815: error<{ state: string; message: string }>(() => ({
    title: 'The build failed',
    message: (p) => `The build ended as ${p.state}${p.message === '' ? '.' : `: ${p.message}`}`,
    hint: 'aibgen logs shows the failing step and the reason.',
    doc,
    why: 'The build ran in Azure and failed there; its log has the step and the cause.',
  })),
  AIB816: error<{ scripts: readonly string[] }>(() => ({
    title: 'Scripts are not uploaded',
    message: (p) =>
      `Scripts are not where the template looks for them: ${quoted(p.scripts, 'and')}.`,
    hint: 'Run "aibgen upload" first.',
    doc,
    why: 'The template names the scripts by address and checksum. The service stops the build if they are not there.',
  })),
  AIB817: error<{ names: readonly string[] }>(() => ({
    title: 'A parameter has no value',
    message: (p) => `Parameters have no value: ${quoted(p.names, 'and')}.`,
    hint: (p) => `Give it with --set ${p.names[0] ?? 'name'}=<value>.`,
    doc,
    exit: 'usage',
    why: 'Azure needs a value for every parameter without a default.',
  })),
  AIB818: error<{ name: string; near: string | undefined }>(() => ({
    title: 'An image that no spec makes',
    message: (p) => `There is no spec, folder or image "${p.name}".`,
    hint: (p) =>
      p.near === undefined
        ? 'Name a spec, a folder of specs, or an image by its name.'
        : `Did you mean "${p.near}"?`,
    doc,
    exit: 'usage',
    why: 'An image is named by its spec, its folder in the output folder, or its template.',
  })),
  AIB819: error<{ what: string; code: string; message: string; hint: string }>(() => ({
    title: 'Azure refuses',
    message: (p) => `${p.what}: ${p.code === '' ? '' : `${p.code}: `}${p.message}`,
    hint: (p) => p.hint,
    doc,
    why: 'Azure checked the request and said no. Its message is passed on as it is.',
  })),
  AIB820: error<{ message: string }>(() => ({
    title: 'Azure does not answer',
    message: (p) => `Azure does not answer as it should: ${p.message}.`,
    hint: 'Check the network, then try again: nothing is done twice.',
    doc,
    why: 'The request was repeated as the service asks. The network, a proxy or the service itself is down.',
  })),
  AIB821: error<{ what: string; minutes: number }>(() => ({
    title: 'The time is over',
    message: (p) => `The time is over (${p.minutes} minutes): ${p.what}`,
    hint: 'It goes on: wait again, or cancel it. --minutes sets the time.',
    doc,
    exit: 'time',
    why: 'Waiting ends, the build does not: it goes on in Azure.',
  })),
  AIB822: error<{ name: string; specs: readonly string[] }>(() => ({
    title: 'Two specs make one image template',
    message: (p) =>
      `Several specs make the image template "${p.name}" in one resource group: ${quoted(p.specs, 'and')}.`,
    hint: 'Give one of them another name.',
    doc,
    exit: 'usage',
    why: 'The second deployment would replace the template of the first.',
  })),
  AIB823: error<{ name: string; value: string }>(() => ({
    title: 'An endpoint that is not an HTTPS address',
    message: (p) => `${p.name} is "${p.value}", which is not an https address.`,
    hint: 'Use a URI such as https://management.local.azurestack.external.',
    doc,
    exit: 'usage',
    why: 'A token is sent to the endpoint; without TLS anybody on the way could read it.',
  })),
  AIB824: error<{ template: string; state: string }>(() => ({
    title: 'The build made nothing yet',
    message: (p) => `The last build of "${p.template}" has no outputs: ${p.state}.`,
    hint: 'Start a build and wait for its end: aibgen run --wait.',
    doc,
    why: 'Run outputs appear when a build has distributed its image.',
  })),
  AIB825: error<{ missing: number; total: number; identity: string }>(() => ({
    title: 'The identity lacks rights',
    message: (p) => `${p.missing} of ${p.total} rights of ${p.identity} are missing in Azure.`,
    hint: 'An owner deploys them: aibgen deploy --rights only.',
    why: 'The service works as the identity of the template, not as you. It fails during the build, after minutes.',
    doc: rbac,
  })),
  AIB826: error<{ template: string; reason: string }>(() => ({
    title: 'The service refused the image template',
    message: (p) => `The image template "${p.template}" was refused by the service: ${p.reason}`,
    hint: 'Fix the spec, then deploy again with --replace.',
    doc,
    why: 'The service checks a template after Azure Resource Manager accepted it, and keeps the reason in the template.',
  })),
  AIB827: error<{ what: string }>(() => ({
    title: 'Nothing to promote',
    message: (p) => `Nothing can be promoted: ${p.what}.`,
    hint: 'Name a version with --image-version; "aibgen status" shows the newest one.',
    why: 'Only versions that were distributed with "exclude: true" have something to be promoted from.',
    doc: 'https://learn.microsoft.com/azure/virtual-machines/shared-image-galleries',
  })),
  AIB828: error<{ path: string; why: string }>(() => ({
    title: 'A script that cannot be uploaded',
    message: (p) => `The script "${p.path}" cannot be uploaded: ${p.why}.`,
    hint: 'Uploads go to blob storage: let scripts.baseUri be the address of a container.',
    why: 'The upload writes to the container that the address names, as you.',
    doc: 'https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-json#customize',
  })),
  AIB829: error<{ why: string }>(() => ({
    title: 'The log cannot be read',
    message: (p) => `The log of the build cannot be read: ${p.why}.`,
    hint: 'The log is in the container "packerlogs" of the storage account in the staging group; "reader" in roles.json says what reading it needs.',
    doc,
    why: 'The log is a blob in the staging group: reading it needs a role on its data, which ownership does not include.',
  })),
});
