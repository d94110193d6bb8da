/** How much a diagnostic weighs: an error stops the build, a warning does so with `--strict`. */
export type Severity = 'error' | 'warning' | 'info';
