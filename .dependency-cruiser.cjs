// The one-way layout of src (docs/architecture.md). `npm run lint` checks it, type imports included.

/** The rooms of src, from left to right: a room imports only from itself and from the rooms before it. */
const rooms = [
  'lib',
  'service',
  'diagnostics',
  'value',
  'language',
  'spec',
  'image',
  'rights',
  'rules',
  'deployment',
  'emit',
  'inspect',
  'resolve.ts',
  'ready-made-texts.ts',
  'compile.ts',
  'arm',
  'hcl',
  'packer',
  'devbox',
  'terraform',
  'import',
  'upgrade',
  'format',
  'build-logs',
  'script-lint',
  'index.ts',
  'disk',
  'config',
  'project',
  'azure',
  'editor',
  'cli',
  'bin',
];

/** Rooms that run in a browser too: they touch no file, process, network or clock. */
const pure = rooms.slice(0, rooms.indexOf('disk'));

/**
 * A pattern for the files of some rooms.
 * @param {readonly string[]} names
 */
function pathOf(names) {
  const files = names.map((name) =>
    name.endsWith('.ts') ? name.replace('.', '\\.') + '$' : name + '/',
  );
  return `^src/(?:${files.join('|')})`;
}

const roomRules = rooms.slice(0, -1).map((room, index) => ({
  name: `${room}-imports-only-from-its-left`,
  comment: `src/${room} may import from: ${rooms.slice(0, index).join(', ') || 'nothing else'}.`,
  severity: 'error',
  from: { path: pathOf([room]) },
  to: { path: pathOf(rooms.slice(index + 1)) },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: 'every-file-has-a-room',
      comment: 'A new folder of src gets its place in the list of rooms.',
      severity: 'error',
      from: { path: '^src/', pathNot: [pathOf(rooms), '^src/globals\\.d\\.ts$'] },
      to: {},
    },
    {
      name: 'no-cycle',
      comment: 'Move what both files need into a third one.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'src-imports-only-src',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(?:test|scripts|manual|playground|dist)/' },
    },
    {
      name: 'pure-rooms-need-no-node',
      comment:
        'The library runs in a browser; node-crypto.ts replaces a package in the command only.',
      severity: 'error',
      from: { path: pathOf(pure), pathNot: '^src/lib/node-crypto\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-disk-touches-files-and-processes',
      severity: 'error',
      from: { path: '^src/', pathNot: pathOf(['disk', 'azure', 'bin']) },
      to: { path: '^(?:node:)?(?:fs|child_process)(?:/|$)' },
    },
    {
      name: 'paths-are-handled-in-lib-paths',
      comment: 'src/lib/paths.ts knows the rules of Windows too; only src/disk asks the system.',
      severity: 'error',
      from: { path: '^src/', pathNot: pathOf(['disk', 'azure', 'bin']) },
      to: { path: '^(?:node:)?path(?:/|$)' },
    },
    {
      name: 'only-azure-uses-a-network',
      comment: 'All other commands work offline. oxlint forbids `fetch` and `WebSocket` elsewhere.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/azure/' },
      to: {
        path: [
          '^(?:node:)?(?:http|http2|https|net|tls|dgram|dns|inspector)(?:/|$)',
          'node_modules/(?:undici|@azure|@typespec|ws|axios|got|node-fetch)(?:/|$)',
        ],
      },
    },
    {
      name: 'rendering-is-loaded-late',
      comment: 'The command loads src/emit/rendering.ts with import(): it is a bundle of its own.',
      severity: 'error',
      from: { path: '^src/(?:cli|bin|disk|project|editor)/' },
      to: {
        path: '^src/emit/(?:rendering|image-outputs|outputs)\\.ts$',
        dependencyTypesNot: ['dynamic-import'],
      },
    },
    {
      name: 'handlebars-renders-templates-of-users-only',
      comment: 'scripts/template-compiler.ts makes plain functions of the built-in templates.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(?:emit/user-templates/|globals)' },
      to: { path: 'node_modules/handlebars/' },
    },
    {
      name: 'imports-resolve',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.hbs$' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.d.ts', '.js', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
