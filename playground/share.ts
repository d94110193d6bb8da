/** A project as the `#` part of an address: `#s=` and its files, compressed. Nothing of it reaches a server. */
import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';

/** The files that somebody works on, and the one that is built. */
export interface Project {
  readonly entry: string;
  readonly files: Readonly<Record<string, string>>;
}

/** Chats and mail programs cut longer addresses. */
const maxAddress = 32_000;

/** A longer text is no project, but made to fill memory. */
const maxBytes = 2_000_000;

const prefix = 's=';

/** The `#` part without `#`; `undefined` for a project that is too large for an address. */
export function shareFragment({ entry, files }: Project): string | undefined {
  const packed = deflateSync(strToU8(JSON.stringify({ entry, files })), { level: 9 });
  const fragment = prefix + toBase64(packed);
  return fragment.length > maxAddress ? undefined : fragment;
}

/** Whether the `#` part of an address claims to hold a project. */
export function isShared(fragment: string): boolean {
  return fragment.startsWith(prefix);
}

/** The project of an address; `undefined` if the address was cut off, changed, or is no project. */
export function readShared(fragment: string): Project | undefined {
  try {
    return projectOf(JSON.parse(strFromU8(unpacked(fromBase64(fragment.slice(prefix.length))))));
  } catch {
    return undefined;
  }
}

function projectOf(value: unknown): Project | undefined {
  if (!isRecord(value) || typeof value.entry !== 'string' || !isRecord(value.files)) {
    return undefined;
  }
  const entries = Object.entries(value.files).flatMap(([name, text]) =>
    typeof text === 'string' && isFileName(name) ? [[name, text] as const] : [],
  );
  const files: Record<string, string> = Object.fromEntries(entries);
  const isWhole = entries.length === Object.keys(value.files).length;
  return isWhole && Object.hasOwn(files, value.entry) ? { entry: value.entry, files } : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A path below the folder of the specs: of the letters that all systems take, and of at most 120 of them. */
export function isFileName(name: string): boolean {
  return (
    name.length <= 120 &&
    /^[\w.-]+(?:\/[\w.-]+)*$/.test(name) &&
    !name.split('/').some((part) => /^\.+$/.test(part) || part === '__proto__')
  );
}

function unpacked(packed: Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const inflate = new Inflate((chunk) => {
    size += chunk.length;
    if (size > maxBytes) throw new RangeError('too large');
    chunks.push(chunk);
  });
  // In small pieces, so that a text made to fill memory is noticed early.
  const step = 1024;
  for (let at = 0; at < packed.length; at += step) {
    inflate.push(packed.subarray(at, at + step), at + step >= packed.length);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** Base64 of the form that addresses take. */
function toBase64(bytes: Uint8Array): string {
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64(text: string): Uint8Array {
  const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}
