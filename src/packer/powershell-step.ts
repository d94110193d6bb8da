/**
 * Provisioners "powershell" and "windows-shell" -> PowerShell steps.
 * https://developer.hashicorp.com/packer/docs/provisioners/powershell
 */
import { armText, type ArmObject, type ArmValue } from '../arm/arm-value';
import { partsOf } from '../hcl/evaluate-hcl';
import type { Section } from '../hcl/hcl-section';
import {
  addInline,
  addPause,
  addScript,
  environment,
  inlineCommands,
  noteCommon,
  noteEmpty,
  noteUnread,
  ownWay,
  powerShellQuoted,
  scriptsOf,
  type StepContext,
  type Variable,
} from './provisioner';

const leftOut: Readonly<Record<string, string>> = {
  remote_path: ownWay,
  remote_env_var_path: ownWay,
  skip_clean: ownWay,
  start_retry_timeout: ownWay,
  execution_policy: 'The service runs scripts with the policy "bypass".',
  execute_command:
    'The service has its own command to run a script. Put what yours adds into the commands.',
  elevated_execute_command:
    'The service has its own command to run a script. Put what yours adds into the commands.',
  elevated_password: 'It is the password of the build user, which the service chooses.',
  env_var_format: ownWay,
  elevated_env_var_format: ownWay,
  binary: 'A step runs text. Bring a program to the build VM with a "file" step, and call it.',
  use_pwsh: 'A step runs Windows PowerShell. Call "pwsh -File …" in it for PowerShell 7.',
};

/** Puts the steps of a provisioner "powershell" into the body. */
export function readPowerShell(step: Section, context: StepContext): void {
  const variables = environment(step, context);
  const options = readOptions(step);
  const debug = step.take('debug_mode');
  const trace: readonly ArmValue[] =
    debug && debug.value !== 0 ? [armText(['Set-PSDebug -Trace ', ...partsOf(debug.value)])] : [];
  const inline = inlineCommands(step);
  const scripts = scriptsOf(step);
  const before = [...trace, ...assignments(variables)];
  const withCommands = (commands: readonly ArmValue[]): ArmObject => ({
    type: 'PowerShell',
    inline: [...before, ...commands],
    ...options,
  });
  if (inline.length > 0) addInline(inline, withCommands, step, context);
  const run = { variables, sudo: false, example: 'powershell: ./scripts/x.ps1' };
  for (const script of scripts) addScript(script, { type: 'PowerShell', ...options }, run, context);
  if (inline.length === 0 && scripts.length === 0) noteEmpty(step, context);
  addPause(step.take('pause_after'), context);
  noteCommon(step, context);
  noteUnread(step, leftOut, context);
}

function readOptions(step: Section): ArmObject {
  const user = step.take('elevated_user');
  const isSystem =
    typeof user?.value === 'string' && /^(?:NT AUTHORITY\\)?SYSTEM$/i.test(user.value);
  const codes = step.take('valid_exit_codes');
  return {
    ...(user && user.value !== '' ? { runElevated: true } : {}),
    ...(isSystem ? { runAsSystem: true } : {}),
    ...(codes ? { validExitCodes: codes.value } : {}),
  };
}

function assignments(variables: readonly Variable[]): readonly ArmValue[] {
  return variables.map(([name, value]) => armText([`$env:${name} = `, ...powerShellQuoted(value)]));
}

/** Puts a provisioner "windows-shell" into the body: its commands are a batch file. */
export function readWindowsShell(step: Section, context: StepContext): void {
  const { body } = context;
  const variables = environment(step, context);
  const inline = inlineCommands(step);
  const [only, ...more] = [step.take('script'), ...step.takeItems('scripts')].flatMap(
    (one) => one ?? [],
  );
  for (const script of [only, ...more]) {
    if (!script) continue;
    const reason =
      'A step runs PowerShell. Call the batch file from one: bring it with a "file" step, and run "cmd.exe /c".';
    body.note('obstacle', script.from, reason);
  }
  const lines = inline.map(({ line }) => line).filter((line) => !String(line).startsWith('# '));
  if (lines.some((line) => String(partsOf(line)[0]).startsWith("'@"))) {
    body.note('obstacle', step.from, 'A line of a batch file cannot begin with "\'@" here.');
  } else if (lines.length > 0) {
    const file = 'C:\\Windows\\Temp\\packer-commands.cmd';
    const set = variables.map(([name, value]) =>
      armText([`set "${name}=`, ...partsOf(value), '"']),
    );
    const commands = [
      "@'",
      '@echo off',
      ...set,
      ...lines,
      `'@ | Set-Content -Encoding Default '${file}'`,
      `cmd.exe /d /c '${file}'`,
      'exit $LASTEXITCODE',
    ];
    const from = { ...(inline[0]?.from ?? step.from), path: `${step.from.path}.inline` };
    body.addStep({ type: 'PowerShell', inline: commands, ...readOptions(step) }, from);
  }
  noteCommon(step, context);
  noteUnread(step, leftOut, context);
}
