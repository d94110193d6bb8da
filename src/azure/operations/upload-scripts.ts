/** `upload`: scripts that steps name by path, put where the template looks for them. */
import {
  type AzureImage,
  type ImageResult,
  problem,
  type Script,
  type Session,
} from '../azure-image';
import { type BlobState, blobState, putBlob } from '../blobs';
import { Refusal } from '../failures';

/** A script and its state in the storage. */
interface Found {
  readonly script: Script;
  readonly state: BlobState | 'elsewhere';
}

/** The states of all scripts of an image, each address once. */
async function look({ client }: Session, image: AzureImage): Promise<readonly Found[]> {
  const scripts = [...new Map(image.scripts.map((one) => [one.uri, one])).values()];
  const found: Found[] = [];
  for (const script of scripts) {
    const state = client.isBlob(script.uri)
      ? await blobState(client, script.uri, script)
      : 'elsewhere';
    found.push({ script, state });
  }
  return found;
}

/** Refuses to deploy a template whose scripts are not where it looks for them. */
export async function refuseMissingScripts(session: Session, image: AzureImage): Promise<void> {
  const found = await look(session, image);
  const scripts = found
    .filter(({ state }) => state === 'missing' || state === 'differs')
    .map(({ script }) => script.path);
  if (scripts.length > 0) throw new Refusal(problem('AIB816', { scripts }));
}

/** Uploads what is missing or differs; with `list`, only says what is. */
export async function uploadScripts(
  session: Session,
  image: AzureImage,
  { list }: { readonly list: boolean },
): Promise<ImageResult> {
  const found = await look(session, image);
  const away = found.filter(({ state }) => state === 'elsewhere');
  if (away[0] && !list) {
    const { path, uri } = away[0].script;
    throw new Refusal(problem('AIB828', { path, why: `${uri} is not in blob storage` }));
  }
  const done: { readonly script: Script; readonly state: string }[] = [];
  for (const { script, state } of found) {
    const isNeeded = !list && (state === 'missing' || state === 'differs');
    if (isNeeded) {
      await putBlob(session.client, script.uri, script);
      session.tell(image.name, `${script.path} is uploaded`);
    }
    done.push({ script, state: isNeeded ? 'uploaded now' : state });
  }
  const open = done.some(({ state }) => state === 'missing' || state === 'differs');
  const count = `${done.length} ${done.length === 1 ? 'script' : 'scripts'}`;
  const now = done.filter(({ state }) => state === 'uploaded now').length;
  return {
    name: image.name,
    state: done.length === 0 ? 'no scripts' : open ? 'incomplete' : 'uploaded',
    data: {
      scripts: done.map(({ script: { path, uri, sha256 }, state }) => ({
        path,
        uri,
        sha256,
        state,
      })),
    },
    lines: [
      list ? count : `${count}, ${now} of them uploaded now`,
      ...done.map(({ script: { path, uri }, state }) => `${state.padEnd(12)} ${path} -> ${uri}`),
    ],
  };
}
