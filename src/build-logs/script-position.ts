/** Where in a script a shell or PowerShell says that something is wrong. */

/** A line of a script that ran on the build VM. */
export interface ScriptPosition {
  readonly line: number;
  /** The name that the script had there, without its folder. */
  readonly script: string;
  /** True for the script that Packer ran; false for one that it called. */
  readonly ofPacker: boolean;
}

/** Names that Packer gives to the scripts that it uploads. */
const shellScript =
  /(?:^|[\s'"])((?:\/tmp\/)?(?:script_\d{1,10}\.sh|packer-shell\d{1,20})|[\w./-]{0,200}\.customizer\.fp): (?:line )?(\d{1,6}): /;
const powerShellScript =
  /^At (?:[A-Za-z]:[\\/].{0,200}[\\/])?(script-[\w-]{1,60}\.ps1):(\d{1,6}) char:\d/;
const otherScript =
  /(?:^|[\s'"])([\w./-]{1,200}\.(?:sh|bash)): (?:line )?(\d{1,6}): |^At ([\w.:\\/ -]{1,200}\.ps1):(\d{1,6}) char:\d/;
const remoteScript = /(?:\/tmp\/script_\d{1,10}\.sh|\bscript-[\w-]{1,60}\.ps1)/g;

/** Texts without which a line holds no position. */
export const positionTexts: readonly string[] = [
  'script_',
  'packer-shell',
  '.customizer.fp',
  ' char:',
  '.sh: ',
  '.bash: ',
];

/** The position that a line of output names, if it names one. */
export function scriptPosition(body: string): ScriptPosition | undefined {
  const [, own, ownLine] = shellScript.exec(body) ?? powerShellScript.exec(body) ?? [];
  if (own !== undefined) return { line: Number(ownLine), script: baseNameOf(own), ofPacker: true };
  const [, shell, shellLine, other = shell, line = shellLine] = otherScript.exec(body) ?? [];
  return other === undefined
    ? undefined
    : { line: Number(line), script: baseNameOf(other), ofPacker: false };
}

/** The scripts that a command on the build VM runs. */
export function scriptsOf(command: string): readonly string[] {
  return (command.match(remoteScript) ?? []).map(baseNameOf);
}

function baseNameOf(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
}
