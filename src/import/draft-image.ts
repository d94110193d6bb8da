/** The image of a template -> the draft of a spec: every part in its short forms. */
import { isJsonList, type Json } from '../lib/json';
import { imageTemplateProperties } from '../language/image-template';
import { specType } from '../language/language';
import { azureStepType } from '../language/step-kinds';
import { definitionDraft } from './created-definitions';
import { choose, optional, type Draft, type DraftMap } from './draft';
import { deprovisionDraft } from './draft-deprovision';
import { entryDraft } from './draft-entries';
import { type DraftContext, rawDraft, reference, shortFields, valueDraft } from './draft-value';
import type { ScriptDrafts } from './script-drafts';
import { openPlace, type Place } from './short-references';
import type { ImageJson } from './image-json';
import { specText } from './parameter-tokens';

/** What the spec says besides the image itself. */
export interface DraftExtras {
  readonly own: Place;
  readonly createIdentity: boolean;
  readonly trigger: Draft;
  readonly storageAccounts: DraftMap | undefined;
  readonly parameters: DraftMap | undefined;
  /** What to say where neither the source nor the steps tell the operating system. */
  readonly os: 'linux' | 'windows';
  /** Steps with a script or file by path, by their index; and where such files are uploaded to. */
  readonly scripts: ScriptDrafts;
  /** True where the file of the spec carries the name of the image. */
  readonly fileIsName: boolean;
}

/** Makes the draft: its keys are in the order of the documentation. */
export function imageDraft(wanted: ImageJson, extras: DraftExtras): Draft {
  const { customize, ...properties } = wanted.properties;
  const { own } = extras;
  const context: DraftContext = {
    own,
    entry: (value, type, at) => entryDraft(value, type, at, context),
    definition: (at) => definitionOf(wanted, at),
  };
  const subscription = own.subscription === openPlace.subscription ? undefined : own.subscription;
  const group = own.resourceGroup === openPlace.resourceGroup ? undefined : own.resourceGroup;
  const name = wanted.name === undefined ? undefined : specText(wanted.name);
  const base: DraftMap = {
    name: extras.fileIsName ? optional('name', name) : name,
    location: specText(wanted.location),
    subscription,
    resourceGroup: group,
    apiVersion:
      wanted.apiVersion === undefined
        ? undefined
        : choose('apiVersion', undefined, wanted.apiVersion, undefined),
    tags: rawDraft(wanted.tags),
    identity: identity(wanted.identity, extras),
    parameters: extras.parameters,
    os: choose('os', undefined, extras.os),
    generation: choose('generation', undefined, 1, 2),
    architecture: choose('architecture', undefined, 'arm64', 'x64'),
    ...shortFields(properties, imageTemplateProperties.fields, 'properties', context),
    trigger: extras.trigger,
    scripts: extras.scripts.settings,
    storageAccounts: extras.storageAccounts,
  };
  const forms = stepsForms(customize, context, extras.scripts).map((form) =>
    inOrder({ ...base, ...form }),
  );
  return choose('properties.customize', ...forms);
}

/** The definition that is created for a target: `properties.distribute[0]`. */
function definitionOf({ definitions }: ImageJson, at: string): Draft {
  const index = /\[(\d+)\]$/.exec(at)?.[1] ?? '';
  const wanted = definitions?.[index];
  return wanted && definitionDraft(wanted, `definitions.${index}`);
}

function inOrder(map: DraftMap): DraftMap {
  const order = Object.keys(specType.fields);
  const rank = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  return Object.fromEntries(Object.entries(map).toSorted(([a], [b]) => rank(a) - rank(b)));
}

/** Steps and what is said of the deprovision step, the shortest form first. */
function stepsForms(
  customize: Json | undefined,
  context: DraftContext,
  scripts: ScriptDrafts,
): readonly DraftMap[] {
  const steps = isJsonList(customize) ? customize : [];
  const drafts = steps.map((step, index) => {
    const at = `properties.customize[${index}]`;
    return (
      scripts.draftOf(index, step, at, context) ?? valueDraft(step, azureStepType, at, context)
    );
  });
  const all = customize === undefined ? {} : { customize: drafts };
  const plain: readonly DraftMap[] = [all, { ...all, deprovision: 'service' }];
  const deprovision = deprovisionDraft(steps.at(-1));
  if (deprovision === undefined) return plain;
  const rest = drafts.slice(0, -1);
  const shorter: DraftMap = {
    ...(rest.length > 0 ? { customize: rest } : {}),
    ...(deprovision === 'default' ? {} : { deprovision }),
  };
  return [shorter, ...plain];
}

function identity(id: string, { own, createIdentity }: DraftExtras): Draft {
  const name = reference(id, 'identity', 'identity', own);
  return createIdentity ? { name, create: true } : name;
}
