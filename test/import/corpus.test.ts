/** Published templates: each becomes a short spec that builds to the same image. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { format } from 'prettier/standalone';
import { parse } from 'yaml';
import * as yamlPlugin from 'prettier/plugins/yaml';
import { specSchema } from '../../src/language/json-schema';
import type { Json, JsonObject } from '../../src/lib/json';
import { armProperty } from '../../src/arm/arm-value';
import { isJsonList, isJsonObject } from '../../src/lib/json';
import { built, corpus, importOne } from './support';

const names = readdirSync(join(__dirname, '..', 'data', 'corpus')).filter((name) =>
  name.endsWith('.json'),
);

const isSpec = new Ajv({ strict: false, allErrors: true }).compile(specSchema());

/** The placeholders of the quickstarts that mean something that aibgen knows, and what stands for them. */
const meanings: readonly (readonly [string, string])[] = [
  ['<subscriptionID>', '<subscriptionId>'],
  ['<rgName>', '<resourceGroup>'],
];

const wholeIds: Readonly<Record<string, string>> = {
  '<imgBuilderId>':
    '/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.ManagedIdentity/userAssignedIdentities/<imgBuilderId>',
  '<sigDefImgVersionId>':
    '/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.Compute/galleries/<gallery>/images/<definition>/versions/<sigDefImgVersionId>',
};

function meaning(text: string): string {
  return wholeIds[text] ?? meanings.reduce((all, [from, to]) => all.replaceAll(from, to), text);
}

/** The leaves of a template with their paths, placeholders as they are meant. */
function leaves(value: Json, path: string): readonly (readonly [string, Json])[] {
  if (isJsonList(value)) return value.flatMap((one, at) => leaves(one, `${path}[${at}]`));
  if (!isJsonObject(value)) return [[path, typeof value === 'string' ? meaning(value) : value]];
  const entries = Object.entries(value);
  if (entries.length === 0) return [[path, {}]];
  return entries.flatMap(([key, one]) => leaves(one, `${path}.${meaning(key)}`));
}

describe.each(names)('%s', (name) => {
  const text = corpus(name);
  const original = JSON.parse(text) as JsonObject;
  const spec = importOne(text, { stem: name.replace('.json', '') });

  test('builds to the same image', () => {
    expect(spec.obstacles).toEqual([]);
    const image = built(spec.text) as JsonObject;
    const { type: _, dependsOn: __, ...rest } = original;
    const wanted = leaves(rest, '');
    expect(wanted.length).toBeGreaterThan(5);
    const made = new Map(leaves(image, ''));
    expect(
      wanted.filter(([path, value]) => JSON.stringify(made.get(path)) !== JSON.stringify(value)),
    ).toEqual([]);
  });

  test('adds nothing but defaults and an identity', () => {
    const { type: _, dependsOn: __, ...rest } = original;
    const given = new Set(leaves(rest, '').map(([path]) => path.replaceAll(/\[\d+\]/g, '[]')));
    const added = leaves(built(spec.text) as JsonObject, '')
      .map(([path]) => path.replaceAll(/\[\d+\]/g, '[]'))
      .filter((path) => !given.has(path) && !/^\.(?:type|name)$/.test(path));
    const defaults =
      /^\.properties\.(?:buildTimeoutInMinutes|vmProfile\.(?:vmSize|osDiskSizeGB|vnetConfig\.proxyVmSize)|customize\[\]\.(?:name|runElevated|runAsSystem|validExitCodes\[\]|restartCommand|restartTimeout)|distribute\[\]\.(?:storageAccountType|excludeFromLatest))$/;
    const identity = original.identity === undefined ? /^\.identity/ : /^$/;
    expect(added.filter((path) => !defaults.test(path) && !identity.test(path))).toEqual([]);
  });

  test('is a spec by its JSON Schema', () => {
    expect([isSpec(parse(spec.text)), isSpec.errors]).toEqual([true, null]);
  });

  test('is short, and laid out as Prettier does', async () => {
    // Thirty lines for a template of eighty.
    const most = Math.max(30, Math.ceil(text.split('\n').length * (30 / 80)));
    expect(spec.text.split('\n').length - 1).toBeLessThanOrEqual(most);
    expect(await format(spec.text, { parser: 'yaml', plugins: [yamlPlugin] })).toBe(spec.text);
  });

  test('accounts for every change', () => {
    expect(armProperty<Json>(original, 'identity') === undefined).toBe(
      spec.notes.some(({ what, path }) => what === 'repaired' && path === 'identity'),
    );
    expect(spec.notes.every(({ line, reason }) => line > 0 && reason.endsWith('.'))).toBe(true);
  });
});
