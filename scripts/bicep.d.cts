/** What the compiler answers to one of its requests: `compile`, `compileParams`, `format`, `getSnapshot`. */
export interface BicepConnection {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each request has an answer of its own.
  readonly ask: (method: string, request: object) => Promise<any>;
  readonly stop: () => void;
}

/** Starts a compiler; `settings` are variables for it that the environment may override. */
export function connectBicep(
  path: string,
  settings?: Readonly<Record<string, string>>,
): BicepConnection;
