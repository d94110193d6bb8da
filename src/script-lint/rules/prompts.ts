/** Commands that wait for an answer which nobody gives. */
import { getOwn } from '../../lib/get-own';
import { askingManagers, askingPackages } from '../../service/package-commands';
import type { Command } from '../command';
import type { RuleContext, ScriptRule } from '../script-rule';
import { cmdlet, hasWord, isShell, shown, stretchOf, subcommand } from './command-words';
import { interactiveCmdlets, interactiveCommands } from './interactive-commands';

/** Package managers without their `-y`. */
export const packageManagers: ScriptRule = (context) => {
  const { script, report } = context;
  if (!isShell(script)) {
    askingOnWindows(context);
    return;
  }
  if (/assume-?yes/i.test(script.text)) return;
  for (const command of script.commands) {
    const manager = getOwn(askingManagers, command.name);
    if (!manager || command.hasInput) continue;
    const verb = subcommand(command);
    const asks = verb ? manager.asks.has(verb.value) : false;
    if (manager.asks.size > 0 && !asks) continue;
    if (isQuiet(command, manager.answers)) continue;
    const at = manager.before || !verb || manager.asks.size === 0 ? nameEnd(command) : verb.end;
    const option = manager.option;
    const what = verb && asks ? `${command.name} ${verb.value}` : command.name;
    const edit = { start: at, end: at, text: ` ${option}` };
    report('AIB520', { command: what, option: `"${option}"` }, stretchOf(command), [edit]);
  }
};

function nameEnd({ nameStart, path }: Command): number {
  return nameStart + path.length;
}

/** Options that answer or only look, and variables that may hold such options. */
function isQuiet(command: Command, answers: RegExp): boolean {
  const verb = subcommand(command)?.value ?? '';
  if (/^(?:group|module)$/.test(verb) && hasWord(command, /^(?:list|info|summary|provides)$/))
    return true;
  return command.words.some(
    (one) =>
      answers.test(one.value) ||
      /^(?:-s|--simulate|--just-print|--dry-run|--no-act|--help|-h|--download-only|--assumeno)$/.test(
        one.value,
      ) ||
      (!one.literal && /^["']?\$\{?(?!@)\w*(?:opt|arg|flag|param|yes)/i.test(one.text)),
  );
}

function askingOnWindows({ script, report }: RuleContext): void {
  const chocoAnswers = /allowGlobalConfirmation/i.test(script.text);
  for (const command of script.commands) {
    const verb = subcommand(command);
    const verbs = /^(?:install|upgrade|uninstall|update|import)$/i;
    if (!verb || !verbs.test(verb.value)) continue;
    const at = { start: verb.end, end: verb.end };
    if (command.name === 'choco' || command.name === 'cinst') {
      if (chocoAnswers || hasWord(command, /^-{1,2}(?:y|yes|confirm)$/i)) continue;
      const edits = [{ ...at, text: ' -y' }];
      report(
        'AIB520',
        { command: `choco ${verb.value}`, option: '"-y"' },
        stretchOf(command),
        edits,
      );
    } else if (command.name === 'winget') {
      if (hasWord(command, /^--accept-source-agreements$/i)) continue;
      const option = '--accept-source-agreements --accept-package-agreements';
      const edits = [{ ...at, text: ` ${option}` }];
      report(
        'AIB520',
        { command: `winget ${verb.value}`, option: `"${option}"` },
        stretchOf(command),
        edits,
      );
    }
  }
}

/** Packages that ask for their configuration while they are installed. */
export const askingWhileInstalled: ScriptRule = ({ script, report }) => {
  const answer = /DEBIAN_FRONTEND=["']?noninteractive|debconf-set-selections|ACCEPT_EULA=/i.exec(
    script.text,
  );
  const answeredFrom = answer ? answer.index + answer[0].length : Infinity;
  for (const command of script.commands) {
    if (!/^(?:apt|apt-get|aptitude)$/.test(command.name) || command.hasInput) continue;
    if (!/^(?:re)?install$/.test(subcommand(command)?.value ?? '')) continue;
    const answered =
      command.environment.get('DEBIAN_FRONTEND')?.toLowerCase() === 'noninteractive' ||
      answeredFrom <= command.end;
    const asking = command.words.find((one) =>
      askingPackages.has(one.value.replace(/[=:].*$/, '')),
    );
    if (answered || !asking) continue;
    const edit = {
      start: command.nameStart,
      end: command.nameStart,
      text: 'DEBIAN_FRONTEND=noninteractive ',
    };
    report('AIB521', { packageName: asking.value }, stretchOf(command), [edit]);
  }
};

/** Commands that read from a terminal. */
export const prompts: ScriptRule = ({ script, all, report }) => {
  for (const command of script.commands) {
    if (isShell(script)) {
      const found = getOwn(interactiveCommands, command.name);
      if (found && !command.hasInput && found.waits(command, all.distribution)) {
        report(
          'AIB522',
          { command: shown(script, command), instead: found.instead },
          stretchOf(command),
        );
      }
      continue;
    }
    const found = getOwn(interactiveCmdlets, cmdlet(command));
    const waits = found ? found.waits(command, script) : confirms(command);
    if (!waits) continue;
    const instead = found?.instead ?? 'Remove "-Confirm", or write "-Confirm:$false".';
    const edits =
      found?.add === undefined
        ? []
        : [{ start: command.end, end: command.end, text: ` ${found.add}` }];
    report('AIB523', { command: shown(script, command), instead }, stretchOf(command), edits);
  }
  for (const member of script.members) {
    if (
      !/^(?:PromptForChoice|PromptForCredential|ReadLine|ReadKey|ReadLineAsSecureString)$/i.test(
        member.name,
      )
    )
      continue;
    const owner = script.text.slice(member.ownerStart, member.start);
    if (!/\$host\.ui|\[(?:system\.)?console\]|rawui/i.test(owner)) continue;
    const place = { start: member.ownerStart, end: member.end };
    const instead = 'Take the value from an argument or a variable.';
    report('AIB523', { command: script.text.slice(place.start, place.end), instead }, place);
  }
};

function confirms(command: Command): boolean {
  return command.words.some(({ text, value }) => /^-confirm$/i.test(value) && !text.endsWith(':'));
}

/** `sudo su`, `sudo -i`: the commands behind it do not run in it. */
export const innerShells: ScriptRule = ({ script, report }) => {
  if (!isShell(script)) return;
  for (const command of script.commands) {
    const { name, words, hasInput, tested, captured } = command;
    if (hasInput || tested || captured) continue;
    const opens =
      (name === 'su' && !hasWord(command, /^(?:-[a-z]*c|--command)/)) ||
      (name === 'sudo' && hasWord(command, /^-(?:i|s)$|^--(?:login|shell)$/)) ||
      (/^(?:ba|da)?sh$/.test(name) &&
        words.every((one) => /^-[il]?$|^--login$/.test(one.value)) &&
        script.statements.length > 1);
    const text = script.text.slice(command.start, command.end);
    if (opens) report('AIB524', { command: text }, command);
  }
};
