import { defineConfig } from '@playwright/test';

/** Debian's Chromium unless the environment names another. */
const CHROMIUM = process.env.LEVITIIS_CHROMIUM || '/usr/bin/chromium';

/** Quiet, and able to run as root in a container; the camera shows a moving pattern. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
];

export default defineConfig({
  testDir: './specs',
  outputDir: './output/results',
  globalSetup: './support/global-setup.ts',
  fullyParallel: false,
  workers: Number(process.env.LEVITIIS_E2E_WORKERS || 2),
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    headless: true,
    // The deployment's certificate is self-signed when the tests start it.
    ignoreHTTPSErrors: process.env.LEVITIIS_E2E_BEHIND_NGINX === '1' || !!process.env.LEVITIIS_E2E_URL?.startsWith('https://localhost'),
    viewport: { width: 1440, height: 900 },
    locale: 'pt-BR',
    timezoneId: 'America/Sao_Paulo',
    colorScheme: 'light',
    actionTimeout: 20_000,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: { executablePath: CHROMIUM, args: FLAGS },
  },
});
