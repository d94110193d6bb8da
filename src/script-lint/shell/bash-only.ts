/** What only bash knows: a POSIX shell such as dash stops at it, or does something else. */
import type { SyntaxNode } from 'unbash';
import type { Command, SyntaxFault } from '../command';

const expansions: Readonly<Record<string, string>> = {
  Replace: 'the replacement "${…//…/…}"',
  Slice: 'the substring "${…:…}"',
  CaseModification: 'the case change "${…^}"',
  Transform: 'the expansion "${…@…}"',
  Names: 'the expansion "${!…*}"',
};

const variables =
  /^\$\{?(?:RANDOM|BASH_SOURCE|BASH_VERSION|BASH_REMATCH|FUNCNAME|SECONDS|EUID|UID|PIPESTATUS|HOSTNAME|OSTYPE|SRANDOM|EPOCHSECONDS)\}?$/;

/** A node of the syntax tree that only bash knows; the message names it. */
export function bashOnly(node: SyntaxNode, text: string): SyntaxFault | undefined {
  const message = describe(node, text);
  if (message === undefined) return undefined;
  const opens = node.type === 'TestCommand' || node.type === 'ArithmeticCommand';
  return { start: node.pos, end: opens ? node.pos + 2 : node.end, message };
}

function describe(node: SyntaxNode, text: string): string | undefined {
  switch (node.type) {
    case 'TestCommand':
      return 'the test "[[ … ]]"';
    case 'ArithmeticCommand':
    case 'ArithmeticFor':
      return 'the arithmetic command "(( … ))"';
    case 'ArrayValue':
      return 'the array "(…)"';
    case 'Assignment':
      if (node.index) return 'the array element "name[…]=…"';
      return node.append && node.value.type !== 'ArrayValue' ? 'the assignment "+="' : undefined;
    case 'HereString':
      return 'the here-string "<<<"';
    case 'ProcessSubstitution':
      return `the process substitution "${node.operator}(…)"`;
    case 'Select':
      return 'the loop "select"';
    case 'Coproc':
      return 'the command "coproc"';
    case 'AnsiCQuoted':
      return "the quoting $'…'";
    case 'BraceExpansion':
      return `the brace expansion "${node.text.slice(0, 30)}"`;
    case 'ExtendedGlob':
      return `the pattern "${node.text.slice(0, 30)}"`;
    case 'Function':
      return /^function\b/.test(text.slice(node.pos, node.pos + 9))
        ? 'the keyword "function"'
        : undefined;
    case 'Redirect':
      return node.operator.startsWith('&>') ? `the redirection "${node.operator}"` : undefined;
    case 'Pipeline':
      return node.operators.includes('|&') ? 'the pipe "|&"' : undefined;
    case 'SimpleExpansion':
      return variables.test(node.text) ? `the variable "${node.text}"` : undefined;
    case 'ParameterExpansion':
      return describeExpansion(node);
    default:
      return undefined;
  }
}

type Expansion = Extract<SyntaxNode, { type: 'ParameterExpansion' }>;

function describeExpansion(node: Expansion): string | undefined {
  if (node.index) return 'the array element "${…[…]}"';
  if (node.prefix === '!') return 'the indirect expansion "${!…}"';
  if (variables.test(`$${node.parameter}`)) return `the variable "$${node.parameter}"`;
  return expansions[node.operation?.type ?? ''];
}

const builtins: ReadonlySet<string> = new Set([
  'source',
  'shopt',
  'declare',
  'typeset',
  'let',
  'pushd',
  'popd',
  'mapfile',
  'readarray',
  'disown',
]);

/** A command that only bash has, or that means something else elsewhere. */
export function bashOnlyCommand({ name, words, nameStart, end }: Command): SyntaxFault | undefined {
  const place = { start: nameStart, end };
  if (builtins.has(name)) return { ...place, message: `the command "${name}"` };
  const isTest = name === '[' || name === 'test';
  const equals = isTest ? words.find((one) => one.text === '==') : undefined;
  if (equals) return { start: equals.start, end: equals.end, message: `"==" in "${name}"` };
  const pipefail = words.find((one) => name === 'set' && one.value === 'pipefail');
  if (pipefail) {
    return { start: pipefail.start, end: pipefail.end, message: 'the option "pipefail"' };
  }
  const trapsErrors = name === 'trap' && words.some((one) => one.value === 'ERR');
  return trapsErrors ? { ...place, message: 'the trap "ERR"' } : undefined;
}
