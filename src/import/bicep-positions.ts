/** Places of a compiled template -> positions in the Bicep files that it was compiled from. */
import type { Span } from '../diagnostics/source';
import type { ArmPath } from '../arm/document';
import { armProperty } from '../arm/arm-value';
import { besideFile } from '../lib/paths';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../lib/json';
import { bicepCode, bicepDeclarations, bicepOffset, type BicepDeclaration } from './bicep-text';

/** Bicep files by their path, and which of them is the template. */
export interface BicepFiles {
  readonly entry: string;
  readonly files: Readonly<Record<string, string>>;
}

/** Locates places of the JSON that the files were compiled to; the nearest declaration where a value is not written out. */
export function bicepPositions(
  { entry, files }: BicepFiles,
  compiled: Json,
): (path: ArmPath) => Span {
  const span = (file: string, start: number): Span => ({
    source: { path: file, text: files[file] ?? '' },
    start,
    end: start,
  });
  const code = new Map<string, string>();
  const codeOf = (file: string): string => {
    const known = code.get(file) ?? bicepCode(files[file] ?? '');
    code.set(file, known);
    return known;
  };
  const locate = (file: string, template: JsonObject, path: ArmPath): Span => {
    const text = codeOf(file);
    const [section, key, ...rest] = path;
    if (section === 'resources' && key !== undefined) {
      const found = declarationOf(text, template, key);
      if (!found) return span(file, 0);
      const resource = itemOf(armProperty(template, 'resources'), key);
      const inner = nestedTemplate(resource);
      const module = besideFile(file, found.target);
      const isInside = rest[0] === 'properties' && rest[1] === 'template';
      if (inner && isInside && files[module] !== undefined) {
        return locate(module, inner, rest.slice(2));
      }
      if (rest.length === 0) return span(file, found.start);
      return span(file, bicepOffset(text, found.body, inBicep(found, rest)));
    }
    const keyword = { parameters: 'param', variables: 'var', outputs: 'output' }[String(section)];
    const pattern = keyword && new RegExp(`^[ \\t]*${keyword}\\s+${String(key)}\\b`, 'm');
    return span(file, Math.max(pattern ? text.search(pattern) : 0, 0));
  };
  const template = isJsonObject(compiled) ? compiled : {};
  return (path) => locate(entry, template, path);
}

/** Keys of a compiled resource as its declaration writes them. */
function inBicep({ keyword }: BicepDeclaration, path: ArmPath): ArmPath {
  if (keyword !== 'module') return path;
  const [first, second, name] = path;
  const isParameter = first === 'properties' && second === 'parameters' && name !== undefined;
  return isParameter ? ['params', name] : path.slice(0, 1);
}

function itemOf(resources: Json | undefined, key: string | number): Json | undefined {
  if (isJsonList(resources)) return typeof key === 'number' ? resources[key] : undefined;
  return isJsonObject(resources) ? resources[key] : undefined;
}

function nestedTemplate(resource: Json | undefined): JsonObject | undefined {
  const properties = isJsonObject(resource) ? armProperty(resource, 'properties') : undefined;
  const template = isJsonObject(properties) ? armProperty(properties, 'template') : undefined;
  return isJsonObject(template) ? template : undefined;
}

/** The declaration of a resource: by its symbolic name, else by its type and its place among those of this type. */
function declarationOf(
  text: string,
  template: JsonObject,
  key: string | number,
): BicepDeclaration | undefined {
  const all = bicepDeclarations(text);
  const resources = armProperty(template, 'resources');
  if (typeof key === 'string') return all.find(({ name }) => name === key);
  const resource = itemOf(resources, key);
  const same = all.filter((one) => isOf(one, resource));
  const before = isJsonList(resources) ? resources.slice(0, key) : [];
  const named = same.find((one) => hasName(text, one, resource));
  return named ?? same[before.filter((one) => typeOf(one) === typeOf(resource)).length] ?? same[0];
}

function typeOf(resource: Json | undefined): string {
  return isJsonObject(resource) ? String(armProperty(resource, 'type')).toLowerCase() : '';
}

function isOf({ keyword, target }: BicepDeclaration, resource: Json | undefined): boolean {
  if (keyword === 'module') return typeOf(resource) === 'microsoft.resources/deployments';
  const [type = ''] = target.toLowerCase().split('@');
  return (
    typeOf(resource) === type || (!type.includes('.') && typeOf(resource).endsWith(`/${type}`))
  );
}

/** Whether the words in the names of a declaration and of a compiled resource are the same. */
function hasName(text: string, { body }: BicepDeclaration, resource: Json | undefined): boolean {
  const name = isJsonObject(resource) ? armProperty(resource, 'name') : undefined;
  const at = bicepOffset(text, body, ['name']);
  const line = text.slice(at, at + 400).split('\n')[0] ?? '';
  const literals = [...String(name).matchAll(/[A-Za-z][\w-]{2,}/g)].map(([word]) => word);
  const words = literals.filter(
    (word) => !/^(?:parameters|variables|format|concat|toLower)$/.test(word),
  );
  return words.length > 0 && words.every((word) => line.includes(word));
}
