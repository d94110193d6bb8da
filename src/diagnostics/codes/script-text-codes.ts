/** 50x, 51x: whether the shell of a step can read its script. */
import { docs } from '../../service/docs';
import { error, info, shorten, warning } from './define-code';

export const scriptTextCodes = () => ({
  AIB500: error<{ shell: string; detail: string }>(() => ({
    title: 'A shell syntax error',
    message: (p) => `${p.shell} cannot read the script: ${p.detail}.`,
    hint: 'Fix the syntax; the shell stops here before it runs anything behind this place.',
    why: 'The build starts a VM, runs the steps before this one, and fails here.',
    right: ['customize:', '  - shell: if [ -f /etc/x ]; then echo yes; fi'],
    doc: docs.shell,
  })),
  AIB501: error<{ detail: string }>(() => ({
    title: 'A PowerShell syntax error',
    message: (p) => `PowerShell cannot read the script: ${p.detail}.`,
    hint: 'Fix the syntax; PowerShell runs no line of a script that it cannot read.',
    why: 'The build starts a VM, runs the steps before this one, and fails here.',
    doc: docs.powershell,
  })),
  AIB502: warning<{ what: string; inline: boolean }>(() => ({
    title: 'Bash syntax in a script for sh',
    message: (p) => `Only bash knows ${p.what}, and the script runs in sh.`,
    hint: (p) =>
      p.inline
        ? 'Write it for sh, or move the commands to a file that begins with "#!/bin/bash" and embed it.'
        : 'Write it for sh, or begin the file with "#!/bin/bash".',
    why: 'Inline commands run with "/bin/sh -e". On Ubuntu and Debian that is dash, which fails or does something else.',
    doc: docs.shell,
  })),
  AIB503: warning<{ what: string }>(() => ({
    title: 'PowerShell 7 syntax in Windows PowerShell',
    message: (p) =>
      `Only PowerShell 7 knows ${p.what}, and the step runs in Windows PowerShell 5.1.`,
    hint: 'Write it for Windows PowerShell, with "if" and separate commands.',
    why: 'The service runs PowerShell steps with powershell.exe, which is version 5.1 on every Windows image.',
    doc: docs.powershell,
  })),
  AIB504: error<{ path: string }>(() => ({
    title: 'A script that is not text',
    message: (p) => `The script "${shorten(p.path)}" is not text in UTF-8.`,
    hint: 'Save it as UTF-8, or copy a program with a "file:" step and run it.',
    why: 'A script goes into the template, or is run, as text.',
    doc: docs.customize,
  })),
  AIB505: error<{ path: string }>(() => ({
    title: 'A shell script in UTF-16',
    message: (p) => `The script "${shorten(p.path)}" is in UTF-16, which no Linux shell can read.`,
    hint: 'Save it as UTF-8 without a byte order mark.',
    why: 'Windows editors and "Out-File" of Windows PowerShell write UTF-16.',
    doc: docs.shell,
  })),
  AIB506: info<{ path: string }>(() => ({
    title: 'A PowerShell script in UTF-16',
    message: (p) =>
      `The script "${shorten(p.path)}" is in UTF-16: PowerShell reads it, git takes it for a binary file.`,
    hint: 'Save it as UTF-8 with a byte order mark.',
    why: 'The service and older versions of PowerShell read scripts as UTF-8 or in the code page of the machine.',
    doc: docs.powershell,
  })),
  AIB507: error<{ path: string }>(() => ({
    title: 'A byte order mark before a shell script',
    message: (p) =>
      `The script "${shorten(p.path)}" begins with a byte order mark, which hides its first line from the shell.`,
    hint: 'Save it as UTF-8 without a byte order mark.',
    why: 'The system does not see "#!" behind the mark, and runs the script in the wrong shell.',
    doc: docs.shell,
  })),
  AIB508: error<{ path: string; program: string }>(() => ({
    title: 'Windows line endings behind #!',
    message: (p) =>
      `The script "${shorten(p.path)}" has Windows line endings (CRLF): Linux looks for the program "${p.program}\\r", which does not exist.`,
    hint: 'Save it with LF, and add "*.sh text eol=lf" to .gitattributes.',
    why: 'The system looks for a program whose name ends in a carriage return.',
    doc: docs.shell,
  })),
  AIB509: warning<{ path: string; megabytes: number }>(() => ({
    title: 'A script too large to check',
    message: (p) =>
      `The script "${shorten(p.path)}" has ${p.megabytes} MB; scripts of more than 1 MB are not checked.`,
    hint: 'Copy data with a "file:" step, and keep the script small.',
    why: 'The checks read the whole script; the limit bounds their time.',
    doc: docs.customize,
  })),
  AIB510: warning<{ program: string; os: string; instead: string }>(() => ({
    title: 'A program that the image does not have',
    message: (p) => `${p.os} has no "${p.program}", and no step before this one installs it.`,
    hint: (p) => `Use "${p.instead}", or install "${p.program}" first.`,
    why: 'The script cannot start without the program that its first line names.',
    doc: docs.customize,
  })),
  AIB511: warning<{ line: string }>(() => ({
    title: 'A #! line that has no effect',
    message: (p) =>
      `"${shorten(p.line)}" has no effect here: inline commands run with "/bin/sh -e".`,
    hint: 'Move the commands to a script file, and write "embed: true" next to its path.',
    why: 'The service puts the commands behind a first line of its own, so that this one is a comment.',
    doc: docs.shell,
  })),
  AIB512: warning<{ name: string }>(() => ({
    title: 'A script that needs files next to it',
    message: (p) =>
      `The script uses "${shorten(p.name)}" next to itself, which is not on the build VM.`,
    hint: 'Copy that file with a "file:" step first and use its full path, or put everything into one script.',
    why: 'The service brings each script to the build VM alone, to a folder of its own.',
    doc: docs.file,
  })),
  AIB513: warning<{ mark: string }>(() => ({
    title: 'A here-document that is not closed',
    message: (p) =>
      `The here-document is not closed: no line is "${shorten(p.mark)}" alone, so everything to the end belongs to it.`,
    hint: 'Write the closing word on a line of its own, without spaces around it.',
    why: 'The shell takes the rest of the script for the text of the here-document.',
    doc: docs.shell,
  })),
});
