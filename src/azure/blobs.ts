/**
 * Blobs: looked at, read in whole or from a place on, written.
 * @see https://learn.microsoft.com/rest/api/storageservices/blob-service-rest-api
 */
import { createHash } from 'node:crypto';
import type { Client } from './client';
import type { Look } from './image-templates';
import { isLost, isNotFound, ServiceError } from './service-error';
import { pauseAfter } from './long-running';

const blobRights = {
  read: 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
  write: 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write',
} as const;

/** State of a blob against the bytes that it should hold. */
export type BlobState = 'uploaded' | 'missing' | 'differs';

/** Compares a blob with what it should hold, by the checksums that it carries; where it has none, by its content. */
export async function blobState(
  client: Client,
  uri: string,
  content: { readonly bytes: Uint8Array; readonly sha256: string },
): Promise<BlobState> {
  try {
    const { header } = await client.blob({ method: 'HEAD', url: uri, right: blobRights.read });
    const sha256 = header('x-ms-meta-sha256');
    const md5 = header('content-md5');
    if (md5 !== undefined && md5 !== '') {
      return md5 === createHash('md5').update(content.bytes).digest('base64')
        ? 'uploaded'
        : 'differs';
    }
    if (sha256 !== undefined) return sha256 === content.sha256 ? 'uploaded' : 'differs';
    const { bytes } = await client.blob({ method: 'GET', url: uri, right: blobRights.read });
    return bytes.equals(content.bytes) ? 'uploaded' : 'differs';
  } catch (error) {
    if (isNotFound(error)) return 'missing';
    throw error;
  }
}

/** Writes a blob whole. A lost answer is looked up. */
export async function putBlob(
  client: Client,
  uri: string,
  content: { readonly bytes: Uint8Array; readonly sha256: string },
): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await client.blob({
        method: 'PUT',
        url: uri,
        bytes: content.bytes,
        right: blobRights.write,
        limit: 300_000,
        headers: {
          'x-ms-blob-type': 'BlockBlob',
          'x-ms-meta-sha256': content.sha256,
          'content-type': 'application/octet-stream',
        },
      });
      return;
    } catch (error) {
      if (!isLost(error)) throw error;
      await client.clock.sleep(pauseAfter(attempt));
      if ((await blobState(client, uri, content)) === 'uploaded') return;
      if (attempt >= 3) throw error;
    }
  }
}

/** A part of a blob: from a byte on, at most so many bytes. */
export interface BlobPart extends Look {
  readonly from: number;
  readonly size: number;
}

/** The bytes of a blob, or of a part of it; empty where the blob has no more. */
export async function readBlob(client: Client, uri: string, part?: BlobPart): Promise<Buffer> {
  const { from = 0, size = 0, ...look } = part ?? {};
  const headers = part ? { 'x-ms-range': `bytes=${from}-${from + size - 1}` } : {};
  try {
    const request = {
      method: 'GET',
      url: uri,
      right: blobRights.read,
      limit: 120_000,
      ...look,
      headers,
    } as const;
    const { bytes, status } = await client.blob(request);
    // A server that knows no ranges gives the whole.
    return status === 200 && from > 0 ? bytes.subarray(from) : bytes;
  } catch (error) {
    // There is nothing after that byte yet.
    if (error instanceof ServiceError && error.status === 416) return Buffer.alloc(0);
    throw error;
  }
}

/** Names of the blobs of a container, the newest first. */
export async function listBlobs(
  client: Client,
  container: string,
  look: Look = {},
): Promise<readonly { readonly name: string; readonly modified: number }[]> {
  const all: { name: string; modified: number }[] = [];
  let marker = '';
  do {
    const query = `?restype=container&comp=list${marker === '' ? '' : `&marker=${encodeURIComponent(marker)}`}`;
    const { bytes } = await client.blob({
      method: 'GET',
      url: `${container}${query}`,
      right: blobRights.read,
      ...look,
    });
    const text = bytes.toString('utf8');
    for (const [, blob = ''] of text.matchAll(/<Blob>([^]*?)<\/Blob>/g)) {
      const [, name = ''] = /<Name>([^<]*)<\/Name>/.exec(blob) ?? [];
      const [, modified = ''] = /<Last-Modified>([^<]*)<\/Last-Modified>/.exec(blob) ?? [];
      all.push({ name: unescapeXml(name), modified: Date.parse(modified) || 0 });
    }
    marker = unescapeXml(/<NextMarker>([^<]*)<\/NextMarker>/.exec(text)?.[1] ?? '');
  } while (marker !== '');
  return all.toSorted((a, b) => b.modified - a.modified);
}

function unescapeXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
