/** JSON that may be printed into the log of a CI system: its texts are the same, and no command of the system is in it. */

/** Characters that turn the direction of text or cannot be seen, and `##` where a command of Azure Pipelines begins. */
const inLog =
  /##(?=(?:vso)?\[)|[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gi;

/** A value as JSON; what a log could take for something else is written as an escape, which every parser undoes. */
export function jsonText(value: unknown, indent?: number): string {
  return jsonForLog(JSON.stringify(value, null, indent));
}

/** The same for JSON that is text already. */
export function jsonForLog(json: string): string {
  return json.replace(inLog, escaped);
}

function escaped(found: string): string {
  const code = found.charCodeAt(0).toString(16).padStart(4, '0');
  return `\\u${code}${found.slice(1)}`;
}
