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

const TRUSTED = process.env.LEVITIIS_E2E_KEY ? [`--ignore-certificate-errors-spki-list=${process.env.LEVITIIS_E2E_KEY}`] : [];

const CLOSING = '**/closing.spec.ts';

export default defineConfig({
  testDir: './specs',
  outputDir: './output/results',
  globalSetup: './support/global-setup.ts',
  fullyParallel: false,
  workers: Number(process.env.LEVITIIS_E2E_WORKERS || 2),
  // a test that needs the second try is named at the end of the run, with the error of the first
  retries: 1,
  // limits only end what hangs: a busy machine is slow without being wrong
  timeout: 240_000,
  expect: { timeout: 60_000 },
  reporter: [['list']],
  // what the run as a whole must have left behind is looked at when everything else has passed
  projects: [
    { name: 'browser', testIgnore: CLOSING },
    { name: 'closing', testMatch: CLOSING, dependencies: ['browser'] },
  ],
  use: {
    headless: true,
    // The deployment's certificate is self-signed when the tests start it.
    ignoreHTTPSErrors: process.env.LEVITIIS_E2E_BEHIND_NGINX === '1' || !!process.env.LEVITIIS_E2E_URL?.startsWith('https://localhost'),
    viewport: { width: 1440, height: 900 },
    locale: 'pt-BR',
    timezoneId: 'America/Sao_Paulo',
    colorScheme: 'light',
    contextOptions: { reducedMotion: 'reduce' }, // nothing is looked at while it moves
    actionTimeout: 60_000,
    screenshot: 'only-on-failure',
    trace: process.env.LEVITIIS_E2E_TRACE ? 'retain-on-failure' : 'off', // a film of every test costs a third more time
    launchOptions: { executablePath: CHROMIUM, args: [...FLAGS, ...TRUSTED] },
  },
});
