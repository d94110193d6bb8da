/**
 * Text that leaves for a terminal or for the log of a CI system. A value of a spec must not move the cursor, turn the
 * direction of what is around it, or be read as a command of GitHub Actions or Azure Pipelines.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 * https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
 */
import { invisible } from './invisible';

/** Text on one line of a terminal or log: invisible characters are spelled out, as in `\u{1b}`. */
export function safeText(text: string): string {
  return withoutCommands(text.replace(invisible, spelledOut));
}

/** The same for a line above carets: each character keeps its column, so an invisible one becomes a space. */
export function safeColumns(line: string): string {
  return withoutCommands(line.replace(invisible, ' '));
}

/** An invisible character as it is spelled out in text and Markdown. */
export function spelledOut(character: string): string {
  return `\\u{${character.charCodeAt(0).toString(16)}}`;
}

/** Text of several lines, as Markdown, that may be printed into a log of Azure Pipelines. */
export function withoutAzureCommands(text: string): string {
  return text.replace(/##(?=(?:vso)?\[)/gi, '# ');
}

/** Takes the force of `::command` at the start, and of `##vso[…]` and `##[…]` anywhere. */
function withoutCommands(text: string): string {
  return withoutAzureCommands(text).replace(/^(\s*):(?=:)/, '$1: ');
}

/** The text of a GitHub workflow command, after its last `::`. */
export function githubData(text: string): string {
  return withoutAzureCommands(text)
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
    .replace(invisible, spelledOut);
}

/** The value of a property of a GitHub workflow command. */
export function githubProperty(text: string): string {
  return githubData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
