import nx from '@nx/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * The arrows: apps -> features and adapters -> core -> platform -> vocabulary. Every project carries tags; nothing here is `*`.
 * A project's `type` says what it is, its `scope` where it runs.
 */
const arrows = [
  { sourceTag: 'type:vocabulary', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'type:protocol', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'type:schema', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'type:ui', onlyDependOnLibsWithTags: [], bannedExternalImports: ['@tanstack/*', 'openapi-fetch'] },
  { sourceTag: 'type:tools', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'type:e2e', onlyDependOnLibsWithTags: ['type:e2e'] },
  { sourceTag: 'type:platform', onlyDependOnLibsWithTags: ['type:vocabulary'] },
  { sourceTag: 'type:testing', onlyDependOnLibsWithTags: ['type:vocabulary', 'type:platform', 'type:schema'] },
  { sourceTag: 'type:accounts', onlyDependOnLibsWithTags: ['type:vocabulary', 'type:platform', 'type:testing'] },
  { sourceTag: 'type:media', onlyDependOnLibsWithTags: ['type:vocabulary', 'type:platform', 'type:testing'] },
  { sourceTag: 'type:core', onlyDependOnLibsWithTags: ['type:vocabulary', 'type:platform', 'type:testing'] },
  // The two adapters never import each other: neither carries a tag the other may depend on.
  {
    sourceTag: 'context:whatsapp',
    onlyDependOnLibsWithTags: ['type:core', 'type:media', 'type:platform', 'type:vocabulary', 'type:protocol', 'type:testing'],
  },
  {
    sourceTag: 'context:admin-chat',
    onlyDependOnLibsWithTags: ['type:core', 'type:media', 'type:accounts', 'type:platform', 'type:vocabulary', 'type:testing'],
  },
  { sourceTag: 'type:client', onlyDependOnLibsWithTags: ['type:vocabulary'], bannedExternalImports: ['react', 'react-*'] },
  { sourceTag: 'type:feature', onlyDependOnLibsWithTags: ['type:client', 'type:ui', 'type:vocabulary'] },
  {
    sourceTag: 'scope:server',
    onlyDependOnLibsWithTags: ['scope:server', 'scope:shared', 'scope:protocol'],
    bannedExternalImports: ['react', 'react-*', '@tanstack/*'],
  },
  {
    sourceTag: 'scope:web',
    onlyDependOnLibsWithTags: ['scope:web', 'scope:ui', 'scope:shared'],
    bannedExternalImports: ['@nestjs/*', 'typeorm', 'pg', 'fastify'],
  },
  { sourceTag: 'scope:phone', onlyDependOnLibsWithTags: ['scope:ui'], bannedExternalImports: ['@nestjs/*', 'typeorm', 'pg'] },
  // The simulator must not share our mistakes: of ours it knows Meta's wire and nothing else.
  { sourceTag: 'scope:simulator', onlyDependOnLibsWithTags: ['type:protocol'], bannedExternalImports: ['@nestjs/*', 'typeorm', 'pg'] },
];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/out-tsc/**', '**/node_modules/**', '**/generated/**', '.data/**', 'tools/bench/limit/**'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { allow: [], depConstraints: arrows, enforceBuildableLibDependency: false, checkDynamicDependenciesExceptions: [] },
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'max-params': ['error', 5],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    // Decorated constructors need their classes at run time; type-only imports would inject undefined.
    files: ['apps/api/**/*.ts', 'libs/server/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off', 'max-params': 'off' },
  },
  {
    files: ['libs/server/**/*.ts', 'apps/api/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Configuration is parsed once, in apps/api/src/config.' },
      ],
    },
  },
  {
    files: ['apps/api/src/config/**/*.ts', 'libs/server/testing/**/*.ts', '**/test/**/*.ts', '**/*.spec.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['libs/server/conversation/src/domain/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              // Of a folder of its own, `../` is still domain/.
              regex: '^(?!\\./|(\\.\\./){1,2}[a-z]|@parley/vocabulary$).*|^(\\.\\./)+(application|persistence|script)/',
              message: 'domain/ is pure: it imports domain/ and vocabulary, and gets time and ids as arguments.',
            },
          ],
        },
      ],
    },
  },
  { files: ['**/*.tsx', 'libs/web/**/*.ts'], plugins: { 'react-hooks': reactHooks }, rules: { ...reactHooks.configs.recommended.rules } },
  {
    files: ['**/*.tsx'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'Customer text is only ever a text node.' },
      ],
    },
  },
  {
    files: ['**/*.{mjs,js}'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { eqeqeq: 'error', 'max-lines': ['error', { max: 300 }] },
  },
);
