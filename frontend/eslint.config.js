import boundaries from 'eslint-plugin-boundaries';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** Who may import whom: app > features > entities > shared > api, and features do not see each other. */
const LAYERS = { app: ['features', 'entities', 'shared', 'api'], features: ['entities', 'shared', 'api'], entities: ['shared', 'api'], shared: ['api'], api: [] };

const policies = Object.entries(LAYERS).map(([from, to]) => ({
  from: { element: { type: from } },
  allow: { to: { element: { types: { anyOf: to.length > 0 ? to : ['none'] } } } },
}));
const own = [
  ...['app', 'entities', 'shared', 'api'].map((type) => ({ from: { element: { type } }, allow: { to: { element: { type } } } })),
  { from: { element: { type: 'features' } }, allow: { to: { element: { type: 'features', captured: { feature: '{{ from.element.captured.feature }}' } } } } },
];

export default tseslint.config(
  { ignores: ['dist', 'src/api/generated', 'coverage', 'scripts'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { globals: globals.browser, parserOptions: { projectService: { allowDefaultProject: ['eslint.config.js', 'vite.config.ts', 'orval.config.ts', 'public/*.js'] }, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'max-lines': ['error', { max: 400 }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }],
      'no-restricted-syntax': [
        'error',
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'Markup from data is never put into the page.' },
        { selector: "JSXAttribute[name.name='href'] > Literal[value=/^javascript:/i]", message: 'No script addresses.' },
      ],
      'no-restricted-globals': ['error', { name: 'fetch', message: 'Every call goes through src/api/http.ts.' }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/mocks/**', 'src/**/*.test.{ts,tsx}'],
    plugins: { boundaries },
    settings: {
      'import/resolver': { typescript: { project: './tsconfig.json' } },
      'boundaries/elements': [
        { type: 'app', pattern: 'src/app' },
        { type: 'features', pattern: 'src/features/*', capture: ['feature'] },
        { type: 'entities', pattern: 'src/entities' },
        { type: 'shared', pattern: 'src/shared' },
        { type: 'api', pattern: 'src/api' },
      ],
    },
    rules: { 'boundaries/dependencies': ['error', { default: 'disallow', policies: [...policies, ...own] }] },
  },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
);
