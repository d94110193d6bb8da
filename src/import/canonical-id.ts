/** A reference of a template as a full id: of a placeholder or a single parameter, of the deployment's own place. */
import type { ArmPath } from '../arm/document';
import type { ReferenceKind } from '../spec/references';
import type { Notes } from './import-notes';
import type { SpecParameters } from './import-parameters';
import {
  idOfWord,
  idParts,
  joinId,
  openReference,
  ownPlaceholders,
  unknownPlace,
} from './short-references';
import { ownGroup, token, tokensIn, wholePlaceholder, wholeToken } from './parameter-tokens';

/** The full id that a reference means. */
export function canonicalId(
  given: string,
  kind: ReferenceKind,
  parameters: SpecParameters,
  path: ArmPath,
  { note }: Pick<Notes, 'note'>,
): string {
  // A parameter that holds an id, or the beginning of one, and has a default is that default.
  const [first = '', ...rest] = given.split('/');
  const leading = wholeToken(first);
  const standard = leading === undefined ? undefined : parameters.defaultOf(leading);
  if (typeof standard === 'string' && (rest.length === 0 || standard.startsWith('/'))) {
    return canonicalId([standard, ...rest].join('/'), kind, parameters, path, { note });
  }
  const open = openReference(given, kind);
  if (open !== undefined) {
    const reason = 'Write the name here, or a whole id: no spec can leave a whole reference open.';
    const id = idOfWord(open.word, kind, open.below);
    note('note', path, reason, { from: given, to: [open.word, ...open.below].join('/') });
    return id;
  }
  const text = withOpenNames(given, parameters, path);
  const own = ownPlaceholders(withoutLoneName(text, parameters));
  if (own !== text) {
    note('repaired', path, "These placeholders mean the deployment's own place.", { from: given });
  }
  if (kind === 'galleryVersion' && /\/images\/[^/]+$/i.test(own)) {
    note('default', path, 'A definition without a version means the latest one.', { from: given });
    return `${own}/versions/latest`;
  }
  return withOpenVersion(own, kind, parameters, path, note);
}

/** The deployment's own group or subscription in the name of a resource is a parameter. */
function withOpenNames(id: string, { openPlace }: SpecParameters, path: ArmPath): string {
  const parts = idParts(id);
  if (!parts) return openPlace(id, path);
  return parts.names.some((name) => tokensIn(name).length > 0)
    ? joinId({ ...parts, names: parts.names.map((name) => openPlace(name, path)) })
    : id;
}

/** A version that is left open: a parameter in a target; in a source only the group before it tells it from a definition. */
function withOpenVersion(
  id: string,
  kind: ReferenceKind,
  { declare }: SpecParameters,
  path: ArmPath,
  note: Notes['note'],
): string {
  const parts = idParts(id);
  const version = parts?.names[2];
  if (!parts || version === undefined || !/\/versions$/i.test(parts.type)) return id;
  const word = wholePlaceholder(version);
  if (kind === 'galleryDefinition') {
    if (word === undefined) return id;
    const name = token(declare(word, 'string', path));
    return joinId({ ...parts, names: [...parts.names.slice(0, 2), name] });
  }
  const isOpen = word !== undefined || tokensIn(version).length > 0;
  if (!isOpen || parts.resourceGroup !== ownGroup) return id;
  const reason =
    'Write the subscription and the resource group here: a version that is open needs them before it.';
  note('note', path, reason, { from: id });
  return joinId({ ...parts, ...unknownPlace });
}

/** A name that is one parameter and nothing else, in the deployment's own place, would be a reference of no scope. */
function withoutLoneName(id: string, parameters: SpecParameters): string {
  const last = id.slice(id.lastIndexOf('/') + 1);
  const name = wholeToken(last);
  const isOwn = idParts(id)?.resourceGroup === ownGroup;
  if (name === undefined || id.split('/').length !== 9 || !isOwn) return id;
  const standard = parameters.defaultOf(name);
  const word = typeof standard === 'string' ? standard : `<${name}>`;
  return `${id.slice(0, id.length - last.length)}${word}`;
}
