/** `aibgen completion`: a script with which a shell completes commands, options and their values. */
import type { Argument, Command, Option } from 'commander';
import { safeLines, safeText } from '../../lib/safe-text';
import { exit, type Io } from '../io';
import type { Shell } from '../shells';

/** What can be completed of a command. */
interface Completed {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  /** The words of its first argument, where there are only these. */
  readonly words: readonly string[];
}

interface CompletedOption {
  /** As it is written: `--out`, `-o`. */
  readonly flags: readonly string[];
  readonly description: string;
  readonly takesValue: boolean;
  readonly choices: readonly string[];
}

/** Runs the command; returns its exit code. */
export function completion(io: Io, shell: Shell, program: Command): number {
  io.stdout(safeLines(scripts[shell](program.commands.map(completed))));
  return exit.done;
}

function completed(command: Command): Completed {
  const [argument] = command.registeredArguments;
  return {
    name: command.name(),
    description: command.description(),
    options: [...command.options.filter(({ hidden }) => !hidden).map(completedOption), help],
    words: wordsOf(argument),
  };
}

function completedOption(option: Option): CompletedOption {
  return {
    flags: [option.short, option.long].filter((flag) => flag !== undefined && flag !== null),
    description: option.description,
    takesValue: option.required || option.optional,
    choices: option.argChoices ?? [],
  };
}

const help: CompletedOption = {
  flags: ['-h', '--help'],
  description: 'display help for command',
  takesValue: false,
  choices: [],
};

function wordsOf(argument: Argument | undefined): readonly string[] {
  return argument?.argChoices ?? [];
}

const scripts: Readonly<Record<Shell, (commands: readonly Completed[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
};

/** Options that take a value have the names of files completed unless their values are known. */
function bashScript(commands: readonly Completed[]): string {
  const cases = commands.flatMap(({ name, options, words }) => [
    `    ${name})`,
    ...valueCases(options).map((line) => `      ${line}`),
    `      options='${options.flatMap((one) => one.flags).join(' ')}' words='${words.join(' ')}'`,
    '      ;;',
  ]);
  return `# bash completion for aibgen: eval "$(aibgen completion bash)"
_aibgen() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local command="" options="" words="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) ;; *) command="$word"; break ;; esac
  done
  COMPREPLY=()
  case "$command" in
    '') words='${commands.map(({ name }) => name).join(' ')} help' options='--help --version' ;;
${cases.join('\n')}
  esac
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$options" -- "$current")) ;;
    *) if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$current")); fi ;;
  esac
}
complete -o bashdefault -o default -F _aibgen aibgen
`;
}

/** Lines that complete the value of the option before the cursor, and are done. */
function valueCases(options: readonly CompletedOption[]): readonly string[] {
  const values = options.filter(({ takesValue }) => takesValue);
  if (values.length === 0) return [];
  return [
    'case "$previous" in',
    ...values.map(({ flags, choices }) =>
      choices.length > 0
        ? `  ${flags.join('|')}) COMPREPLY=($(compgen -W '${choices.join(' ')}' -- "$current")); return ;;`
        : `  ${flags.join('|')}) return ;;`,
    ),
    'esac',
  ];
}

/** A text in single quotes, as sh, zsh and fish read it. */
function quote(text: string): string {
  return `'${safeText(text).replaceAll("'", String.raw`'\''`)}'`;
}

function zshScript(commands: readonly Completed[]): string {
  const described = (text: string): string => text.replace(/[[\]:\\]/g, String.raw`\$&`);
  const cases = commands.map(({ name, options, words }) => {
    const specs = options.flatMap(({ flags, description, takesValue, choices }) => {
      const action = choices.length > 0 ? `:value:(${choices.join(' ')})` : ':value:_files';
      return flags.map((flag) =>
        quote(`*${flag}[${described(description)}]${takesValue ? action : ''}`),
      );
    });
    const rest = words.length > 0 ? `*:word:(${words.join(' ')})` : '*:file:_files';
    return `    ${name}) _arguments ${[...specs, quote(rest)].join(' ')} ;;`;
  });
  const names = commands.map(({ name, description }) => quote(`${name}:${described(description)}`));
  return `#compdef aibgen
# zsh completion for aibgen: aibgen completion zsh > a file _aibgen in a folder of $fpath
_aibgen() {
  local -a commands
  commands=(${names.join(' ')})
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  local command="\${words[2]}"
  shift words
  (( CURRENT-- ))
  case "$command" in
${cases.join('\n')}
  esac
}
if [ "\${funcstack[1]}" = _aibgen ]; then _aibgen "$@"; else compdef _aibgen aibgen; fi
`;
}

function fishScript(commands: readonly Completed[]): string {
  const lines = commands.flatMap(({ name, description, options, words }) => {
    const within = `-n '__fish_seen_subcommand_from ${name}'`;
    return [
      `complete -c aibgen -n __fish_use_subcommand -f -a ${name} -d ${quote(description)}`,
      ...options.map(({ flags, description: about, takesValue, choices }) => {
        const named = flags.map((flag) =>
          flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
        );
        const values = choices.length > 0 ? ` -x -a '${choices.join(' ')}'` : ' -r';
        return `complete -c aibgen ${within} ${named.join(' ')}${takesValue ? values : ''} -d ${quote(about)}`;
      }),
      ...(words.length > 0 ? [`complete -c aibgen ${within} -f -a '${words.join(' ')}'`] : []),
    ];
  });
  return `# fish completion for aibgen: aibgen completion fish > ~/.config/fish/completions/aibgen.fish
${lines.join('\n')}
`;
}

function powershellScript(commands: readonly Completed[]): string {
  const list = (words: readonly string[]): string => `@(${words.map(psQuote).join(', ')})`;
  const tables = commands.map(({ name, options, words }) => {
    const values = options
      .filter(({ takesValue }) => takesValue)
      .flatMap(({ flags, choices }) => flags.map((flag) => `${psQuote(flag)} = ${list(choices)}`));
    return `    ${psQuote(name)} = @{
      options = ${list(options.flatMap(({ flags }) => flags))}
      words = ${list(words)}
      values = @{ ${values.join('; ')} }
    }`;
  });
  return `# PowerShell completion for aibgen: aibgen completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName aibgen -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $commands = @{
${tables.join('\n')}
  }
  $before = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { "$_" })
  $name = @($before | Select-Object -Skip 1 | Where-Object { $_ -notlike '-*' })[0]
  $command = if ($name) { $commands[$name] }
  $previous = if ($before.Count -gt 1) { $before[-1] }
  $found = if (-not $name) { @($commands.Keys | Sort-Object) + '--help' + '--version' }
    elseif (-not $command) { @() }
    elseif ($previous -and $command.values.ContainsKey($previous)) { $command.values[$previous] }
    elseif ($wordToComplete -like '-*') { $command.options }
    else { $command.words }
  $found | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;
}

function psQuote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
