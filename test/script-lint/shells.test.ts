/** Syntax errors are those of the real shells: dash, bash and PowerShell judge the same scripts. */
import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { parsePowerShell } from '../../src/script-lint/powershell/parse-powershell';
import { parseShell } from '../../src/script-lint/shell/parse-shell';
import { describeWithPowerShell, runPowerShell } from '../support/powershell';
import { describeIf, hasProgram } from '../support/programs';
import { block, lint, specOf } from '../support/scripts';

const shells = ['dash', 'bash'];

const posix = `#!/bin/sh
set -e
if [ -f /etc/os-release ]; then . /etc/os-release; elif [ -d /etc ]; then echo "no $ID"; else exit 1; fi
for name in a 'b c' "d $HOME"; do echo "\${name%% *}" && continue; done
while read -r line; do case "$line" in a|b) echo one;; *) echo "$(date +%s)";; esac; done < /etc/hosts
cat > /tmp/x <<'END'
if then ( " '
END
cat <<-END | sort > /tmp/y
	$(echo "a") \`id\`
	END
f() { ( cd /tmp && ls ) || return 1; }
x=$(( 1 + 2 )); y="it's"; f "$x" '"' \\( 2>&1 | tee /dev/null
until false; do break; done
{ echo a; echo b; } >> /tmp/z
`;
const cut = /[(){}[\]"'`|;$&\n]|\b(?:then|fi|do|done|esac|in|if|case|END)\b/g;

/** Versions of a script with one thing taken out or put in. */
function mutations(script: string, pieces: readonly string[]): fc.Arbitrary<string> {
  const places = [...script.matchAll(cut)];
  return fc.oneof(
    fc
      .constantFrom(...places)
      .map((one) => script.slice(0, one.index) + script.slice(one.index + one[0].length)),
    fc
      .tuple(fc.nat(script.length), fc.constantFrom(...pieces))
      .map(([at, piece]) => script.slice(0, at) + piece + script.slice(at)),
  );
}

/** What dash and bash take for different things, or only look at when they run it. */
const differs = /\[\[|\(\(|\)\)|\$\{\w*['"`]/;

test.each([
  ['if true; then\n  echo a\necho b\n', 0],
  ['for i in 1 2; do\n  echo a\n', 0],
  ['echo a\necho "b\necho c\n', 12],
  ["echo 'b\necho c\n", 5],
  ['f() {\n  echo a\n', 4],
  ['echo a\n}\n', 7],
  ['echo a )\n', 7],
  ['case a in\n  a) echo b;;\n', 0],
  ['echo a\nfi\n', 7],
  ['echo $(id\necho b\n', 5],
  ['foo (\n', 4],
  ['true &&\n', 5],
])('%j is a fault at %i', (script, at) => {
  expect(parseShell(script).faults.map((one) => one.start)).toEqual([at]);
});

const powerShell = `<#
.SYNOPSIS A comment { ( "
#>
[CmdletBinding()]
param([Parameter(Mandatory)][ValidateSet('a', 'b')][string]$Name = 'a', [int[]]$Ids = @(1, 2), [switch]$Force)
$ErrorActionPreference = 'Stop'
if( Test-Path $env:SystemRoot\\system32\\Sysprep\\unattend.xml ){ rm $env:SystemRoot\\system32\\Sysprep\\unattend.xml -Force }
while ($true) { $state = Get-ItemProperty HKLM:\\SOFTWARE\\Microsoft | Select-Object ImageState; if ($state.ImageState -ne "X_$($Name)") { Start-Sleep -s 5 } else { break } }
$text = @"
Hello $Name: {0} "quotes" $(Get-Date -Format 'yyyy')
"@.Replace('$Name:', '')
$raw = @'
{ ( " $x
'@
$map = @{ One = 1; 'two words' = { param($x) $x * 2 }; Three = if ($Force) { 3 } else { 0 } }
& "C:\\Program Files\\app\\setup.exe" /quiet "/log:$env:TEMP\\a.log" 2>&1 | Out-Null
[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12 -bor 3072
foreach ($id in $Ids) { switch -Regex ("$id") { '^\\d+$' { continue } default { throw "bad $id" } } }
try { Invoke-WebRequest -Uri 'https://x/y' -OutFile y.zip -UseBasicParsing } catch [System.Net.WebException] { exit 1 } finally { 'done' }
function Get-Thing([string]$a, $b = (1 + 2)) { process { $_ | Where-Object { $_.Length -gt 1kb -and -not $b } | ForEach-Object -MemberName Name } }
do { $i++; $list += ,@($i) } until ($i -ge 3 -or $list.Count -gt 10)
$s = 'a','b' -join ',' -replace '\\s+', ''; $s[0..1]; $s.Where({ $_ }).Count; 7z x a.zip
reg add HKLM\\SOFTWARE\\X /v Y /t REG_DWORD /d 1 /f; net.exe user a *>$null
`.replace('$Name: {0}', '${Name}: {0}');

/** The offset of PowerShell's first error in each script; -1 for none. */
function judge(scripts: readonly string[]): readonly number[] {
  const script = `
[Console]::InputEncoding = [Text.Encoding]::UTF8
$all = [Console]::In.ReadToEnd() | ConvertFrom-Json -NoEnumerate
ConvertTo-Json -Compress @(foreach ($one in $all) {
  $errors = $null
  [void][Management.Automation.Language.Parser]::ParseInput($one, [ref]$null, [ref]$errors)
  if ($errors) { $errors[0].Extent.StartOffset } else { -1 }
})`;
  return JSON.parse(runPowerShell(script, JSON.stringify(scripts)));
}

test.each([
  ['if (1) {\n  a\n', 7],
  ['foo "a\nb\n', 4],
  ["$x = @'\nabc\n", 5],
  ['foo (1, 2\n', 4],
  ['if 1 { }\n', 0],
  ['try { a }\n', 0],
  ['foreach ($x of $y) { }\n', 11],
  ['a\n}\n', 2],
  ['$x = \n', 3],
  ['"$name: a"\n', 1],
  ['foo |\n', 4],
  ['function { }\n', 0],
  ["@' a\n'@\n", 2],
  ['$a b\n', 3],
])('PowerShell: %j is a fault at %i', (script, at) => {
  expect(parsePowerShell(script).faults.map((one) => one.start)).toEqual([at]);
});

describeIf(
  shells.every((one) => hasProgram(one, ['-c', ':'])),
  'dash or bash',
  'the shells',
  () => {
    test('dash and bash refuse what is reported, and hardly anything else', () => {
      const scripts = [
        posix,
        ...fc.sample(
          mutations(posix, ['(', ')', '{', '}', '"', "'", '`', ';;', ' fi ', ' do ', '|', '&&']),
          { numRuns: 160, seed: 5 },
        ),
      ].filter((one) => !differs.test(one.replace('$(( 1 + 2 ))', '')));
      const accepts = (shell: string, script: string): boolean =>
        spawnSync(shell, ['-n'], { input: script }).status === 0;
      const faults = (script: string): boolean => parseShell(script).faults.length > 0;
      const wronglyReported = scripts.filter(
        (one) => faults(one) && shells.some((shell) => accepts(shell, one)),
      );
      const missed = scripts.filter((one) => !faults(one) && !accepts('bash', one));
      expect(faults(posix)).toBe(false);
      expect(wronglyReported).toEqual([]);
      expect(missed.length / scripts.length).toBeLessThan(0.03);
    });
  },
);

describeWithPowerShell('PowerShell', () => {
  test('PowerShell refuses what is reported, on the same line, and hardly anything else', () => {
    const scripts = [
      powerShell,
      ...fc.sample(
        mutations(powerShell, [
          '(',
          ')',
          '{',
          '}',
          '"',
          "'",
          '[',
          ']',
          '|',
          ', ',
          ' = ',
          ' -eq ',
          ' else ',
          '\n',
        ]),
        { numRuns: 500, seed: 5 },
      ),
    ];
    const verdicts = judge(scripts);
    const lineOf = (script: string, at: number): number => script.slice(0, at).split('\n').length;
    const wronglyReported: string[] = [];
    let refused = 0;
    let missed = 0;
    let elsewhere = 0;
    scripts.forEach((script, index) => {
      const verdict = verdicts[index] ?? -1;
      const [fault] = parsePowerShell(script).faults;
      if (verdict >= 0) refused += 1;
      if (fault && verdict < 0)
        wronglyReported.push(
          `${fault.message}: ${script.slice(fault.start - 20, fault.start + 20)}`,
        );
      else if (!fault && verdict >= 0) missed += 1;
      else if (fault && lineOf(script, fault.start) !== lineOf(script, verdict)) elsewhere += 1;
    });
    expect(parsePowerShell(powerShell).faults).toEqual([]);
    expect(wronglyReported).toEqual([]);
    expect(refused).toBeGreaterThan(100);
    expect(missed / refused).toBeLessThan(0.05);
    expect(elsewhere / refused).toBeLessThan(0.15);
  });
});

test.each([
  ['in a subshell, before its end', '( cd /x && make\n  echo built )\necho done', 'cd /x'],
  [
    'in braces, whose result sh -e takes for that of the list',
    '{ cd /x && make; }\necho done',
    'cd /x',
  ],
  ['as a whole subshell', '( cd /x && make ) && echo built\necho done', 'cd /x'],
])('a failure left of "&&" %s goes unnoticed', (_, text, command) => {
  const messages = lint(specOf(block('shell', text))).map(({ message }) => message);
  expect(messages).toContain(
    `If "${command}" fails, the script goes on: "sh -e" does not stop left of "&&".`,
  );
});
