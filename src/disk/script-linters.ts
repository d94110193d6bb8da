/** Runs shellcheck and PSScriptAnalyzer where they are installed. */
import { processes } from './processes';

/** A text that was written to standard output, or nothing where the program is not there. */
type Output = string | undefined;

/** `shellcheck` on the text of a script, as JSON. */
export function runShellcheck(text: string, shell: 'sh' | 'bash'): Output {
  return run('shellcheck', ['--format=json1', '--norc', `--shell=${shell}`, '-'], text);
}

const analyze = `
$ErrorActionPreference = 'Stop'
if (-not (Get-Module -ListAvailable PSScriptAnalyzer)) { exit 9 }
$text = [Console]::In.ReadToEnd()
@(Invoke-ScriptAnalyzer -ScriptDefinition $text |
  Select-Object RuleName, Message, @{ n = 'Extent'; e = { $_.Extent | Select-Object StartLineNumber, StartColumnNumber, EndLineNumber, EndColumnNumber } }) |
  ConvertTo-Json -Depth 4
`;

/** PSScriptAnalyzer on the text of a script, as JSON: in PowerShell 7, else in Windows PowerShell. */
export function runScriptAnalyzer(text: string): Output {
  const options = ['-NoProfile', '-NonInteractive', '-Command', analyze];
  return run('pwsh', options, text) ?? run('powershell', options, text);
}

function run(program: string, options: readonly string[], input: string): Output {
  const { error, status, stdout } = processes().spawnSync(program, options, {
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    timeout: 60_000,
    windowsHide: true,
  });
  // shellcheck ends with 1 where it found something.
  return error || (status !== 0 && status !== 1) ? undefined : stdout;
}
