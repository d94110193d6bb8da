/** The default deprovision step as plain lines, for readers of other tools. */
import {
  deprovisionCommands,
  deprovisionFiles,
  sysprepCall,
  sysprepVmMode,
} from '../service/deprovision';

/** Writes the default deprovision commands, as the step of a spec does. */
export function deprovisionLines(os: 'linux' | 'windows', vmMode: boolean): readonly string[] {
  const commands = deprovisionCommands[os].map((line) =>
    vmMode ? line.replace(sysprepCall, sysprepVmMode) : line,
  );
  const file = deprovisionFiles[os];
  return os === 'linux'
    ? [`cat > ${file} <<'DEPROVISION'`, ...commands, 'DEPROVISION']
    : ["@'", ...commands, `'@ | Set-Content -Path '${file}'`];
}
