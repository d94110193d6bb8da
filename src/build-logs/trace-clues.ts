/** The lines of a log that point to a cause, with the places in scripts that they name. */
import { printableLine } from '../lib/printable-text';
import type { Clue, NamedPosition, Phase } from './build-trace';
import { matchRule } from './match-rules';
import { type LogLine, parseLine } from './parse-line';
import type { Place } from './rules/failure-rule';
import type { RawLine } from './scan-lines';
import { type ScriptPosition, scriptPosition } from './script-position';

/** Collects the clues. */
export interface ClueTracer {
  readonly add: (line: LogLine, phase: Phase, place: Place) => void;
  /** Another step begins, so nothing in the output of the previous one made it fail. For one stream, or for all. */
  readonly forgetStep: (stream?: LogLine['stream']) => void;
  readonly clues: () => readonly Clue[];
  readonly lastPosition: () => NamedPosition | undefined;
}

/** Clues of one rule that are kept. */
const mostAlike = 5;
/** Lines between a message of PowerShell and the place that it names. */
const closeLines = 12;

/** Begins with no clue. `recent` gives the lines before the one that is added. */
export function createClueTracer(recent: (count: number) => readonly RawLine[]): ClueTracer {
  let clues: Clue[] = [];
  let lastPosition: NamedPosition | undefined;

  /** A line that names a place in the script: of the error before it, as PowerShell does, or of its own. */
  const locate = ({ body, number: logLine, stream }: LogLine, position: ScriptPosition): void => {
    if (!body.startsWith('At ')) {
      lastPosition = { ...position, logLine, text: printableLine(body) };
      return;
    }
    lastPosition = { ...position, logLine, text: powerShellMessage(recent(8), stream) };
    const open = clues.findLast(
      (one) => one.phase === 'step' && one.stream === stream && !one.position,
    );
    if (open && logLine - open.logLine <= closeLines) open.position = position;
  };

  const keep = (clue: Clue): void => {
    const alike = clues.filter(({ rule, phase }) => rule === clue.rule && phase === clue.phase);
    const [first] = alike;
    if (first && alike.length >= mostAlike) {
      if (clue.rule.lasting) return;
      clues.splice(clues.indexOf(first), 1);
    }
    clues.push(clue);
  };

  return {
    add: (line, phase, place) => {
      const { number: logLine, stream, body: text } = line;
      const own = place === 'script' ? scriptPosition(text) : undefined;
      if (own) locate(line, own);
      const match = matchRule(text, place);
      if (!match) return;
      const { rule, groups } = match;
      // PowerShell says where before it says what, if it cannot parse a script.
      const before = rule.placedBefore ? lastPosition : undefined;
      const position =
        own ?? (before && logLine - before.logLine <= closeLines ? before : undefined);
      // Written out: copying properties takes longer than all else here.
      keep({ rule, groups, logLine, place, phase, stream, text, position });
    },
    forgetStep: (stream) => {
      clues = clues.filter(
        (one) => one.phase !== 'step' || (stream !== undefined && one.stream !== stream),
      );
      lastPosition = undefined;
    },
    clues: () => clues,
    lastPosition: () => lastPosition,
  };
}

/** The first line of the message that PowerShell shows before it says where. */
function powerShellMessage(lines: readonly RawLine[], stream: LogLine['stream']): string {
  const bodies = lines
    .map(parseLine)
    .filter((line) => line.stream === stream && line.mark === '==>' && line.body !== '')
    .map((line) => line.body);
  const end = bodies.findLastIndex((body) => /^(?:\+|At )/.test(body.trimStart()));
  const message = bodies.slice(end + 1);
  const head = message.findLast((body) => /^[\w.:\\-]{1,100} : /.test(body));
  return printableLine(head ?? message.at(-1) ?? 'see the log');
}
