/** 52x to 57x: commands in scripts that fail a build, weaken an image, or fail without a trace. */
import { docs } from '../../service/docs';
import { info, shorten, warning } from './define-code';

const noAnswer = 'Nobody answers during a build: the step waits until the build times out.';
const connection =
  'The service runs steps over SSH or WinRM. A step that cuts this connection fails, and so does the build.';

/** 52x: commands that wait for an answer. */
const waiting = () => ({
  AIB520: warning<{ command: string; option: string }>(() => ({
    title: 'A package manager that asks',
    message: (p) => `"${p.command}" asks whether to go on.`,
    hint: (p) => `Add ${p.option}.`,
    why: noAnswer,
    right: ['customize:', '  - shell: sudo apt-get install -y nginx'],
    doc: docs.shell,
  })),
  AIB521: warning<{ packageName: string }>(() => ({
    title: 'A package that asks while it is installed',
    message: (p) =>
      `The package "${p.packageName}" asks for its configuration while it is installed.`,
    hint: 'Set DEBIAN_FRONTEND=noninteractive for the command.',
    why: noAnswer,
    doc: docs.shell,
  })),
  AIB522: warning<{ command: string; instead: string }>(() => ({
    title: 'A command that waits for input',
    message: (p) => `"${p.command}" waits for input.`,
    hint: (p) => p.instead,
    why: noAnswer,
    right: [
      'source: MicrosoftWindowsServer:WindowsServer:2025-datacenter-g2:latest',
      'customize:',
      '  - powershell: Get-ChildItem C:\\temp | Remove-Item -Recurse -Force',
    ],
    doc: docs.shell,
  })),
  AIB523: warning<{ command: string; instead: string }>(() => ({
    title: 'A PowerShell command that waits for input',
    message: (p) => `"${p.command}" waits for input.`,
    hint: (p) => p.instead,
    why: noAnswer,
    doc: docs.powershell,
  })),
  AIB524: warning<{ command: string }>(() => ({
    title: 'A shell that is started and left',
    message: (p) =>
      `"${p.command}" starts a shell that ends at once: the commands behind it run as the user before.`,
    hint: 'Write "sudo" before each command that needs it, or "sudo sh -c \'…\'".',
    why: 'The commands behind it run after that shell has ended, as the user before, or never.',
    doc: docs.shell,
  })),
});

/** 53x: commands that break the build or the image. */
const breaking = () => ({
  AIB530: warning<{ command: string }>(() => ({
    title: 'A restart in a shell step',
    message: (p) => `"${p.command}" cuts the connection to the build VM while the step runs.`,
    hint: 'Remove it: the VMs made from the image start anew anyway, and Linux images have no restart step.',
    why: connection,
    right: [
      'source: MicrosoftWindowsServer:WindowsServer:2025-datacenter-g2:latest',
      'customize:',
      '  - restart: true',
    ],
    doc: docs.shell,
  })),
  AIB531: warning<{ command: string }>(() => ({
    title: 'A restart in a PowerShell step',
    message: (p) => `"${p.command}" cuts the connection to the build VM while the step runs.`,
    hint: 'Use a step "restart: true" in its place: it waits until the VM is back.',
    why: connection,
    doc: docs.restart,
  })),
  AIB532: warning<{ command: string }>(() => ({
    title: 'Generalizing in a step',
    message: (p) => `"${p.command}" generalizes the VM while steps still run.`,
    hint: 'Remove it: the service generalizes after the last step; "deprovision:" says how.',
    why: 'After generalizing, users and settings of the VM are gone: the next command or the capture fails.',
    doc: docs.generalize,
  })),
  AIB533: warning<{ command: string; service: string }>(() => ({
    title: 'A service that the build needs',
    message: (p) => `"${p.command}" takes away ${p.service}, which the build needs to the end.`,
    hint: 'Change it in the "deprovision:" commands, which run last, or when the VM first starts.',
    why: connection,
    doc: docs.customize,
  })),
  AIB534: warning<{ command: string; ports: string }>(() => ({
    title: 'A firewall that shuts the build out',
    message: (p) => `"${p.command}" closes ${p.ports}, over which the build runs its steps.`,
    hint: (p) => `Allow ${p.ports} before this command.`,
    why: connection,
    doc: docs.customize,
  })),
  AIB535: info<{ what: string }>(() => ({
    title: 'Hardening before the last step',
    message: (p) => `${p.what} hardens the image, and other steps follow.`,
    hint: 'Move it to the end: hardening often blocks what later steps need.',
    why: 'Hardening closes what later steps and the service itself need: network, temporary folders, logins.',
    doc: docs.customize,
  })),
  AIB536: warning<{ command: string; users: string }>(() => ({
    title: 'An app package for one user',
    message: (p) => `"${p.command}" changes the app for one user alone, which makes Sysprep fail.`,
    hint: (p) => p.users,
    why: 'Sysprep ends with 0x80073cf2 where a user has or lacks a package that others lack or have.',
    doc: docs.generalize,
  })),
  AIB537: warning<{ path: string }>(() => ({
    title: 'A program run from /tmp on a hardened image',
    message: (p) => `"${shorten(p.path)}" cannot be run: CIS images mount /tmp with "noexec".`,
    hint: 'Put it into another folder, such as /opt or /var/lib, or run it with its interpreter: "sh file".',
    why: 'Hardened images mount /tmp with noexec. The service copies scripts there.',
    doc: docs.shell,
  })),
});

/** 54x: commands that are unsafe. */
const unsafe = () => ({
  AIB540: warning<{ command: string }>(() => ({
    title: 'A download that is run unseen',
    message: (p) => `"${shorten(p.command)}" runs whatever the server sends at the time.`,
    hint: 'Download to a file, compare its checksum, then run it.',
    why: 'An image that is built twice should be the same, and a server that is taken over is in every VM.',
    right: [
      'customize:',
      '  - file: https://corpscripts.blob.core.windows.net/tools/install.sh',
      '    to: /tmp/install.sh',
      '    sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    ],
    doc: docs.customize,
  })),
  AIB541: warning<{ command: string }>(() => ({
    title: 'Files that everyone may change',
    message: (p) => `"${shorten(p.command)}" lets every user change the files.`,
    hint: 'Give the rights that are needed: 755 for programs and folders, 644 for files.',
    why: 'Every program and user of the machines made from the image may change what all others run.',
    right: ['customize:', '  - shell: sudo chmod 755 /opt/app'],
    doc: docs.customize,
  })),
  AIB542: warning<{ url: string }>(() => ({
    title: 'A download that can be changed on its way',
    message: (p) =>
      `"${shorten(p.url)}" is fetched without encryption, and no checksum is compared.`,
    hint: 'Use https, or compare a checksum after the download.',
    why: 'Anybody on the way can replace what is downloaded, and it becomes part of every machine.',
    right: ['customize:', '  - shell: curl -fsSLO https://example.com/tool.tar.gz'],
    doc: docs.customize,
  })),
  AIB543: warning<{ what: string }>(() => ({
    title: 'Certificates or signatures that are not checked',
    message: (p) => `${p.what} switches off the check of a certificate or signature.`,
    hint: 'Remove it; install the certificate of your own authority where one is needed.',
    why: 'The check is the only proof that a download is what it claims to be.',
    right: ['customize:', '  - shell: curl -fsSLO https://example.com/tool.tar.gz'],
    doc: docs.customize,
  })),
});

/** 55x: failures that nobody notices. */
const silent = () => ({
  AIB550: warning<{ command: string }>(() => ({
    title: 'A failure before && that nobody notices',
    message: (p) =>
      `If "${shorten(p.command)}" fails, the script goes on: "sh -e" does not stop left of "&&".`,
    hint: 'Write the commands on lines of their own.',
    why: 'The step succeeds, the image is distributed, and what the commands should have done is missing.',
    right: [
      'customize:',
      '  - shell: |',
      '      set -e',
      '      sudo apt-get update',
      '      sudo apt-get install -y nginx',
    ],
    doc: docs.shell,
  })),
  AIB551: warning(() => ({
    title: 'exit 0 at the end',
    message: () => 'The script ends with "exit 0": what the last commands returned is lost.',
    hint: 'Remove the line.',
    why: 'A step fails by the exit code of its script; with this line it always succeeds.',
    doc: docs.customize,
  })),
  AIB552: warning<{ command: string; process: boolean }>(() => ({
    title: 'An exit code that nobody reads',
    message: (p) =>
      `If "${shorten(p.command)}" fails, the script goes on: nothing reads its exit code.`,
    hint: (p) =>
      p.process
        ? 'Add -PassThru, and check ExitCode of what Start-Process returns.'
        : 'Add behind it: if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }',
    why: 'In PowerShell a program that fails stops nothing, and the next one overwrites its exit code.',
    doc: docs.powershell,
  })),
  AIB553: warning<{ command: string }>(() => ({
    title: 'An installer that is not waited for',
    message: (p) => `"${shorten(p.command)}" returns at once, while the installation still runs.`,
    hint: 'Use Start-Process with -Wait and -PassThru, and check ExitCode of what it returns.',
    why: 'PowerShell does not wait for programs with windows; the next step or the capture runs into them.',
    doc: docs.powershell,
  })),
  AIB554: info(() => ({
    title: 'A script that goes on after failures',
    message: () => 'The script does not stop at a failing command: only its last one decides.',
    hint: 'Add "set -e" at its beginning.',
    why: 'A build that failed in the middle ends as a success, and its image is distributed.',
    doc: docs.shell,
  })),
  AIB555: info<{ command: string }>(() => ({
    title: 'PowerShell errors that stop nothing',
    message: (p) => `An error of "${p.command}" does not stop the script.`,
    hint: "Begin the script with: $ErrorActionPreference = 'Stop'",
    why: 'PowerShell goes on after most errors, so that a broken image is distributed.',
    doc: docs.powershell,
  })),
});

/** 56x, 57x: rights, the source, and the order of steps. */
const context = () => ({
  AIB560: warning<{ command: string }>(() => ({
    title: 'Work for root without sudo',
    message: (p) => `"${shorten(p.command)}" needs root, and the step runs as a normal user.`,
    hint: 'Write "sudo" before it; a redirection into a file needs "| sudo tee file".',
    why: 'Shell steps run as an ordinary user that may use sudo without a password.',
    right: ['customize:', '  - shell: sudo systemctl enable nginx'],
    doc: docs.shell,
  })),
  AIB570: warning<{ command: string; os: string; managers: readonly string[] }>(() => ({
    title: 'A package manager that the source does not have',
    message: (p) => `${p.os} has no "${p.command}".`,
    hint: (p) => `Use ${p.managers[0] ?? 'its own package manager'}.`,
    why: 'The command is not found, and the build fails at this step.',
    doc: docs.shell,
  })),
  AIB571: info<{ command: string }>(() => ({
    title: 'Packages before the first start is done',
    message: (p) =>
      `"${p.command}" may run while cloud-init still changes the package sources of the new VM.`,
    hint: 'Run "cloud-init status --wait" first.',
    why: 'The first step runs as soon as SSH answers. Until cloud-init is done, apt finds no packages or is locked.',
    right: [
      'customize:',
      '  - shell: |',
      '      cloud-init status --wait || [ $? -eq 2 ]',
      '      sudo apt-get update',
    ],
    doc: docs.shell,
  })),
  AIB572: info<{ command: string }>(() => ({
    title: 'A restart that is missing',
    message: (p) => `"${p.command}" takes effect after a restart, and no restart follows.`,
    hint: 'Add a step "restart: true" behind this one.',
    why: 'What was installed becomes active with a restart; later steps see the state before it.',
    right: [
      'source: MicrosoftWindowsServer:WindowsServer:2025-datacenter-g2:latest',
      'customize:',
      '  - powershell: Install-WindowsFeature Web-Server',
      '  - restart: true',
    ],
    doc: docs.restart,
  })),
  AIB573: warning<{ service: string; later: string }>(() => ({
    title: 'A service that a later step needs',
    message: (p) => `The service "${p.service}" is stopped here, and ${p.later} needs it.`,
    hint: 'Stop it in a step behind those that need it.',
    why: 'The step would wait for a service that is not running.',
    doc: docs.customize,
  })),
  AIB574: warning<{ folder: string }>(() => ({
    title: 'A folder that no step makes',
    message: (p) => `No step before this one makes the folder "${shorten(p.folder)}".`,
    hint: 'Make it in a step before, or copy to /tmp and move the file from there.',
    why: 'Nothing creates parent folders on the way: the copy fails.',
    right: [
      'customize:',
      '  - shell: mkdir -p /tmp/app',
      '  - file: https://corpscripts.blob.core.windows.net/scripts/app.conf',
      '    to: /tmp/app/app.conf',
    ],
    doc: docs.file,
  })),
  AIB575: warning<{ command: string; instead: string }>(() => ({
    title: 'A command of Windows Server on a Windows client',
    message: (p) =>
      `"${p.command}" exists on Windows Server only, and the source is a Windows client.`,
    hint: (p) => `Use ${p.instead}.`,
    why: 'Windows clients lack the module, so that the step fails.',
    doc: docs.powershell,
  })),
});

/** 58x: what other linters find. */
const linters = () => ({
  AIB580: warning<{ code: string; message: string }>(() => ({
    title: 'A finding of shellcheck',
    message: (p) => `${p.code}: ${p.message}`,
    hint: (p) => `Fix it, or silence it in the script: # shellcheck disable=${p.code}`,
    why: 'shellcheck knows pitfalls of the shells beyond the rules of aibgen. Its wiki explains each of its codes.',
    doc: 'https://www.shellcheck.net/wiki/',
  })),
  AIB581: warning<{ code: string; message: string }>(() => ({
    title: 'A finding of PSScriptAnalyzer',
    message: (p) => `${p.code}: ${p.message}`,
    hint: 'Fix it, or exclude the rule in PSScriptAnalyzerSettings.psd1.',
    why: 'PSScriptAnalyzer knows pitfalls of PowerShell beyond the rules of aibgen.',
    doc: 'https://learn.microsoft.com/powershell/utility-modules/psscriptanalyzer/rules/readme',
  })),
});

export const scriptCodes = () => ({
  ...waiting(),
  ...breaking(),
  ...unsafe(),
  ...silent(),
  ...context(),
  ...linters(),
});
