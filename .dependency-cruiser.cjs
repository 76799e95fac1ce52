// Who may import whom. A message says where the code belongs instead. The pages (activity/client) are checked by
// Biome's noRestrictedImports and noImportCycles, because swc as the cruiser calls it does not read JSX.
const tests = '\\.test\\.ts$|/bench/|(^|/)test/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'A feature calls another in one direction. Move what both need to the one that is called.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'core-knows-no-surface',
      severity: 'error',
      comment: 'core knows no chat platform and no browser. What a surface needs goes into bots/ or activity/.',
      from: { path: '^core/' },
      to: { path: '^(bots|activity)/|node_modules/(discord\\.js|@slack/|express|socket\\.io|react)' },
    },
    {
      name: 'commands-know-no-chat',
      severity: 'error',
      comment: 'Commands and cards are for every chat. What only one chat has goes into its own folder of bots/.',
      from: { path: '^bots/src/(commands|cards)/', pathNot: tests },
      to: {
        path: '^activity/|^bots/src/(discord|slack|playground)/|node_modules/(discord\\.js|@slack/|express|react)',
      },
    },
    {
      name: 'discord-stays-in-discord',
      severity: 'error',
      comment: 'Only bots/discord knows Discord.',
      from: { pathNot: '^bots/(src/discord|test|bench)/' },
      to: { path: 'node_modules/(discord\\.js|@discordjs/)' },
    },
    {
      name: 'slack-stays-in-slack',
      severity: 'error',
      comment: 'Only bots/slack knows Slack.',
      from: { pathNot: '^bots/(src/slack|test|bench)/' },
      to: { path: 'node_modules/@slack/' },
    },
    {
      name: 'bots-know-no-pages',
      severity: 'error',
      comment: 'Bots share the wire with the pages through activity/protocol alone.',
      from: { path: '^bots/', pathNot: tests },
      to: { path: '^activity/(client|server)/' },
    },
    {
      name: 'server-knows-no-bots',
      severity: 'error',
      comment: 'main.ts mounts on the web server what the bots bring.',
      from: { path: '^activity/(server|protocol)/', pathNot: tests },
      to: { path: '^(bots|activity/client)/' },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      comment: 'A rule does no I/O and reads no clock. Reading and writing is for the verb beside it.',
      from: { path: '/rules/[^/]+\\.ts$', pathNot: tests },
      to: {
        path: '^core/src/platform/(?!text\\.ts|edit-distance\\.ts|errors\\.ts|ids\\.ts|words/)|^prisma/|node_modules/(pg|ioredis|@prisma|graphile-worker)|^(node:)?(fs|net|http|child_process)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      comment: 'The platform carries the features. What names a feature belongs to that feature or to core.ts.',
      from: { path: '^core/src/platform/', pathNot: tests },
      to: { path: '^core/src/(?!platform/)' },
    },
    {
      name: 'data-knows-nobody',
      severity: 'error',
      comment: 'The data folder is the ground floor.',
      from: { path: '^prisma/', pathNot: tests },
      to: { path: '^(core|bots|activity)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'generated/|/dist/|^activity/client/' },
    tsConfig: { fileName: 'tsconfig.json' },
    // TypeScript 7 has no API that dependency-cruiser could call; swc parses instead.
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
