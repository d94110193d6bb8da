/** What the parsers make of a script: the commands that it runs, and where. */

/** An argument. */
export interface Word {
  readonly start: number;
  readonly end: number;
  /** As it is written. */
  readonly text: string;
  /** What the command receives: without quotes; variables and substitutions stay as they are written. */
  readonly value: string;
  /** True where `value` is known: it holds no variable and no substitution. */
  readonly literal: boolean;
}

/** Commands that are joined by `|`, from the first to the last. */
export interface Pipeline {
  readonly commands: Command[];
}

/** A redirection of a command's output or input. */
export interface Redirection {
  readonly start: number;
  readonly end: number;
  /** True for output to a file. */
  readonly writes: boolean;
  readonly target: Word | undefined;
}

/** One command with its arguments. */
export interface Command {
  /** Name without folder, in lower case for PowerShell; empty where it is only known at run time. */
  readonly name: string;
  /** The name as it is written, with its folder. */
  readonly path: string;
  readonly nameStart: number;
  /** Where the whole command with what runs it begins: `X=1 sudo -E apt-get` at `X`. */
  readonly start: number;
  readonly end: number;
  readonly words: readonly Word[];
  readonly redirections: readonly Redirection[];
  readonly pipeline: Pipeline;
  /** Environment variables that are set for this command alone. */
  readonly environment: ReadonlyMap<string, string>;
  /** `root` also inside of `sudo sh -c '…'`; `bySudo` where the command itself is written behind `sudo`. */
  readonly runAs: { readonly root: boolean; readonly bySudo: boolean };
  /** True inside of a function, which may never be called. */
  readonly inFunction: boolean;
  /** The result decides something or is ignored on purpose: `if x`, `x || y`, `! x`. */
  readonly tested: boolean;
  /** Number of the top-level statement that it is in. */
  readonly statement: number;
  /** True where its input is a here-document, a here-string, a file or another command. */
  readonly hasInput: boolean;
  /** Left of `&&` in a list whose failure nothing decides on: `set -e` does not end the script there. */
  readonly leftOfAnd: boolean;
  /** What it returns is kept or used: `$(command)`, `$x = command`, `(command).ExitCode`. */
  readonly captured: boolean;
}

/** A syntax error: what the shell would say. */
export interface SyntaxFault {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** A statement at the top level. */
export interface Statement {
  readonly start: number;
  readonly end: number;
}

/** A member of a PowerShell object or type: `$client.DownloadString(…)`, `[Type]::Property`. */
export interface Member {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Where the whole expression begins. */
  readonly ownerStart: number;
}

/** A variable that PowerShell reads or sets. */
export interface VariableUse {
  /** In lower case, without `$`: `lastexitcode`, `env:path`. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** A script as its parser sees it; what is behind a syntax error is missing. */
export interface ParsedScript {
  readonly commands: readonly Command[];
  readonly statements: readonly Statement[];
  readonly members: readonly Member[];
  readonly variables: readonly VariableUse[];
  readonly faults: readonly SyntaxFault[];
  /** Here-documents whose last line is missing: the message is that line. */
  readonly openHereDocuments: readonly SyntaxFault[];
  /** Constructs that only another version or kind of the shell knows. */
  readonly extensions: readonly SyntaxFault[];
}
