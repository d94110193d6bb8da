/**
 * Text that leaves for a terminal or for the log of a CI system, one function for each target. A value of a spec must not
 * move the cursor, turn the direction of what is around it, or be read as a command of GitHub Actions or Azure Pipelines.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 * https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
 */
import { invisible } from './invisible';

declare const mark: unique symbol;

/** Text that may be printed. Only this file makes it, and `Io` prints nothing else: a plain string does not compile. */
export type SafeText = string & { readonly [mark]: true };

function vouchedFor(text: string): SafeText {
  return text as SafeText;
}

/** Text on one line: invisible characters and line breaks are spelled out, as in `\u{1b}`. */
export function safeText(text: string): SafeText {
  return vouchedFor(withoutCommands(text.replace(invisible, spelledOut)));
}

/** A line of text with its end. */
export function safeLine(text: string): SafeText {
  return safe`${safeText(text)}\n`;
}

/** `safeText` for a line above carets: each character keeps its column, so an invisible one becomes a space. */
export function safeColumns(line: string): SafeText {
  return vouchedFor(withoutCommands(line.replace(invisible, ' ')));
}

/** Text of several lines, Markdown too, each of them as by `safeText`. A value inside can still end a line. */
export function safeLines(text: string): SafeText {
  return joined(text.split('\n').map(safeText), '\n');
}

/** Words of our own around safe text: the only way to put texts together. Looked through again, since two may be a command. */
export function safe(
  words: TemplateStringsArray,
  ...values: readonly (SafeText | number)[]
): SafeText {
  return vouchedFor(withoutCommands(String.raw({ raw: words }, ...values)));
}

/** Texts one after the other. */
export function joined(texts: readonly SafeText[], separator: '' | '\n' = ''): SafeText {
  return vouchedFor(texts.join(separator));
}

/** Characters that turn the direction of text or cannot be seen, and `##` where a command of Azure Pipelines begins. */
const inJson =
  /##(?=(?:vso)?\[)|[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gi;

/** A value as JSON; what a log could take for something else is written as an escape, which every parser undoes. */
export function jsonText(value: unknown, indent?: number): SafeText {
  return jsonForLog(JSON.stringify(value, null, indent));
}

/** The same for JSON that is text already. */
export function jsonForLog(json: string): SafeText {
  return vouchedFor(
    json.replace(inJson, (found) => {
      const code = found.charCodeAt(0).toString(16).padStart(4, '0');
      return `\\u${code}${found.slice(1)}`;
    }),
  );
}

/** Values by the names of properties; those that are undefined are left out. */
type Properties = Readonly<Record<string, string | number | undefined>>;

/** A line that is a workflow command of GitHub: an annotation. */
export function githubCommand(
  command: 'error' | 'warning' | 'notice',
  properties: Properties,
  text: string,
): SafeText {
  const given = propertyList(properties, (value) =>
    githubValue(value).replaceAll(':', '%3A').replaceAll(',', '%2C'),
  );
  return vouchedFor(`::${command} ${given.join(',')}::${githubValue(text)}\n`);
}

function githubValue(text: string): string {
  return withoutAzureCommands(text)
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
    .replace(invisible, spelledOut);
}

/** A line that is a logging command of Azure Pipelines: an error. */
export function azureError(properties: Properties, text: string): SafeText {
  const given = propertyList(properties, azureValue).map((one) => `;${one}`);
  return vouchedFor(`##vso[task.logissue type=error${given.join('')};]${azureValue(text)}\n`);
}

const azureEscapes: Readonly<Record<string, string>> = {
  '%': '%AZP25',
  ';': '%3B',
  '\r': '%0D',
  '\n': '%0A',
  ']': '%5D',
};

function azureValue(text: string): string {
  return withoutAzureCommands(text)
    .replace(/[%;\r\n\]]/g, (one) => azureEscapes[one] ?? one)
    .replace(invisible, spelledOut);
}

function propertyList(properties: Properties, shown: (value: string) => string): readonly string[] {
  return Object.entries(properties).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${shown(String(value))}`],
  );
}

/** An invisible character as it is spelled out in text and Markdown. */
export function spelledOut(character: string): string {
  return `\\u{${character.charCodeAt(0).toString(16)}}`;
}

/** Takes the force of `::command` at the start of a line, and of `##vso[…]` and `##[…]` anywhere. */
function withoutCommands(text: string): string {
  return withoutAzureCommands(text).replace(/^([^\S\n]*):(?=:)/gm, '$1: ');
}

function withoutAzureCommands(text: string): string {
  return text.replace(/##(?=(?:vso)?\[)/gi, '# ');
}
