/** Failures that nobody notices. */
import type { Command } from '../command';
import type { RuleContext, ScriptRule } from '../script-rule';
import { cmdlet, hasParameter, isShell, shown, stretchOf } from './command-words';

const work =
  /^(?:apt|apt-get|dnf|yum|tdnf|zypper|rpm|dpkg|snap|curl|wget|tar|unzip|make|cmake|pip3?|npm|git|cp|mv|mkdir|cd|ln|chown|chmod|systemctl|useradd|usermod|groupadd|docker|podman|az|sed|install|mount|sysctl|tee|update-ca-certificates)$/;

/** Commands left of `&&` in the middle of a script: `sh -e` goes on when they fail. */
export const unnoticedLists: ScriptRule = ({ script, report }) => {
  if (!isShell(script) || !script.stopsOnError) return;
  const reported = new Set<number>();
  for (const command of script.commands) {
    const { statement, leftOfAnd, tested, captured } = command;
    const isLast = statement >= script.statements.length - 1;
    if (!leftOfAnd || tested || captured || isLast || reported.has(statement)) continue;
    if (!work.test(command.name)) continue;
    reported.add(statement);
    report('AIB550', { command: shown(script, command) }, stretchOf(command));
  }
};

/** `exit 0` as the last statement. */
export const exitZero: ScriptRule = ({ script, report }) => {
  const last = script.statements.at(-1);
  if (!last || script.statements.length < 2) return;
  const written = script.text.slice(last.start, last.end);
  if (!/^exit\s+0\s*;?$/i.test(written)) return;
  const stops = isShell(script)
    ? script.file !== undefined && script.stopsOnError
    : script.variables.some((one) => one.name === 'lastexitcode');
  if (!stops) report('AIB551', {}, last);
};

/** Script files that go on after a failing command. */
export const goesOn: ScriptRule = ({ script, report }) => {
  if (!isShell(script) || script.stopsOnError || script.file === undefined) return;
  const busy = script.commands.filter((one) => work.test(one.name) && !one.tested && !one.captured);
  const [first] = busy;
  const statements = new Set(busy.map((one) => one.statement));
  if (!first || statements.size < 2 || /\btrap\b.*\bERR\b/.test(script.text)) return;
  report('AIB554', {}, stretchOf(first));
};

const programs =
  /^(?:choco|winget|net|sc|dism|reg|netsh|git|npm|pip3?|python|dotnet|az|wusa|bcdedit|schtasks|secedit|auditpol|certutil|cmd|powershell|pwsh|7z|nuget|regsvr32|msiexec|icacls|takeown|powercfg|tzutil|w32tm|vssadmin)$/;

function isProgram(command: Command): boolean {
  const { name, path } = command;
  if (/\.(?:exe|cmd|bat|msi|com)$/i.test(path)) return name !== 'robocopy';
  return programs.test(name) && !path.includes('-');
}

/** Programs in PowerShell whose exit code is overwritten before anything reads it. */
export const unreadExitCodes: ScriptRule = (context) => {
  const { script, report } = context;
  if (isShell(script)) return;
  const runs = script.commands.filter((one) => isProgram(one) && !one.captured);
  runs.forEach((command, index) => {
    const next = runs[index + 1];
    if (!next || command.tested || command.inFunction || next.inFunction) return;
    const read = script.variables.some(
      ({ name, start }) =>
        (name === 'lastexitcode' || name === '?') && start >= command.end && start <= next.start,
    );
    const isPiped = command.pipeline === next.pipeline;
    if (read || isPiped || isWithin(next, command)) return;
    report('AIB552', { command: shown(script, command), process: false }, stretchOf(command));
  });
  notWaitedFor(context);
};

function isWithin(inner: Command, outer: Command): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** Installers that PowerShell does not wait for, or whose exit code it drops. */
function notWaitedFor({ script, report }: RuleContext): void {
  for (const command of script.commands) {
    if (command.captured) continue;
    const at = stretchOf(command);
    const isPiped =
      command.pipeline.commands.at(-1) !== command || pipesOn(script.text, command.end);
    if (command.name === 'msiexec' && !isPiped)
      report('AIB553', { command: shown(script, command) }, at);
    if (cmdlet(command) !== 'start-process') continue;
    const file = command.words.find((one) => /(?:\.exe|\.msi|\bmsiexec)["']?$/i.test(one.value));
    if (!file) continue;
    const waits = hasParameter(command, 'Wait');
    if (!waits) report('AIB553', { command: shown(script, command) }, at);
    else if (!hasParameter(command, 'PassThru'))
      report('AIB552', { command: shown(script, command), process: true }, at);
  }
}

function pipesOn(text: string, end: number): boolean {
  return /^\s*\|/.test(text.slice(end, end + 20));
}

const acts =
  /^(?:(?:install|new|copy|move|add|set|expand|import|enable|rename)-\w+|invoke-webrequest|start-bitstransfer)$/;

/** Commands of PowerShell whose errors stop nothing. */
export const errorsGoOn: ScriptRule = ({ script, report }) => {
  if (isShell(script) || script.statements.length < 3) return;
  if (script.variables.some((one) => one.name.endsWith('erroractionpreference'))) return;
  if (/\btry\b|\$\?|-(?:ErrorAction|EA)\b/i.test(script.text)) return;
  const last = script.statements.length - 1;
  const first = script.commands.find(
    (one) =>
      acts.test(cmdlet(one)) &&
      one.name !== 'set-executionpolicy' &&
      one.statement < last &&
      !one.inFunction,
  );
  if (first) report('AIB555', { command: shown(script, first, 0) }, stretchOf(first));
};
