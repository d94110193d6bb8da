/** Logs of builds in the stand-in: in the storage account, and in the container that builds. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { logsFolder } from '../logs';
import { templateId } from './direct';
import type { Azure, JsonObject } from './stand-in';

const linux = path.join(logsFolder, 'linux');

/** One of the example logs of the spec `web.yaml`. */
export function exampleLog(name: string): Buffer {
  return readFileSync(path.join(linux, name));
}

/** Files of a project with the spec that the example logs are of, and its scripts. */
export function logProject(): Readonly<Record<string, string>> {
  const text = (file: string): string => readFileSync(path.join(linux, file), 'utf8');
  const scripts = readdirSync(path.join(linux, 'scripts'));
  return {
    'specs/web.yaml': text('web.yaml'),
    ...Object.fromEntries(
      scripts.map((name) => [`specs/scripts/${name}`, text(`scripts/${name}`)] as const),
    ),
  };
}

/** The staging group of a template, as the service makes it. */
export function stagingGroup(azure: Azure, template: string): string {
  const group = `IT_images_${template}_1`;
  const id = `/subscriptions/${azure.subscription}/resourceGroups/${group}`;
  const properties = azure.resources.get(templateId(azure, template).toLowerCase())
    ?.properties as JsonObject;
  properties.exactStagingResourceGroup = id;
  azure.groups.add(group.toLowerCase());
  return id;
}

/** Puts a log where the service puts that of a template; returns the path of its blob. */
export function putLog(azure: Azure, template: string, bytes: Buffer): string {
  const id = stagingGroup(azure, template);
  const name = `stage${template.replace(/\W/g, '')}`;
  const account = `${id}/providers/Microsoft.Storage/storageAccounts/${name}`;
  azure.resources.set(account.toLowerCase(), {
    id: account,
    name,
    properties: { primaryEndpoints: { blob: `https://${name}.blob.core.windows.net/` } },
  });
  const blob = `/${name}/packerlogs/guid/customization.log`;
  azure.blobs.set(blob, { bytes, headers: {} });
  return blob;
}

/** Lets a container build a template; each look at its log shows more lines; with `gone`, it ends after all of them. */
export function putContainer(
  azure: Azure,
  template: string,
  log: { readonly lines: readonly string[]; readonly growth: number; readonly gone?: () => void },
): void {
  const group = stagingGroup(azure, template).split('/').at(-1) ?? '';
  azure.containers.set(group.toLowerCase(), { shown: log.growth, ...log });
}
