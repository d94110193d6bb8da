/** Comments of an imported spec: what a person has to look at. */
import { isJsonList, isJsonObject } from '../arm-value';
import type { Json } from '../arm-value';
import type { ImageJson } from './image-json';
import type { ImportNote } from './notes';

/** Comments by the key of the spec that they stand above. */
export function specComments(
  image: ImageJson,
  notes: readonly ImportNote[],
  createdIdentity: boolean,
): ReadonlyMap<string, readonly string[]> {
  const comments = new Map<string, string[]>();
  const say = (key: string, line: string): void => {
    comments.set(key, [...(comments.get(key) ?? []), line]);
  };
  const open = [...new Set(placeholders({ ...image }))];
  if (open.length > 0) say('', `To fill in: ${open.join(', ')}`);
  if (createdIdentity) say('identity', 'The template had none; the service asks for one today.');
  const lost = notes.filter(
    ({ what, path }) => what === 'dropped' && path.startsWith('properties'),
  );
  for (const { path, reason } of lost) say('', `Left out: ${path}. ${reason}`);
  const guessed = notes.filter(({ what, reason }) => what === 'parameter' && /guess/.test(reason));
  for (const { to } of guessed)
    say('parameters', `${String(to)} has no default in the template: check this one.`);
  return comments;
}

/** Names in angle brackets; in commands they may mean anything. */
function placeholders(value: Json): readonly string[] {
  if (typeof value === 'string') return value.match(/<[A-Za-z][\w .-]{0,60}>/g) ?? [];
  if (isJsonList(value)) return value.flatMap(placeholders);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    /^(?:inline|filters|tags|artifactTags|restartCommand|restartCheckCommand)$/.test(key)
      ? []
      : placeholders(inner),
  );
}
