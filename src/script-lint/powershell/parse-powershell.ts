/**
 * A parser of PowerShell. The libraries that there are reject scripts that PowerShell accepts (docs/architecture.md), so
 * this one is part of aibgen; the tests compare it with PowerShell's own.
 */
import type { ParsedScript, SyntaxFault } from '../command';
import { readPipeline } from './commands';
import { readExpression, readSingleValue } from './expressions';
import { PowerShellSyntaxError, type Reader } from './reader';
import { readBlock, readStatement, readStatements } from './statements';

/** Reads a script; commands behind the first syntax error are not seen. */
export function parsePowerShell(text: string): ParsedScript {
  const reader: Reader = {
    text,
    grammar: {
      statements: readStatements,
      statement: readStatement,
      pipeline: readPipeline,
      expression: readExpression,
      value: readSingleValue,
      block: readBlock,
    },
    found: { commands: [], statements: [], members: [], variables: [], newSyntax: [] },
    at: text.startsWith('\ufeff') ? 1 : 0,
    depth: 0,
    within: { inFunction: false, tested: false, captured: false },
    complete: false,
  };
  const faults: SyntaxFault[] = [];
  try {
    readStatements(reader, '');
  } catch (error) {
    if (!(error instanceof PowerShellSyntaxError)) throw error;
    const { message, start, end } = error;
    faults.push({ start, end, message });
  }
  const { newSyntax, commands, ...found } = reader.found;
  return {
    ...found,
    commands: commands.toSorted((a, b) => a.start - b.start),
    faults,
    openHereDocuments: [],
    extensions: newSyntax.map(({ what, ...place }) => ({ ...place, message: what })),
  };
}
