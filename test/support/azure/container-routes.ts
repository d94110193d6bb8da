import { guarded, notFound, page } from './replies';
import type { Azure, Reply, Seen } from './state';

const type = 'Microsoft.ContainerInstance/containerGroups';

/** The containers that build images, by staging group: listed, and their logs, which grow with each look. */
export function containerRoute(azure: Azure, seen: Seen): Reply {
  const { path, query } = seen;
  const [, group = ''] = /\/resourcegroups\/([^/]+)/i.exec(path) ?? [];
  const found = azure.containers.get(group.toLowerCase());
  const name = `vmimagebuilder-build-container-${group.toLowerCase()}`;
  if (/\/containerGroups$/i.test(path)) {
    const all = found ? [{ name, properties: { containers: [{ name }] } }] : [];
    return guarded(azure, `${type}/read`, path, () => page(azure, all, seen));
  }
  return guarded(azure, `${type}/containers/logs/read`, path, () => {
    if (!found) return notFound(path);
    const lines = found.lines.slice(0, found.shown);
    if (found.gone && found.shown >= found.lines.length + found.growth) {
      azure.containers.delete(group.toLowerCase());
      found.gone();
      return notFound(path);
    }
    found.shown += found.growth;
    const tail = Number(query.get('tail') ?? lines.length);
    const shown = tail === 0 ? [] : lines.slice(-tail);
    return { status: 200, body: { content: shown.map((line) => `${line}\n`).join('') } };
  });
}
