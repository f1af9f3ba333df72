import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';
import { baseUrl } from './server';

/** A wire to the server that can be cut and mended, which a browser cannot tell from the network. */
export interface Wire {
  url: string;
  cut: () => void;
  mend: () => void;
  close: () => Promise<void>;
}

export async function openWire(): Promise<Wire> {
  const target = new URL(baseUrl());
  const open = new Set<Socket>();
  let whole = true;
  const server = createServer((near) => {
    if (!whole) return void near.destroy();
    const far = createConnection(Number(target.port), '127.0.0.1');
    for (const [end, other] of [[near, far], [far, near]] as const) {
      open.add(end);
      end.on('error', () => other.destroy());
      end.on('close', () => (open.delete(end), other.destroy()));
      end.pipe(other);
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const drop = () => open.forEach((socket) => socket.destroy());
  return {
    url: `${target.protocol}//localhost:${(server.address() as AddressInfo).port}`,
    cut: () => ((whole = false), drop()),
    mend: () => void (whole = true),
    close: () => (drop(), new Promise((done) => server.close(() => done()))),
  };
}
