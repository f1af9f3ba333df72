import { defineConfig } from 'orval';

/** Typed client made from the snapshot of the API document; every call goes through the one Axios instance. */
export default defineConfig({
  levitiis: {
    input: '../contracts/openapi.json',
    output: {
      target: 'src/api/generated/client.ts',
      schemas: 'src/api/generated/model',
      mode: 'tags-split',
      client: 'axios-functions',
      clean: ['!**/idempotent.ts'], // everything but what scripts/idempotent.mjs writes, and the mutator needs
      override: { mutator: { path: 'src/api/mutator.ts', name: 'request' } },
    },
  },
});
