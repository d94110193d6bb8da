/** Provisioners "file", "windows-restart" and "windows-update", and those that a spec has no step for. */
import { armText, isArmList, type ArmValue } from '../arm/arm-value';
import { mapOf } from '../arm/located-body';
import { partsOf } from '../hcl/evaluate-hcl';
import { noteRest, type Argument, type Section } from '../hcl/hcl-section';
import {
  addPause,
  linesOf,
  noteCommon,
  noteUnread,
  pathOf,
  powerShellQuoted,
  shellQuoted,
  type StepContext,
} from './provisioner';

/** https://developer.hashicorp.com/packer/docs/provisioners/file */
export function readFileStep(step: Section, context: StepContext): void {
  const { body } = context;
  const direction = step.take('direction');
  const destination = step.take('destination');
  const content = step.take('content');
  const sources = [step.take('source'), ...step.takeItems('sources')].flatMap((one) => one ?? []);
  const generated = step.take('generated');
  if (generated) body.note('default', generated.from, 'The spec names the file either way.');
  if (direction?.value === 'download') {
    const reason =
      'A step brings files to the build VM, never back. Upload what you need from a step, with the identity of the build VM ("vm: { identities: … }").';
    body.note('obstacle', direction.from, reason);
    sources.forEach(({ from }) => body.note('dropped', from, reason));
    if (destination) body.note('dropped', destination.from, reason);
  } else if (!destination) {
    body.note('obstacle', step.from, 'The provisioner has no destination.');
  } else if (content) {
    writeContent(content, destination.value, context);
  } else {
    if (direction) body.note('default', direction.from, 'A step brings files to the build VM.');
    for (const source of sources) addFile(source, destination, sources.length > 1, context);
  }
  noteCommon(step, context);
  noteUnread(step, {}, context);
}

function addFile(
  source: Argument,
  destination: Argument,
  isOneOfMany: boolean,
  { body, isFolder }: StepContext,
): void {
  const path = pathOf(source.value);
  const isTree = path !== undefined && (path.endsWith('/') || isFolder(path));
  if (path === undefined || isTree) {
    const reason = isTree
      ? 'A file step takes one file, no folder. Zip the folder, bring the zip with "file", and unpack it in the next step.'
      : 'The path of the file is not known, or not below the folder of the template. Write it into the spec: "file: ./x".';
    body.note('obstacle', source.from, reason);
    return;
  }
  const target = partsOf(destination.value);
  const endsInFolder = /[\\/]$/.test(String(target.at(-1)));
  const name = path.slice(path.lastIndexOf('/') + 1);
  const whole = endsInFolder || isOneOfMany ? [...target, endsInFolder ? '' : '/', name] : target;
  const from = { ...destination.from, path: source.from.path };
  body.addStep(
    { type: 'File', destination: armText(whole) },
    { ...from, span: source.from.span },
    {
      path,
      env: [],
      sudo: false,
    },
  );
}

/** A file whose content the template has: commands that write it. */
function writeContent(content: Argument, destination: ArmValue, { body, os }: StepContext): void {
  const lines = linesOf(content.value);
  const texts = lines.map((line) => partsOf(line).join(''));
  if (os === 'linux') {
    let end = 'CONTENT';
    while (texts.includes(end)) end += '_';
    const open = armText(['cat > ', ...shellQuoted(destination), ` <<'${end}'`]);
    body.addStep({ type: 'Shell', inline: [open, ...lines, end] }, content.from);
  } else if (texts.some((line) => line.startsWith("'@"))) {
    body.note('obstacle', content.from, 'A line of the content cannot begin with "\'@" here.');
  } else {
    const close = armText([
      "'@ | Set-Content -Encoding UTF8 -Path ",
      ...powerShellQuoted(destination),
    ]);
    body.addStep({ type: 'PowerShell', inline: ["@'", ...lines, close] }, content.from);
  }
}

/** https://developer.hashicorp.com/packer/docs/provisioners/windows-restart */
export function readRestart(step: Section, context: StepContext): void {
  const values = {
    restartCommand: step.take('restart_command')?.value,
    restartCheckCommand: step.take('restart_check_command')?.value,
    restartTimeout: step.take('restart_timeout')?.value,
  };
  context.body.addStep({ type: 'WindowsRestart', ...mapOf(values) }, step.from);
  const registry = 'The service looks at the keys of the registry that Windows itself uses.';
  noteCommon(step, context);
  noteUnread(step, { check_registry: registry, registry_keys: registry }, context);
}

/** https://github.com/rgl/packer-plugin-windows-update */
export function readUpdate(step: Section, context: StepContext): void {
  const values = {
    searchCriteria: step.take('search_criteria')?.value,
    filters: step.take('filters')?.value,
    updateLimit: step.take('update_limit')?.value,
  };
  context.body.addStep({ type: 'WindowsUpdate', ...mapOf(values) }, step.from);
  const user = 'The service runs the update with an account of its own.';
  noteCommon(step, context);
  noteUnread(
    step,
    {
      username: user,
      password: user,
      restart_timeout: 'The service has its own limit for the restarts of an update.',
    },
    context,
  );
}

/** What to do instead of a provisioner that a spec has no step for. */
const instead: Readonly<Record<string, string>> = {
  ansible:
    'The service reaches the build VM alone, so Ansible has to run on it: install it in a "shell" step, bring the playbooks as a file, and run "ansible-playbook -c local -i localhost,".',
  'ansible-local':
    'Install Ansible in a "shell" step, bring the playbooks as a file, and run "ansible-playbook -c local -i localhost,".',
  'shell-local': 'Nothing runs on your machine. Run it in the pipeline before the build.',
  'chef-solo': 'Install Chef in a step, bring the cookbooks as a file, and run "chef-solo".',
  'chef-client': 'Install Chef in a step and run "chef-client" there.',
  'puppet-masterless':
    'Install Puppet in a step, bring the manifests as a file, and run "puppet apply".',
  'puppet-server': 'Install Puppet in a step and run "puppet agent" there.',
  'salt-masterless':
    'Install Salt in a step, bring the states as a file, and run "salt-call --local".',
  inspec: 'Install InSpec in a step of "validate" and run the profile there.',
  breakpoint: 'A build of the service cannot be halted.',
  'hcp-sbom': 'Make the list of software in a step, and upload it from there.',
};

/** Notes a provisioner that a spec has no step for. */
export function noteProvisioner(kind: string, step: Section, { body }: StepContext): void {
  const what = Object.hasOwn(instead, kind)
    ? instead[kind]
    : 'Do the same in a "shell" or "powershell" step.';
  body.note('obstacle', step.from, `The service has no provisioner "${kind}". ${what}`);
  noteRest(step, body, () => `It belongs to the provisioner "${kind}".`);
}

/** A pause before a provisioner. */
export function pauseBefore(step: Section, context: StepContext): void {
  addPause(step.take('pause_before'), context);
}

/** The names in a list of `only` or `except`. */
export function namesIn(argument: Argument | undefined): readonly string[] {
  const value = argument?.value;
  return value !== undefined && isArmList(value) ? value.map(String) : [];
}
