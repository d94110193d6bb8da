/**
 * Commands of a template that generalize the image: the service does that itself, with the commands that the last step
 * of the spec leaves for it.
 * https://developer.hashicorp.com/packer/integrations/hashicorp/azure/latest/components/builder/arm#deprovision
 */

const sysprep = /\bsysprep(?:\.exe)?\b/i;
const waagent = /\bwaagent\b/;
/** Lines that only wait for Sysprep or for the guest agent before it. */
const waits =
  /IMAGE_STATE_|\bImageState\b|Get-Service\s+(?:-Name\s+)?['"]?(?:RdAgent|WindowsAzureGuestAgent|WindowsAzureTelemetryService)/i;
const around =
  /^(?:[})]|.*Sysprep.*unattend\.xml.*|if\s*\(.*unattend\.xml.*|Write-(?:Output|Host)\b.*|Start-Sleep\b.*|\}?\s*else\s*\{.*|while\s*\(\s*\$true\s*\)\s*\{?|do\s*\{|break;?|#.*|sync|export HISTSIZE=0|HISTSIZE=0|exit(?: 0)?|)$/i;

/** Commands divided at the place where generalizing begins. */
export interface DividedCommands {
  /** How many lines come before. */
  readonly kept: number;
  /** True where the rest generalizes the image and does nothing else. */
  readonly generalizes: boolean;
  readonly vmMode: boolean;
}

/** Looks for the commands that generalize the image at the end of these lines. */
export function divideCommands(lines: readonly string[]): DividedCommands {
  const call = lines.findIndex(
    (line) => (sysprep.test(line) && /\/generalize/i.test(line)) || isDeprovision(line),
  );
  if (call < 0) return { kept: lines.length, generalizes: false, vmMode: false };
  const tail = lines.slice(call + 1);
  if (!tail.every(belongs)) return { kept: lines.length, generalizes: false, vmMode: false };
  let kept = call;
  while (kept > 0 && belongs(lines[kept - 1] ?? '')) kept -= 1;
  // Output and comments before the first of these lines may belong to what comes before; they do no harm there.
  const vmMode = /\/mode:vm\b/i.test(lines[call] ?? '');
  return { kept, generalizes: true, vmMode };
}

function isDeprovision(line: string): boolean {
  return waagent.test(line) && /-deprovision/.test(line);
}

function belongs(line: string): boolean {
  const plain = line.trim();
  return waits.test(plain) || around.test(plain) || isDeprovision(plain);
}
