/** Rights as text, and as GitHub annotations. */
import { besideFile } from '../../lib/paths';
import { githubCommand, joined, safeText, type SafeText } from '../../lib/safe-text';
import { someOf } from '../../lib/words';
import { resourceNoun, types } from '../../service/resource-types';
import { displayWidth } from '../../value/printers/display-width';
import type { RightChanges } from '../../rights/right-changes';
import type { RightEntry, RolesDocument } from './roles-document';

interface Words {
  readonly what: string;
  readonly group: string;
  readonly subscription: string;
}

/** The parts of a scope, for people. */
function words(scope: string): Words {
  const match =
    /^\/subscriptions\/([^/]*)\/resourceGroups\/([^/]*)(?:\/providers\/([^/]+)\/(.*))?$/i.exec(
      scope,
    );
  if (!match) return { what: scope, group: '', subscription: '' };
  const [, subscription = '', group = '', namespace, below = ''] = match;
  const segments = below.split('/');
  const type = [namespace, ...segments.filter((_, index) => index % 2 === 0)].join('/');
  const names = segments.filter(
    (_, index) => index % 2 === 1 && segments[index - 1] !== 'blobServices',
  );
  const what =
    namespace === undefined
      ? resourceNoun(types.resourceGroup)
      : `${resourceNoun(type)} ${names.join('/')}`;
  return { what, group, subscription };
}

/** A scope on one line. */
function scopeLine(scope: string): string {
  const { what, group, subscription } = words(scope);
  if (group === '') return what;
  return `${what}${what === 'resource group' ? ` ${group}` : ` in ${group}`} (subscription ${subscription})`;
}

function placesOf(right: RightEntry): readonly string[] {
  return [
    ...new Set(
      right.because.map(({ file, line, path }) => (file === undefined ? path : `${file}:${line}`)),
    ),
  ];
}

function reasons(right: RightEntry): readonly string[] {
  return [...new Set(right.because.map(({ reason }) => reason))];
}

/** Lines of text in which no value can be a command. */
function linesOf(lines: readonly string[]): SafeText {
  return joined(lines.map(safeText), '\n');
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - displayWidth(cell)))
      .join('  ')
      .trimEnd(),
  );
}

/** An image, by the folder of its outputs, with its rights. */
export interface ImageRoles {
  readonly name: string;
  readonly document: RolesDocument;
}

/** Images that need the same rights for the same reasons. */
interface AlikeImages {
  readonly names: string[];
  /** The rights of the first. */
  readonly document: RolesDocument;
  /** For each right, the places of all images that need it. */
  readonly places: readonly Set<string>[];
}

/** The rights of images as tables, one for those that need the same for the same reasons. */
export function rolesTables(images: Iterable<ImageRoles>): SafeText {
  const groups = new Map<string, AlikeImages>();
  for (const { document, name } of images) {
    const { identity, rights } = document;
    const key = JSON.stringify([
      identity,
      rights.map((right) => ({ ...right, because: reasons(right) })),
    ]);
    const group = groups.get(key) ?? { names: [], document, places: rights.map(() => new Set()) };
    groups.set(key, group);
    group.names.push(name);
    for (const [index, right] of rights.entries())
      for (const place of placesOf(right)) group.places[index]?.add(place);
  }
  return joined([...groups.values()].map(rolesTable), '\n');
}

/** The rights that images share; below each row the reasons and the actions of the role. */
function rolesTable({ document, names, places }: AlikeImages): SafeText {
  const { rights, identity } = document;
  const count = rights.length === 1 ? '1 right' : `${rights.length || 'no'} rights`;
  const who =
    names.length === 1 ? (names[0] ?? '') : `${names.length} images (${someOf(names, 10)})`;
  const title = `${who}: the identity ${identity.split('/').at(-1)} needs ${count}`;
  if (rights.length === 0) return linesOf([`${title}.`, '']);
  const home = words(identity).subscription.toLowerCase();
  const rows = rights.map((right, index) => {
    const { what, group, subscription } = words(right.scope);
    const away = subscription.toLowerCase() === home ? group : `${subscription}/${group}`;
    const neededBy = [...(places[index] ?? [])];
    return [what, away, right.role, someOf(neededBy, Math.max(4, placesOf(right).length))];
  });
  const [head = '', ...lines] = table([['SCOPE', 'RESOURCE GROUP', 'ROLE', 'NEEDED BY'], ...rows]);
  const body = lines.flatMap((line, index) => {
    const right = rights[index];
    const below = right ? [...reasons(right), ...right.actions, ...right.dataActions] : [];
    return [line, ...below.map((one) => `    ${one}`)];
  });
  return linesOf([title, '', head, ...body, '']);
}

interface Difference extends RightChanges<RightEntry> {
  readonly before: Pick<RolesDocument, 'identity'> | undefined;
  readonly after: Pick<RolesDocument, 'identity'> | undefined;
}

/** Rights gained and lost, for a reviewer; without the name of the image. */
export function differenceText({ gained, lost, before, after }: Difference): SafeText {
  if (gained.length + lost.length === 0) return linesOf(['no change of rights.', '']);
  const lines = (sign: string, rights: readonly RightEntry[]) =>
    rights.flatMap((right) => [
      `${sign} ${right.role} on ${scopeLine(right.scope)}`,
      ...[...right.actions, ...right.dataActions].map((action) => `      ${action}`),
      `      needed by ${placesOf(right).join(', ')}: ${reasons(right).join(' ')}`,
    ]);
  const head = `${gained.length} gained, ${lost.length} lost`;
  const [was, is] = [before?.identity, after?.identity];
  const renamed = was !== undefined && is !== undefined && was.toLowerCase() !== is.toLowerCase();
  const identity = renamed ? [`  the identity changes from ${was} to ${is}`] : [];
  return linesOf([head, ...identity, ...lines('+', gained), ...lines('-', lost), '']);
}

/** A right as an annotation on the line that causes it; a lost right has no line any more. */
export function annotation(
  kind: 'right' | 'gained' | 'lost',
  name: string,
  spec: string,
  right: RightEntry,
): SafeText {
  const title = { right: 'Right', gained: 'Right gained', lost: 'Right lost' }[kind];
  const [first] = right.because;
  const at =
    kind === 'lost' || first?.file === undefined
      ? { file: spec }
      : { file: besideFile(spec, first.file), line: first.line };
  const what = `${name}: ${right.role} on ${scopeLine(right.scope)}`;
  const actions = [...right.actions, ...right.dataActions].join(' ');
  const text = [what, ...(actions === '' ? [] : [actions]), ...reasons(right)].join('\n');
  return githubCommand(kind === 'gained' ? 'warning' : 'notice', { ...at, title }, text);
}
