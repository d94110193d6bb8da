/** The API version of an image: the lowest that has all that is used, or the one that is pinned. */
import { getOwn } from '../lib/get-own';
import { diagnose, type Report } from '../diagnostics/diagnostic';
import { docs } from '../service/docs';
import { pathsToNewer, propertySince, valueSince } from '../language/since';
import {
  type ApiVersion,
  apiVersions,
  defaultApiVersion,
  isAtLeast,
  latestApiVersion,
  latestGalleryVersionSince,
  sharedGallerySince,
} from '../service/api-versions';
import { sharedGalleryPath } from '../value/resource-id';
import { type Origin, placeOfOrigin } from '../value/origin';
import {
  field,
  literalText,
  type ModelObject,
  type ModelValue,
  presentFields,
} from '../value/value';
import type { TemplateProperties } from './model-types';

/** Something that a version must have. */
export interface Need {
  readonly property: string;
  readonly since: ApiVersion;
  readonly origin: Origin;
}

/** All that a value below `properties` uses and that is newer than the oldest version. */
export function needsOf(properties: ModelObject<TemplateProperties>): readonly Need[] {
  const needs: Need[] = [];
  walk(properties, '', '', needs);
  const { source, distribute } = properties.fields;
  const version = source?.type === 'SharedImageVersion' ? source.fields.imageVersionId : undefined;
  if (version && literalText(version.names.at(-1)) === 'latest') {
    needs.push({
      property: 'versions/latest of a gallery source',
      since: latestGalleryVersionSince,
      origin: version.origin,
    });
  }
  if (version && sharedGalleryPath(version)) {
    needs.push({
      property: 'an image version of a direct shared gallery',
      since: sharedGallerySince,
      origin: version.origin,
    });
  }
  distribute?.items.forEach((target, index) => {
    const regions = field<ModelValue>(target, 'regions');
    if (regions?.kind !== 'list') return;
    regions.items.forEach((region, at) => {
      // What is said of one region has no place in a plain list of regions.
      for (const key of ['replicaCount', 'storageAccountType']) {
        const value = region.kind === 'object' ? field(region, key) : undefined;
        const since = propertySince['distribute[SharedImage].targetRegions'];
        const property = `distribute[${index}].regions[${at}].${key}`;
        if (value && since) needs.push({ property, since, origin: value.origin });
      }
    });
  });
  return needs;
}

/** @param key path as the tables have it; @param shown path as users write it */
function walk(value: ModelValue, key: string, shown: string, needs: Need[]): void {
  if (key !== '' && !pathsToNewer.has(key)) return;
  const since = propertySince[key];
  const origin = value.origin;
  if (since !== undefined) needs.push({ property: shown, since, origin });
  const later =
    value.kind === 'text' ? getOwn(valueSince[key] ?? {}, literalText(value) ?? '') : undefined;
  if (later !== undefined && value.kind === 'text') {
    needs.push({ property: `${shown}: ${literalText(value)}`, since: later, origin });
  }
  if (value.kind === 'list') {
    value.items.forEach((item, index) => {
      const type = item.kind === 'object' ? item.type : undefined;
      walk(item, `${key}[${type ?? ''}]`, `${shown}[${index}]`, needs);
    });
  }
  if (value.kind === 'object') {
    for (const [name, inner] of presentFields(value)) {
      const join = (path: string): string => (path === '' ? name : `${path}.${name}`);
      walk(inner, join(key), join(shown), needs);
    }
  }
}

/** Chooses the version; reports what a pinned one lacks. */
export function chooseVersion(
  pinned: { readonly version: string; readonly origin: Origin } | undefined,
  needs: readonly Need[],
  report: Report,
): { readonly version: ApiVersion; readonly origin: Origin } {
  if (pinned) {
    const name = pinned.version === 'latest' ? latestApiVersion : pinned.version;
    const version = apiVersions.find((one) => one === name) ?? defaultApiVersion;
    for (const need of needs) {
      if (isAtLeast(version, need.since)) continue;
      const { property, since, origin } = need;
      report(diagnose('AIB303', { property, since, version }, placeOfOrigin(origin)));
    }
    return { version, origin: pinned.origin };
  }
  const highest = needs.reduce<Need | undefined>(
    (best, need) => (best && isAtLeast(best.since, need.since) ? best : need),
    undefined,
  );
  if (
    !highest ||
    !isAtLeast(highest.since, defaultApiVersion) ||
    highest.since === defaultApiVersion
  ) {
    return {
      version: defaultApiVersion,
      origin: {
        kind: 'default',
        rule: 'api-version',
        reason: 'Nothing in the spec needs a newer version.',
        doc: docs.apiVersions,
      },
    };
  }
  return {
    version: highest.since,
    origin: {
      kind: 'derived',
      rule: 'api-version',
      reason: `"${highest.property}" exists since this version.`,
      doc: docs.apiVersions,
      ...(highest.origin.kind === 'spec' ? { span: highest.origin.span } : {}),
    },
  };
}
