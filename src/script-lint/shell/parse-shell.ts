/** sh and bash scripts, parsed by unbash: the commands that they run, in the order of the text. */
import { forEachChild, parse, type SyntaxNode } from 'unbash';
import type { Command, ParsedScript, Pipeline, Redirection, SyntaxFault, Word } from '../command';
import { bashOnly, bashOnlyCommand } from './bash-only';
import { syntaxFaults } from './syntax-faults';
import { baseName, unwrap } from './unwrap';

/** What a node is in. */
interface Surroundings extends Pick<
  Command,
  'inFunction' | 'tested' | 'statement' | 'hasInput' | 'captured' | 'leftOfAnd'
> {
  readonly root: boolean;
  readonly pipeline: Pipeline | undefined;
  /** The list whose result is that of the subshell, function or inner script around it: its failure is noticed there. */
  readonly returned: SyntaxNode | undefined;
}

/** What is found; `offset` is the place of a script that is inside of another. */
interface Walk {
  readonly text: string;
  readonly offset: number;
  readonly nested: number;
  readonly commands: Command[];
  readonly extensions: SyntaxFault[];
  readonly openHereDocuments: SyntaxFault[];
}

const outside: Surroundings = {
  inFunction: false,
  tested: false,
  root: false,
  statement: 0,
  pipeline: undefined,
  hasInput: false,
  captured: false,
  leftOfAnd: false,
  returned: undefined,
};

/** Reads a script for sh or bash. */
export function parseShell(text: string): ParsedScript {
  const script = parse(text);
  const walk: Walk = {
    text,
    offset: 0,
    nested: 0,
    commands: [],
    extensions: [],
    openHereDocuments: [],
  };
  script.commands.forEach((one, statement) => visit(walk, one, { ...outside, statement }));
  return {
    commands: walk.commands.toSorted((a, b) => a.start - b.start || a.end - b.end),
    statements: script.commands.map(({ pos, end }) => ({ start: pos, end })),
    members: [],
    variables: [],
    faults: syntaxFaults(script, text),
    openHereDocuments: walk.openHereDocuments,
    extensions: walk.extensions.toSorted((a, b) => a.start - b.start),
  };
}

function visit(walk: Walk, node: SyntaxNode, within: Surroundings): void {
  const extension = walk.nested === 0 ? bashOnly(node, walk.text) : undefined;
  if (extension) walk.extensions.push(extension);
  const each = (inner: Surroundings): void => {
    forEachChild(node, (one) => visit(walk, one, inner));
  };
  switch (node.type) {
    case 'Command':
      return visitCommand(walk, node, within);
    case 'Function':
      return each({
        ...within,
        inFunction: true,
        tested: false,
        leftOfAnd: false,
        returned: resultOf(node.body),
      });
    case 'Subshell':
      return each({ ...within, returned: resultOf(node) });
    case 'If':
    case 'Elif':
    case 'While':
      return forEachChild(node, (one) =>
        visit(walk, one, one === node.clause ? { ...within, tested: true } : within),
      );
    case 'AndOr':
      return visitAndOr(walk, node, within);
    case 'Pipeline':
      return visitPipeline(walk, node, within);
    case 'CommandExpansion':
    case 'ProcessSubstitution':
      return each({ ...within, captured: true, pipeline: undefined, hasInput: false });
    case 'Redirected': {
      const hasInput = within.hasInput || node.redirects.some(isInput);
      return each({ ...within, hasInput });
    }
    default:
      return each(within);
  }
}

/** The last command of a group: what the group returns. */
function resultOf(group: SyntaxNode): SyntaxNode | undefined {
  if (group.type !== 'Subshell' && group.type !== 'BraceGroup') return undefined;
  return group.body.commands.at(-1)?.command;
}

function isInput({ operator }: { readonly operator: string }): boolean {
  return operator.startsWith('<');
}

function visitAndOr(
  walk: Walk,
  node: Extract<SyntaxNode, { type: 'AndOr' }>,
  within: Surroundings,
): void {
  const lastOr = node.operators.lastIndexOf('||');
  node.commands.forEach((one, index) => {
    const tested = within.tested || index <= lastOr;
    const isLeft = node !== within.returned && index > lastOr && index < node.commands.length - 1;
    visit(walk, one, { ...within, tested, leftOfAnd: within.leftOfAnd || isLeft });
  });
}

function visitPipeline(
  walk: Walk,
  node: Extract<SyntaxNode, { type: 'Pipeline' }>,
  within: Surroundings,
): void {
  const pipeline: Pipeline = { commands: [] };
  const negated = node.prefixes.some((one) => one.type === 'Negation');
  const tested = within.tested || negated;
  node.commands.forEach((one, index) => {
    visit(walk, one, { ...within, pipeline, tested, hasInput: within.hasInput || index > 0 });
  });
}

type CommandNode = Extract<SyntaxNode, { type: 'Command' }>;

function visitCommand(walk: Walk, node: CommandNode, within: Surroundings): void {
  const own = { ...within, pipeline: undefined, hasInput: false };
  forEachChild(node, (one) => visit(walk, one, own));
  noteOpenHereDocuments(walk, node);
  if (!node.name) return;
  const { offset } = walk;
  const { words, root, environment, byXargs } = unwrap(
    [node.name, ...node.args].map((one) => wordOf(one, offset)),
  );
  const [first, ...rest] = words;
  if (!first) return;
  for (const one of node.prefix) {
    if (one.type !== 'Assignment' || one.value.type !== 'Word') continue;
    if (!environment.has(one.name)) environment.set(one.name, one.value.value);
  }
  const { pipeline = { commands: [] }, returned: _, ...surroundings } = within;
  const command: Command = {
    ...surroundings,
    name: baseName(first),
    path: first.literal ? first.value : '',
    nameStart: first.start,
    start: node.pos + offset,
    end: node.end + offset,
    words: rest,
    redirections: node.redirects.flatMap((one) => redirectionOf(one, offset)),
    pipeline,
    environment,
    runAs: { root: within.root || root, bySudo: root && !within.root },
    hasInput: within.hasInput || byXargs || node.redirects.some(isInput),
  };
  walk.commands.push(command);
  pipeline.commands.push(command);
  const extension = walk.nested === 0 ? bashOnlyCommand(command) : undefined;
  if (extension) walk.extensions.push(extension);
  visitInnerScripts(walk, node, command, { ...own, root: command.runAs.root });
}

function noteOpenHereDocuments(walk: Walk, node: CommandNode): void {
  for (const one of node.redirects) {
    if (one.type !== 'HereDoc' || one.closing || !one.delimiter) continue;
    const message = one.delimiter.value;
    walk.openHereDocuments.push({
      start: one.pos + walk.offset,
      end: one.end + walk.offset,
      message,
    });
  }
}

function redirectionOf(
  one: CommandNode['redirects'][number],
  offset: number,
): readonly Redirection[] {
  if (one.type === 'HereDoc') return [];
  const writes = one.operator.includes('>') && !one.operator.endsWith('&');
  const target = one.target && wordOf(one.target, offset);
  return [{ start: one.pos + offset, end: one.end + offset, writes, target }];
}

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'dash']);

/** `bash -c '…'`, `bash <<EOF` and `su -c '…'`: scripts inside of the script. */
function visitInnerScripts(
  walk: Walk,
  node: CommandNode,
  { name, words }: Command,
  within: Surroundings,
): void {
  if (walk.nested > 3 || !(shells.has(name) || name === 'su')) return;
  const at = words.findIndex((one) => /^-[a-z]*c$/.test(one.value));
  const code = at < 0 ? undefined : words[at + 1];
  const root = within.root || name === 'su';
  if (code && /^(["']).*\1$/s.test(code.text)) {
    visitInner(walk, code.text.slice(1, -1), code.start + 1, { ...within, root });
  }
  for (const one of node.redirects) {
    if (one.type !== 'HereDoc' || at >= 0) continue;
    visitInner(walk, one.body.text, one.body.pos + walk.offset, { ...within, root });
  }
}

function visitInner(walk: Walk, text: string, offset: number, within: Surroundings): void {
  const inner = { ...walk, text, offset, nested: walk.nested + 1 };
  const { commands } = parse(text);
  const returned = commands.at(-1)?.command;
  for (const statement of commands) visit(inner, statement, { ...within, returned });
}

function wordOf(node: CommandNode['args'][number], offset: number): Word {
  return {
    start: node.pos + offset,
    end: node.end + offset,
    text: node.text,
    value: node.type === 'Word' ? node.value : node.text,
    literal: node.type === 'Word' && isLiteral(node.parts ?? []),
  };
}

function isLiteral(parts: readonly SyntaxNode[]): boolean {
  return parts.every((one) => {
    if (one.type === 'DoubleQuoted' || one.type === 'LocaleString') return isLiteral(one.parts);
    return ['Literal', 'SingleQuoted', 'AnsiCQuoted'].includes(one.type);
  });
}
