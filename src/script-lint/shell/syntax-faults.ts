/** Syntax errors of sh and bash, in words that name what is missing and what it belongs to. */
import { forEachChild, type parse, type SyntaxNode } from 'unbash';
import type { SyntaxFault } from '../command';

/** What closes a construct -> the nodes that it may belong to. */
const closers: Readonly<Record<string, readonly string[]>> = {
  fi: ['If'],
  done: ['For', 'While', 'ArithmeticFor', 'Select'],
  esac: ['Case'],
  '}': ['BraceGroup', 'Function'],
  ')': ['Subshell'],
};

/** The first syntax error of a script: what follows from it is not reported. */
export function syntaxFaults(
  script: ReturnType<typeof parse>,
  text: string,
): readonly SyntaxFault[] {
  const nodes: SyntaxNode[] = [];
  const errors = [...(script.errors ?? [])];
  const visit = (node: SyntaxNode): void => {
    nodes.push(node);
    if (node.type === 'Script' && 'errors' in node) errors.push(...(node.errors ?? []));
    forEachChild(node, visit);
  };
  script.commands.forEach(visit);
  // The shells read here-documents when they run them, not before.
  const inBody = (pos: number): boolean =>
    nodes.some((one) => one.type === 'HereDocBody' && one.pos <= pos && pos <= one.end);
  const first = errors.filter(({ pos }) => !inBody(pos)).toSorted((a, b) => a.pos - b.pos)[0];
  const found = first ? [faultOf(first.message, first.pos, text, nodes)] : [];
  for (const node of nodes) {
    // A name before "(" declares a function, and ")" must follow.
    if (node.type !== 'Command' || !node.name || node.name.parts) continue;
    const open = /^[ \t]*\(/.exec(text.slice(node.name.end, node.name.end + 20))?.[0];
    if (open === undefined) continue;
    const start = node.name.end + open.length - 1;
    found.push({ start, end: start + 1, message: '"(" is not expected here' });
  }
  return found.toSorted((a, b) => a.start - b.start).slice(0, 1);
}

function faultOf(
  message: string,
  pos: number,
  text: string,
  nodes: readonly SyntaxNode[],
): SyntaxFault {
  const last = Math.max(0, text.trimEnd().length - 1);
  const closer = /^expected '(.+)' to close/.exec(message)?.[1];
  const opener = closer === undefined ? undefined : unclosed(closer, pos, text, nodes);
  if (closer !== undefined && opener) {
    const [word = ''] = /^[a-z]+|./s.exec(text.slice(opener.pos)) ?? [];
    const message = `"${word}" is not closed: "${closer}" is missing`;
    return { start: opener.pos, end: opener.pos + word.length, message: message };
  }
  const operator = /after '([|&;]+)'$/.exec(message)?.[1];
  const before = operator === undefined ? -1 : text.lastIndexOf(operator, pos);
  const start = before < 0 ? Math.min(pos, last) : before;
  const [token = ' '] = /^[^\s"'`]+|^./s.exec(text.slice(start)) ?? [];
  return { start, end: start + token.length, message: inOwnWords(message) };
}

/** The innermost construct that is open at the place where its end was looked for. */
function unclosed(
  closer: string,
  pos: number,
  text: string,
  nodes: readonly SyntaxNode[],
): SyntaxNode | undefined {
  const types = closers[closer] ?? [];
  return nodes.findLast(
    (one) =>
      types.includes(one.type) &&
      one.pos <= pos &&
      !(one.end > one.pos && text.slice(one.pos, one.end).endsWith(closer)),
  );
}

function inOwnWords(message: string): string {
  const unterminated = /^unterminated (.+)$/.exec(message)?.[1];
  if (unterminated !== undefined) return `the ${unterminated} is not closed`;
  const unexpected = /^unexpected token '(.+)'$/s.exec(message)?.[1];
  if (unexpected !== undefined) return `"${unexpected}" is not expected here`;
  const expected = /^expected (.+)$/s.exec(message)?.[1];
  return expected === undefined ? message : `${expected.replaceAll("'", '"')} is missing`;
}
