/**
 * Ends a `switch` over a tagged union: with a case missing, `value` is not `never` and the compiler reports this call.
 * Throws if a value of no declared kind gets here all the same.
 */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
