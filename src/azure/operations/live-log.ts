/** The log of a running build as it grows: the blob, and until there is one the log of the container that builds. */
import type { Json } from '../../lib/json';
import type { AzureImage, Session } from '../azure-image';
import { readBlob } from '../blobs';
import { Refusal } from '../failures';
import type { Look, RunStatus } from '../image-templates';
import { isForbidden, isNotFound, type ServiceError } from '../service-error';
import { findContainer, readContainer } from './container-log';
import { findLogBlob, stagingGroupOf } from './log-blob';

/** What a log has gained since the last look. */
export interface LogPart {
  /** Whole lines; when the build is over, also what follows the last of them. */
  readonly text: string;
  /** True where lines before the text are missing. */
  readonly gap: boolean;
  /** True where the log has more already. */
  readonly more: boolean;
  readonly source: 'blob' | 'container';
}

/** A log that is read bit by bit. Keeps its place and its last lines, nothing else. */
export interface LiveLog {
  /**
   * Reads on. Where there is nothing to read yet or a right is missing, throws what keeps it from the blob: a Refusal or a
   * ServiceError.
   * @param live the template, as the service shows it
   */
  readonly read: (
    live: Json,
    status: RunStatus,
    options: { readonly over: boolean; readonly look?: Look },
  ) => Promise<LogPart>;
  /** Address of the blob; empty as long as there is none. */
  readonly uri: () => string;
  /** The rights that the last look was without: to the blob, and to the container. */
  readonly denied: () => readonly ServiceError[];
}

/** Bytes of a blob that are read at once. */
const partSize = 4 * 1024 * 1024;
/** Characters by which the place in the container's log is found again. */
const knownSize = 2_000;

/** Opens the log of an image. */
export function createLiveLog(session: Session, image: AzureImage): LiveLog {
  const { client } = session;
  let uri: string | undefined;
  let container: string | undefined;
  /** Bytes of the blob that were read; undefined until the end of what the container showed is found in it. */
  let offset: number | undefined = 0;
  let held = Buffer.alloc(0);
  let known = '';

  const readOnBlob = async (blob: string, over: boolean, look: Look): Promise<LogPart> => {
    let gap = false;
    if (offset === undefined) {
      const whole = await readBlob(client, blob);
      const found = endOfLine(whole, known);
      gap = found < 0;
      offset = gap ? whole.length : found;
    }
    const bytes = await readBlob(client, blob, { from: offset, size: partSize, ...look });
    offset += bytes.length;
    const more = bytes.length >= partSize;
    const all = Buffer.concat([held, bytes]);
    const end = over && !more ? all.length : all.lastIndexOf(10) + 1;
    held = all.subarray(end);
    return { text: all.subarray(0, end).toString('utf8'), gap, more, source: 'blob' };
  };

  const readOnContainer = async (path: string, look: Look): Promise<LogPart> => {
    try {
      const part = await readContainer(session, path, known, look);
      if (part.text !== '') {
        known = `${known}${part.text}`.slice(-knownSize);
        offset = undefined;
      }
      return { ...part, more: false, source: 'container' };
    } catch (error) {
      if (isNotFound(error)) container = undefined;
      throw error;
    }
  };

  /** The container's log, in place of a blob that cannot be read for the reason given. */
  const readInstead = async (live: Json, look: Look, reason: unknown): Promise<LogPart> => {
    const group = stagingGroupOf(live);
    if (group === undefined) throw reason;
    try {
      container ??= await findContainer(session, image, group, look);
    } catch (error) {
      if (isForbidden(error)) denied.push(error);
      throw reason;
    }
    if (container === undefined) throw reason;
    return readOnContainer(container, look);
  };

  let denied: ServiceError[] = [];
  return {
    uri: () => uri ?? '',
    denied: () => denied,
    read: async (live, status, { over, look = {} }) => {
      denied = [];
      if (container !== undefined && !over) {
        try {
          return await readOnContainer(container, look);
        } catch (error) {
          if (!isNotFound(error)) throw error;
        }
      }
      try {
        uri ??= await findLogBlob(session, image, live, status, look);
        return await readOnBlob(uri, over, look);
      } catch (error) {
        if (isForbidden(error)) denied.push(error);
        const unreadable = isForbidden(error) || isNotFound(error) || error instanceof Refusal;
        if (over || !unreadable) throw error;
        return readInstead(live, look, error);
      }
    },
  };
}

/** The byte after the last line that ends in the last of the lines given; -1 where there is none. */
function endOfLine(log: Buffer, lines: string): number {
  const [last = ''] = lines.trimEnd().split('\n').slice(-1);
  const at = last === '' ? -1 : log.lastIndexOf(`${last}\n`);
  return at < 0 ? -1 : at + Buffer.byteLength(last) + 1;
}
