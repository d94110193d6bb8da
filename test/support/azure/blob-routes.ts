import { createHash } from 'node:crypto';
import { guarded } from './replies';
import type { Azure, Reply, Seen } from './state';

const rights = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs';

function missing(code: string): Reply {
  return {
    status: 404,
    body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>not there</Message></Error>`,
  };
}

/** Blobs, by the path `/account/container/blob`. */
export function blobRoute(azure: Azure, { body, headers, method, path, query }: Seen): Reply {
  const read = `${rights}/read`;
  if (query.get('comp') === 'list') {
    return guarded(azure, read, path, () => {
      const names = [...azure.blobs.keys()].filter((key) => key.startsWith(`${path}/`));
      if (names.length === 0) return missing('ContainerNotFound');
      const blobs = names.map((name) => `<Blob><Name>${name.slice(path.length + 1)}</Name></Blob>`);
      return {
        status: 200,
        body: `<EnumerationResults><Blobs>${blobs.join('')}</Blobs><NextMarker/></EnumerationResults>`,
      };
    });
  }
  if (method === 'PUT') {
    return guarded(azure, `${rights}/write`, path, () => {
      const bytes = Buffer.from(body, 'latin1');
      const md5 = createHash('md5').update(bytes).digest('base64');
      azure.blobs.set(path, { bytes, headers: { 'content-md5': md5 } });
      return { status: 201 };
    });
  }
  return guarded(azure, read, path, () => {
    const found = azure.blobs.get(path);
    if (!found) return missing('BlobNotFound');
    const [range, start = '0', end] = /bytes=(\d+)-(\d*)/.exec(headers['x-ms-range'] ?? '') ?? [];
    const from = Number(start);
    if (range !== undefined && from >= found.bytes.length)
      return { status: 416, body: '<Error><Code>InvalidRange</Code></Error>' };
    const bytes = found.bytes.subarray(from, end ? Number(end) + 1 : undefined);
    return {
      status: range === undefined ? 200 : 206,
      headers: found.headers,
      ...(method === 'HEAD' ? {} : { body: bytes }),
    };
  });
}
