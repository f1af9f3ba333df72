import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { loadEnv } from 'vite';
import { defineConfig } from 'vitest/config';

/** The API of `levitiis serve` or `levitiis demo`; the development server hands every call on to it. */
const DEFAULT_API = 'http://localhost:8000';

export default defineConfig(({ mode }) => {
  const env = loadEnv(mode, process.cwd(), 'VITE_');
  const target = env.VITE_API_BASE_URL || DEFAULT_API;
  return {
    plugins: [react()],
    resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
    server: {
      port: Number(process.env.PORT ?? 5173),
      proxy: {
        '/api': { target, changeOrigin: true, ws: true },
        '/health': { target, changeOrigin: true },
      },
    },
    build: {
      target: 'es2022',
      manifest: true,
      assetsInlineLimit: 0, // the policy of the server allows files of its own only, no data: addresses
      reportCompressedSize: false,
      chunkSizeWarningLimit: 900,
    },
    test: {
      environment: 'jsdom',
      globals: true,
      setupFiles: ['./src/mocks/setup.ts'],
      css: false,
      restoreMocks: true,
      testTimeout: 60_000,
      maxWorkers: 2,
    },
  };
});
