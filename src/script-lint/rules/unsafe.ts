/** Downloads that are run or trusted unseen, and files that everyone may change. */
import { getOwn } from '../../lib/get-own';
import type { Command } from '../command';
import type { ScriptRule } from '../script-rule';
import { cmdlet, hasWord, isShell, operands, shown, stretchOf } from './command-words';

const downloads = /^(?:curl|wget|fetch|aria2c)$/;
const windowsDownloads = /^(?:invoke-webrequest|invoke-restmethod|start-bitstransfer)$/;

/** `curl … | sh`, and the same in PowerShell. */
export const runDownloads: ScriptRule = ({ script, report }) => {
  for (const command of script.commands) {
    const found = isShell(script) ? runsOnLinux(command) : runsOnWindows(command, script.text);
    if (!found) continue;
    const start = Math.min(command.start, command.pipeline.commands[0]?.start ?? command.start);
    const [written = ''] = script.text.slice(start, command.end).split('\n');
    report('AIB540', { command: written }, { start, end: command.end });
  }
};

const interpreters = /^(?:(?:ba|da|z|k)?sh|python[\d.]*|perl|ruby|node|php)$/;

function runsOnLinux(command: Command): boolean {
  const { name, words, pipeline } = command;
  const at = pipeline.commands.indexOf(command);
  const fed = pipeline.commands.slice(0, at).some((one) => downloads.test(one.name));
  const [first] = words;
  const isFed =
    interpreters.test(name) &&
    (first === undefined || /^-(?:$|s$|[eux]+s?$|-$|l$)/.test(first.value));
  if (fed && isFed) return true;
  const evaluates = interpreters.test(name) || /^(?:eval|source|\.)$/.test(name);
  return (
    evaluates && words.some((one) => /(?:\$\(|<\(|`)\s*(?:sudo\s+)?(?:curl|wget)\b/.test(one.text))
  );
}

function runsOnWindows(command: Command, text: string): boolean {
  const written = text.slice(command.start, command.end);
  const loads = /\b(?:invoke-webrequest|invoke-restmethod|iwr|irm|curl|wget)\b|\.downloadstring\b/i;
  if (cmdlet(command) === 'invoke-expression') {
    const before = command.pipeline.commands.filter((one) => one.start < command.start);
    return (
      loads.test(written) ||
      before.some((one) => windowsDownloads.test(cmdlet(one))) ||
      /\.downloadstring\([^|]*\)\s*\|\s*$/i.test(text.slice(0, command.start))
    );
  }
  return command.path === '' && /scriptblock\]::create/i.test(written) && loads.test(written);
}

/** `chmod 777` and its like. */
export const openFiles: ScriptRule = ({ script, report }) => {
  for (const command of script.commands) {
    const open = isShell(script)
      ? opensOnLinux(command)
      : /^icacls$|^cacls$/.test(command.name) &&
        hasWord(command, /^(?:everyone|\*s-1-1-0):.*[fmw]\)*$/i);
    if (open) report('AIB541', { command: shown(script, command) }, stretchOf(command));
  }
};

function opensOnLinux(command: Command): boolean {
  const { name, words } = command;
  const at = words.findIndex((one) => one.value === '-m' || one.value === '--mode');
  const mode =
    name === 'chmod'
      ? operands(command)[0]?.value
      : name === 'mkdir' || name === 'install'
        ? (words[at + 1]?.value ?? '').repeat(at < 0 ? 0 : 1)
        : undefined;
  if (mode === undefined) return false;
  if (/^[0-7]+$/.test(mode)) return /^0?[0-7]{2}[2367]$/.test(mode);
  return /(?:^|,)[ug]*[ao][ugoa]*[+=][rxXst]*w/.test(mode);
}

/** Addresses that are reached without leaving the VM or its host. */
const localHosts =
  /^http:\/\/(?:169\.254\.169\.254|168\.63\.129\.16|localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)(?:[:/]|$)/i;
const verifiers =
  /^(?:sha(?:1|224|256|384|512)?sum|shasum|md5sum|b2sum|gpg|gpgv|get-filehash|get-authenticodesignature|cosign|minisign)$/;
const valueOptions = /^(?:-x|--proxy|-e|--referer|-d|--data.*|-H|--header|-proxy|-body)$/i;

/** Downloads over plain http whose content nothing compares. */
export const plainDownloads: ScriptRule = ({ script, report }) => {
  const verified = (from: number): boolean =>
    script.commands.some(
      (one) =>
        one.start > from &&
        (verifiers.test(one.name) ||
          (one.name === 'openssl' && hasWord(one, /^dgst$/)) ||
          (one.name === 'rpm' && hasWord(one, /^(?:-K|--checksig)$/))),
    );
  for (const command of script.commands) {
    const name = isShell(script) ? command.name : cmdlet(command);
    if (!(isShell(script) ? downloads : windowsDownloads).test(name)) continue;
    if (hasWord(command, /^(?:-I|--head|--spider)$/) || verified(command.start)) continue;
    const url = command.words.find(
      (one, index) =>
        /^http:\/\//i.test(one.value) &&
        !localHosts.test(one.value) &&
        !valueOptions.test(command.words[index - 1]?.value ?? ''),
    );
    if (url) report('AIB542', { url: url.value }, url);
  }
  for (const member of script.members) {
    if (!/^download(?:file|string|data)(?:async)?$/i.test(member.name)) continue;
    const [url] =
      /http:\/\/[^'")\s]+/i.exec(
        script.text.slice(member.end, member.end + 300).split('\n')[0] ?? '',
      ) ?? [];
    if (url === undefined || localHosts.test(url) || verified(member.start)) continue;
    const start = script.text.indexOf(url, member.end);
    report('AIB542', { url }, { start, end: start + url.length });
  }
};

/** Options and settings that switch off the check of a certificate or signature, by command. */
const unchecked: Readonly<Record<string, RegExp>> = {
  curl: /^(?:--insecure|-[fsSLgIiNRvO#]*k[fsSLgIiNRvO#]*)$/,
  wget: /^--no-check-certificate$/,
  git: /^http\.sslverify(?:=false)?$/i,
  pip: /^--trusted-host/,
  pip3: /^--trusted-host/,
  npm: /^(?:--strict-ssl=false|strict-ssl(?:=false)?)$/,
  apt: /^(?:--allow-unauthenticated|--force-yes|Acquire::https::Verify-Peer=false)$/i,
  'apt-get': /^(?:--allow-unauthenticated|--force-yes|Acquire::https::Verify-Peer=false)$/i,
  dnf: /^(?:--nogpgcheck|--setopt=sslverify=(?:0|false))$/,
  yum: /^(?:--nogpgcheck|--setopt=sslverify=(?:0|false))$/,
  tdnf: /^--nogpgcheck$/,
  zypper: /^--no-gpg-checks$/,
  export:
    /^(?:GIT_SSL_NO_VERIFY=|NODE_TLS_REJECT_UNAUTHORIZED=["']?0|PYTHONHTTPSVERIFY=["']?0|AZURE_CLI_DISABLE_CONNECTION_VERIFICATION=)/,
};

/** Certificates and signatures that are not checked. */
export const uncheckedCertificates: ScriptRule = ({ script, report }) => {
  for (const command of script.commands) {
    const pattern =
      isShell(script) || /^(?:git|pip3?|npm|curl|wget)$/.test(command.name)
        ? getOwn(unchecked, command.name)
        : undefined;
    const isAlias =
      !isShell(script) && /^(?:curl|wget)$/.test(command.name) && !/\.exe$/i.test(command.path);
    const word = isAlias
      ? undefined
      : command.words.find(
          (one, index) => pattern?.test(one.value) && isSwitchedOff(command, index),
        );
    if (word) report('AIB543', { what: `"${word.text.slice(0, 60)}"` }, word);
    if (isShell(script)) continue;
    const skips = command.words.find((one) => /^-skipcertificatecheck$/i.test(one.value));
    if (skips) report('AIB543', { what: `"${skips.text}"` }, skips);
  }
  for (const member of script.members) {
    if (!/^(?:ServerCertificateValidationCallback|CertificatePolicy)$/i.test(member.name)) continue;
    if (!/^\s*=/.test(script.text.slice(member.end, member.end + 5))) continue;
    report('AIB543', { what: `"${member.name}"` }, { start: member.ownerStart, end: member.end });
  }
};

/** `git config http.sslVerify true` switches it on. */
function isSwitchedOff({ name, words }: Command, index: number): boolean {
  const word = words[index]?.value ?? '';
  if ((name === 'git' || name === 'npm') && !word.includes('=')) {
    return /^(?:false|0|no)$/i.test(words[index + 1]?.value ?? '');
  }
  return true;
}
