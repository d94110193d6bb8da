/** Programs and threads. A run that has started one depends on more than the files that it has read itself. */

let started = false;

/** The library of Node.js for programs, loaded with the first one: it takes as long as a small spec. */
export function processes(): typeof import('node:child_process') {
  started = true;
  return require('node:child_process');
}

/** The library of Node.js for threads, loaded where there are many specs. */
export function threads(): typeof import('node:worker_threads') {
  started = true;
  return require('node:worker_threads');
}

/** True once a program or a thread may have been started. */
export function hasStartedOthers(): boolean {
  return started;
}
