import { createHash } from 'node:crypto';
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { connect } from 'node:tls';
import { join, resolve } from 'node:path';
import { clearRecords } from './record';
import { program } from './server';

const START_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_MS = 60_000;
const PIPES: SpawnOptions = { stdio: ['ignore', 'pipe', 'pipe'] };

/**
 * Start `levitiis demo` on a free port with an empty data folder, and end it afterwards.
 * With LEVITIIS_E2E_BEHIND_NGINX=1 it is served as it is deployed, over HTTPS (scripts/serve-behind-nginx).
 * With LEVITIIS_E2E_URL and LEVITIIS_E2E_DATA set, a demo that already runs is used instead.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  clearRecords();
  if (process.env.LEVITIIS_E2E_URL) return async () => undefined;
  const data = mkdtempSync(join(tmpdir(), 'levitiis-e2e-'));
  const behind = process.env.LEVITIIS_E2E_BEHIND_NGINX === '1';
  const port = await freePort();
  const server = behind
    ? spawn(resolve(import.meta.dirname, '../../scripts/serve-behind-nginx'), ['--data-dir', data], PIPES)
    : spawn(program('levitiis'), ['demo', '--port', String(port), '--data-dir', data], PIPES);
  const output: string[] = [];
  for (const stream of [server.stdout, server.stderr]) stream?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  try {
    process.env.LEVITIIS_E2E_URL = behind ? await announced(server, output) : await ready(server, `http://localhost:${port}`);
    process.env.LEVITIIS_E2E_DATA = data;
    if (behind) process.env.LEVITIIS_E2E_KEY = await keyOf(process.env.LEVITIIS_E2E_URL);
  } catch (error) {
    await stop(server);
    throw new Error(`the server did not start: ${String(error)}\n${output.join('').slice(-4000)}`);
  }
  return async () => {
    await stop(server);
    rmSync(data, { recursive: true, force: true });
  };
}

/**
 * The SHA-256 of the public key that a server proves, in base64: the browser is told to trust it. A certificate that
 * it merely puts up with keeps everything out of its caches, so that each page is fetched and compiled anew.
 */
function keyOf(url: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((done, fail) => {
    const socket = connect({ host: hostname, port: Number(port), servername: hostname, rejectUnauthorized: false }, () => {
      const key = socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' });
      socket.end();
      if (key) done(createHash('sha256').update(key).digest('base64'));
      else fail(new Error('the server has no certificate'));
    });
    socket.on('error', fail);
  });
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

/** Wait until `levitiis demo` answers; its address. */
async function ready(server: ChildProcess, url: string): Promise<string> {
  await eventually(server, async () => (await fetch(`${url}/health/ready`).catch(() => null))?.ok === true);
  return url;
}

/** Wait for the address that scripts/serve-behind-nginx prints when it answers. */
async function announced(server: ChildProcess, output: string[]): Promise<string> {
  const address = () => /^https:\/\/\S+$/m.exec(output.join(''))?.[0];
  await eventually(server, async () => address() !== undefined);
  return address() ?? '';
}

async function eventually(server: ChildProcess, condition: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < end) {
    if (server.exitCode !== null) throw new Error(`it ended with code ${server.exitCode}`);
    if (await condition()) return;
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
