/** Resource ids of a template -> references of a spec: as short as the deployment's own place allows. */
import { type ReferenceKind, idForm } from '../spec/references';
import {
  ownGroup,
  ownSubscription,
  specText,
  wholePlaceholder,
  readableText,
} from './parameter-tokens';

/** Where the deployment lives; a token where only the deployment tells. */
export interface Place {
  readonly subscription: string;
  readonly resourceGroup: string;
}

/** The place that every deployment has: its own. */
export const openPlace: Place = { subscription: ownSubscription, resourceGroup: ownGroup };

/** A place to fill in. */
export const unknownPlace: Place = {
  subscription: '<subscriptionId>',
  resourceGroup: '<resourceGroup>',
};

/** An id cut at its slashes. */
export interface IdParts extends Place {
  /** `Microsoft.Compute/galleries/images`; empty for a resource group. */
  readonly type: string;
  readonly names: readonly string[];
}

/** Cuts an id; `undefined` for what is none. */
export function idParts(id: string): IdParts | undefined {
  const [empty, subscriptions, subscription, groups, group, providers, namespace, ...rest] = id
    .trim()
    .split('/');
  if (empty !== '' || subscriptions?.toLowerCase() !== 'subscriptions' || !subscription) {
    return undefined;
  }
  if (groups?.toLowerCase() !== 'resourcegroups' || !group) return undefined;
  const place = { subscription, resourceGroup: group };
  if (providers === undefined) return { ...place, type: '', names: [] };
  if (providers.toLowerCase() !== 'providers' || !namespace) return undefined;
  const types = rest.filter((_, index) => index % 2 === 0);
  const names = rest.filter((_, index) => index % 2 === 1);
  return { ...place, type: [namespace, ...types].join('/'), names };
}

/** An id of its parts. */
export function joinId({ subscription, resourceGroup, type, names }: IdParts): string {
  const base = `/subscriptions/${subscription}/resourceGroups/${resourceGroup}`;
  if (type === '') return base;
  const [namespace = '', ...types] = type.split('/');
  return `${base}/providers/${namespace}${types.map((one, at) => `/${one}/${names[at] ?? ''}`).join('')}`;
}

/** What the id of a kind looks like where all that is known is a word for it, or one for something around it and names. */
export function idOfWord(word: string, kind: ReferenceKind, below: readonly string[] = []): string {
  const form = idForm(kind)
    .replace('<subscriptionId>', ownSubscription)
    .replace('<group>', kind === 'resourceGroup' ? word : ownGroup);
  const parts = idParts(form);
  if (!parts || parts.type === '') return form;
  const types = parts.type.split('/').slice(1);
  const known = [word, ...below];
  const open = types.length - known.length;
  const names = types.map((type, at) =>
    at < open ? (stems[type] ?? `<${type}>`) : (known[at - open] ?? word),
  );
  // A version that is a placeholder can only be told from a definition with its whole place before it.
  const isOpen = kind === 'galleryVersion' && !/^(?:\d|latest$)/.test(names.at(-1) ?? '');
  return joinId({ ...parts, ...(isOpen ? unknownPlace : {}), names });
}

const stems: Readonly<Record<string, string>> = {
  galleries: '<gallery>',
  images: '<definition>',
  virtualNetworks: '<vnet>',
};

/** A reference of which no one knows the scope: the word that stands for it, and the names that are said below it. */
export interface OpenReference {
  readonly word: string;
  readonly below: readonly string[];
}

/** What stands for a whole id, or for the beginning of one: a placeholder, or parameters and nothing else. */
export function openReference(text: string, kind: ReferenceKind): OpenReference | undefined {
  const [first = '', ...rest] = text.trim().split('/');
  const word = wordOf(first);
  if (word === undefined) return undefined;
  const types = idForm(kind)
    .split('/')
    .filter((_, at) => at > 6 && at % 2 === 1);
  const below = rest.filter((_, at) => at % 2 === 1);
  const said = rest.filter((_, at) => at % 2 === 0).map((type) => type.toLowerCase());
  const wanted =
    below.length === 0 ? [] : types.slice(-below.length).map((one) => one.toLowerCase());
  const fits = below.length < types.length && said.join('/') === wanted.join('/');
  return fits || rest.length === 0 ? { word, below } : undefined;
}

/** One word for a text that is a placeholder, or that consists of parameters; the last of them says most. */
function wordOf(text: string): string | undefined {
  const placeholder = wholePlaceholder(text);
  if (placeholder !== undefined) return `<${placeholder}>`;
  const words = readableText(text).match(/<[^<>]*>/g) ?? [];
  const isOpen = text.startsWith('\u0001') && text.replaceAll(/\u0001[^\u0002]*\u0002/g, '') === '';
  return isOpen ? words.at(-1) : undefined;
}

/** The forms of a reference, the shortest first; the full id comes last. */
export function referenceForms(id: string, kind: ReferenceKind, own: Place): readonly string[] {
  const parts = idParts(id);
  if (!parts) return [specText(id)];
  const full = specText(
    joinId({
      ...parts,
      subscription:
        parts.subscription === ownSubscription ? unknownPlace.subscription : parts.subscription,
      resourceGroup:
        parts.resourceGroup === ownGroup ? unknownPlace.resourceGroup : parts.resourceGroup,
    }),
  );
  const names =
    kind === 'galleryVersion' && parts.names.length === 3 && parts.names[2] === 'latest'
      ? parts.names.slice(0, 2)
      : parts.names;
  if (!same(parts.subscription, own.subscription)) {
    const whole = [parts.subscription, parts.resourceGroup, ...names].map(specText).join('/');
    return kind.startsWith('gallery') && parts.resourceGroup !== ownGroup ? [whole, full] : [full];
  }
  const short = names.join('/');
  const inGroup = [parts.resourceGroup, ...names].join('/');
  const isOwn = same(parts.resourceGroup, own.resourceGroup) && kind !== 'resourceGroup';
  const forms = isOwn ? [short] : [inGroup];
  if (isOwn && parts.resourceGroup !== ownGroup) forms.push(inGroup);
  return [...forms.map(specText), full];
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Groups that quickstarts call the deployment's own. */
const ownGroupWords =
  /^<(?:my-?)?(?:rg|rg-?name|resource-?group(?:-?name)?|image-?resource-?group(?:-?name)?)>$/i;
const ownSubscriptionWords = /^<(?:my-?|your-?)?(?:sub|subscription)(?:-?id)?>$/i;

/** An id in which the placeholders of the deployment's own place are that place. */
export function ownPlaceholders(id: string): string {
  const parts = idParts(id);
  if (!parts || !ownSubscriptionWords.test(parts.subscription.replaceAll(/[_ ]/g, ''))) return id;
  const isOwn = ownGroupWords.test(parts.resourceGroup.replaceAll(/[_ ]/g, ''));
  const resourceGroup = isOwn ? ownGroup : parts.resourceGroup;
  return joinId({ ...parts, subscription: ownSubscription, resourceGroup });
}

/** The place that all the ids of a template share, as far as they do; `staging` groups are apart by nature. */
export function sharedPlace(
  ids: readonly { readonly id: string; readonly kind: ReferenceKind }[],
  told: Partial<Place>,
): Place {
  const parts = ids.flatMap(({ id, kind }) => {
    const one = idParts(id);
    return one ? [{ ...one, kind }] : [];
  });
  const subscription = told.subscription ?? only(parts.map((one) => one.subscription));
  if (subscription === undefined) return openPlace;
  const groups = parts.filter((one) => one.kind !== 'resourceGroup');
  const group = told.resourceGroup ?? only(groups.map((one) => one.resourceGroup));
  return { subscription, resourceGroup: group ?? ownGroup };
}

/** The literal that all of them are, letter by letter, so that no id changes; undefined where one differs or is open. */
function only(words: readonly string[]): string | undefined {
  const [first, ...rest] = words;
  if (first === undefined || first.includes('\u0001') || first.includes('<')) return undefined;
  return rest.every((one) => one === first) ? first : undefined;
}
