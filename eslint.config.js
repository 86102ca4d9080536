// Type-aware rules only: Biome formats and lints syntax. A lost promise here can be a lost report.
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const noAmbientWorld = [
  { object: 'Date', property: 'now', message: 'Take the clock from World.' },
  { object: 'Math', property: 'random', message: 'Take randomness from World.' },
  { object: 'performance', property: 'now', message: 'Take the clock from World.' },
];
const noBareDate = {
  selector: "NewExpression[callee.name='Date'][arguments.length=0]",
  message: 'Take the clock from World.',
};

export default tseslint.config(
  { ignores: ['dist/**', 'build/**', 'release/**', 'node_modules/**', 'test-results/**', '*.config.js'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: { allowDefaultProject: [] }, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unsafe-assignment': 'error',
      '@typescript-eslint/no-unsafe-call': 'error',
      '@typescript-eslint/no-unsafe-member-access': 'error',
      '@typescript-eslint/no-unsafe-return': 'error',
      '@typescript-eslint/no-unsafe-argument': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      'max-lines': ['error', { max: 400 }],
    },
  },
  {
    files: ['shared/**/*.ts', 'electron/**/*.ts'],
    ignores: ['electron/base/world.ts', '**/*.test.ts'],
    rules: {
      'no-restricted-properties': ['error', ...noAmbientWorld],
      'no-restricted-syntax': ['error', noBareDate],
      'no-restricted-globals': ['error', { name: 'fetch', message: 'Archives are reached through base/http.' }],
    },
  },
  {
    files: ['renderer/**/*.ts', 'renderer/**/*.tsx'],
    plugins: { 'react-hooks': hooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
);
