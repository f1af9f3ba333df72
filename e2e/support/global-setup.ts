import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const START_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_MS = 20_000;

/**
 * Start `levitiis demo` on a free port with an empty data folder, and end it afterwards.
 * With LEVITIIS_E2E_URL and LEVITIIS_E2E_DATA set, a demo that already runs is used instead.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  if (process.env.LEVITIIS_E2E_URL) return async () => undefined;
  const data = mkdtempSync(join(tmpdir(), 'levitiis-e2e-'));
  const port = await freePort();
  const server = spawn(command(), ['demo', '--port', String(port), '--data-dir', data], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output: string[] = [];
  for (const stream of [server.stdout, server.stderr]) stream?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  process.env.LEVITIIS_E2E_URL = `http://localhost:${port}`;
  process.env.LEVITIIS_E2E_DATA = data;
  try {
    await ready(server, `http://localhost:${port}/health/ready`);
  } catch (error) {
    await stop(server);
    throw new Error(`levitiis demo did not start: ${String(error)}\n${output.join('').slice(-4000)}`);
  }
  return async () => {
    await stop(server);
    rmSync(data, { recursive: true, force: true });
  };
}

/** The project's own environment first, then the one on the path. */
function command(): string {
  const own = resolve(import.meta.dirname, '../../.venv/bin/levitiis');
  return process.env.LEVITIIS_COMMAND || (existsSync(own) ? own : 'levitiis');
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function ready(server: ChildProcess, url: string): Promise<void> {
  const end = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < end) {
    if (server.exitCode !== null) throw new Error(`it ended with code ${server.exitCode}`);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((wait) => setTimeout(wait, 300));
  }
  throw new Error('it was not ready in time');
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((done) => server.once('exit', done));
  server.kill('SIGINT');
  const late = setTimeout(() => server.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(late);
}
