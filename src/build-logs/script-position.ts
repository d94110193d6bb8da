/** Where in a script a shell or PowerShell says that something is wrong. */

/** A line of the script that Packer ran. */
export interface ScriptPosition {
  readonly line: number;
  /** The name that the script had on the build VM. */
  readonly script: string;
}

/** Names that Packer gives to the scripts that it uploads; other scripts may call themselves as they like. */
const shellScript =
  /(?:^|[\s'"])((?:\/tmp\/)?(?:script_\d{1,10}\.sh|packer-shell\d{1,20})|[\w./-]{0,200}\.customizer\.fp): (?:line )?(\d{1,6}): /;
const powerShellScript =
  /^At (?:[A-Za-z]:[\\/].{0,200}[\\/])?(script-[\w-]{1,60}\.ps1):(\d{1,6}) char:\d/;
const remoteScript = /(?:\/tmp\/script_\d{1,10}\.sh|\bscript-[\w-]{1,60}\.ps1)/g;

/** Texts without which a line holds no position. */
export const positionTexts: readonly string[] = [
  'script_',
  'packer-shell',
  '.customizer.fp',
  ' char:',
];

/** The position that a line of output names, if it names one. */
export function scriptPosition(body: string): ScriptPosition | undefined {
  const [, script, line] = shellScript.exec(body) ?? powerShellScript.exec(body) ?? [];
  return script === undefined ? undefined : { line: Number(line), script: baseNameOf(script) };
}

/** The scripts that a command on the build VM runs. */
export function scriptsOf(command: string): readonly string[] {
  return (command.match(remoteScript) ?? []).map(baseNameOf);
}

function baseNameOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
