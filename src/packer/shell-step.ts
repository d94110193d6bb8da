/**
 * Provisioner "shell" -> Shell steps. The service runs the same provisioner of Packer, with its own execute_command.
 * https://developer.hashicorp.com/packer/docs/provisioners/shell
 */
import { armText, type ArmObject, type ArmPart, type ArmValue } from '../arm/arm-value';
import { partsOf } from '../hcl/evaluate-hcl';
import type { Section } from '../hcl/hcl-section';
import {
  addInline,
  addScript,
  environment,
  inlineCommands,
  noteCommon,
  noteEmpty,
  noteUnread,
  ownWay,
  scriptsOf,
  shellQuoted,
  type StepContext,
  type Variable,
} from './provisioner';

const leftOut: Readonly<Record<string, string>> = {
  remote_folder: ownWay,
  remote_file: ownWay,
  remote_path: ownWay,
  skip_clean: ownWay,
  start_retry_timeout: ownWay,
  use_env_var_file: ownWay,
  env_var_format: ownWay,
  binary:
    'A step runs text. Bring a program to the build VM with a "file" step, and call it in a "shell" step.',
  expect_disconnect:
    'A Linux image needs no restart while it is built; a step that ends the connection ends the build.',
};

/** How commands are run. */
interface Runner {
  readonly sudo: boolean;
  /** The program and its options, where it is another one than `sh -e`. */
  readonly interpreter: string | undefined;
}

/** Puts the steps of the provisioner into the body. */
export function readShell(step: Section, context: StepContext): void {
  const variables = environment(step, context);
  const runner = readRunner(step, context);
  readExitCodes(step, context);
  const inline = inlineCommands(step);
  const scripts = scriptsOf(step);
  const withCommands = (commands: readonly ArmValue[]): ArmObject => ({
    type: 'Shell',
    inline: wrap(commands, variables, runner),
  });
  if (inline.length > 0) addInline(inline, withCommands, step, context);
  const run = { variables, sudo: runner.sudo, example: 'shell: ./scripts/x.sh' };
  for (const script of scripts) addScript(script, { type: 'Shell' }, run, context);
  if (inline.length === 0 && scripts.length === 0) noteEmpty(step, context);
  noteCommon(step, context);
  noteUnread(step, leftOut, context);
}

/** `execute_command` and `inline_shebang`: sudo and the interpreter are understood. */
function readRunner(step: Section, { body }: StepContext): Runner {
  const command = step.take('execute_command');
  const shebang = step.take('inline_shebang');
  const line = typeof shebang?.value === 'string' ? shebang.value.trim() : '/bin/sh -e';
  const isPlain = /^(?:\/bin\/)?sh(?:\s+-[a-z]+)?$/.test(line);
  if (shebang && isPlain) {
    const reason =
      'The service runs commands with "sh -e": the first one that fails ends the step.';
    body.note(/-[a-z]*e/.test(line) ? 'default' : 'repaired', shebang.from, reason, { from: line });
  }
  const interpreter = isPlain ? undefined : line;
  if (!command) return { sudo: false, interpreter };
  const text = String(
    partsOf(command.value)
      .filter((part) => typeof part === 'string')
      .join(''),
  );
  const sudo = /\bsudo\b|\bsu\s+-?\s*(?:root\s+)?-c\b/.test(text);
  const rest = text
    .replaceAll(/\{\{-?\s*\.(?:Vars|Path|EnvVarFile)\s*-?\}\}/g, ' ')
    .replaceAll(/\becho\s+(?:'[^']*'|"[^"]*"|\S+)\s*\|/g, ' ')
    .replaceAll(/\bchmod\s+\+?[\w+]+/g, ' ')
    .replaceAll(/\/?(?:usr\/)?(?:bin\/)?\b(?:sudo|su|root|env|sh|bash|source)\b/g, ' ')
    .replaceAll(/\s-[A-Za-z]+/g, ' ')
    .replaceAll(/["';&.\s-]/g, '');
  if (rest !== '') {
    const reason =
      'Of execute_command only sudo and the shell are understood. Put the rest into the commands.';
    body.note('obstacle', command.from, reason, { from: text });
  } else {
    const meaning = sudo
      ? 'It runs the commands as root, and so does the step.'
      : 'The service runs the commands of a step with "sh" as well.';
    body.note('default', command.from, meaning);
  }
  return { sudo, interpreter };
}

function readExitCodes(step: Section, { body }: StepContext): void {
  const codes = step.take('valid_exit_codes');
  if (!codes) return;
  const isZero = JSON.stringify(codes.value) === '[0]';
  const reason = isZero
    ? 'A shell step takes exit code 0 only.'
    : 'A shell step takes exit code 0 only: handle the others in the commands, as in "command || [ $? -eq 3 ]".';
  body.note(isZero ? 'default' : 'obstacle', codes.from, reason);
}

/** Words that make a line more than one command that `sudo` could go before. */
const notSimple =
  /[|&;<>(){}`\\]|^\s*(?:if|then|else|elif|fi|for|while|until|do|done|case|esac|function|cd|export|set|unset|source|\.|eval|alias|read|ulimit|umask|trap|exit|return|local|true|:)(?:\s|$)|^\s*\w+=|^\s*$|"[^"]*$|^[^"]*"[^"]*$|'[^']*$|\$\(/;

/** The commands as root, with another shell or with variables, as they need it. */
function wrap(
  commands: readonly ArmValue[],
  variables: readonly Variable[],
  { sudo, interpreter }: Runner,
): readonly ArmValue[] {
  if (!sudo && interpreter === undefined) {
    return [...variables.map(([name, value]) => exported(name, value)), ...commands];
  }
  const texts = commands.map((line) => partsOf(line).join(''));
  const areSimple = texts.every((line) => !notSimple.test(line.trim().replace(/^sudo\s+/, '')));
  if (interpreter === undefined && areSimple && variables.length === 0) {
    return commands.map((line, at) =>
      /^\s*sudo\b/.test(texts[at] ?? '') ? line : armText(['sudo ', ...partsOf(line)]),
    );
  }
  return inFile(commands, variables, sudo, interpreter ?? '/bin/sh -e', texts);
}

function exported(name: string, value: ArmValue): ArmValue {
  return armText([`export ${name}=`, ...shellQuoted(value)]);
}

/** Writes the commands to a file and runs that, so that they keep their standard input. */
function inFile(
  commands: readonly ArmValue[],
  variables: readonly Variable[],
  sudo: boolean,
  interpreter: string,
  texts: readonly string[],
): readonly ArmValue[] {
  const file = '/tmp/packer-commands.sh';
  let end = 'COMMANDS';
  while (texts.includes(end)) end += '_';
  const call: readonly ArmPart[] = [
    sudo ? 'sudo ' : '',
    ...variables.flatMap(([name, value]) => [`${name}=`, ...shellQuoted(value), ' ']),
    `${interpreter} ${file}`,
  ];
  return [`cat > ${file} <<'${end}'`, ...commands, end, armText(call), `rm -f ${file}`];
}
