/** `aibgen lsp`: a language server on standard input and output. */
import type { Io } from '../io';

/** Runs until the editor ends it. */
export async function lsp(io: Io): Promise<never> {
  const { startServer } = await import('../../editor/server');
  return startServer({ ...io.stdio(), cwd: io.host.cwd });
}
