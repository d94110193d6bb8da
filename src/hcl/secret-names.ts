/** Tells secrets from other values: none of them gets into a spec or a report. */

const secretWords =
  /secret|passw(?:or)?d|passphrase|token|api_?key|access_?key|private_?key|account_?key|connection_?string|\bsas\b|_sas$|^sas_|credential/i;

/** Whether a name says that its value is a secret; names of places and times around secrets do not. */
export function isSecretName(name: string): boolean {
  return secretWords.test(name) && !/_(?:url|uri|path|name|id|ttl|timeout|file)$/i.test(name);
}
