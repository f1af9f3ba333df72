import { http as mock, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { server } from '@/mocks/server';
import { forgetFile, sendFile, WHOLE_BYTES } from './sending';

const ROOT = '/ativos/1/anexos';
const BIG = () => new File([new Uint8Array(WHOLE_BYTES + 500)], 'manual.pdf', { lastModified: 7 });
const PART = WHOLE_BYTES;
const asked: string[] = [];

beforeEach(() => {
  asked.length = 0;
  localStorage.clear();
});

/** A server that takes parts; `fail` answers in its place. */
function serve(fail: (request: Request, asked: string[]) => Response | undefined = () => undefined) {
  let offset = 0;
  const note = (request: Request) => {
    const url = new URL(request.url);
    asked.push(`${request.method} ${url.pathname.replace('/api/v1', '')}${url.search}`);
    return fail(request, asked);
  };
  server.use(
    mock.post('*/api/v1/ativos/1/anexos', ({ request }) => note(request) ?? HttpResponse.json({ id: 1 }, { status: 201 })),
    mock.post('*/api/v1/ativos/1/anexos/envios', ({ request }) => note(request) ?? HttpResponse.json({ id: 5, offset: 0, part_size: PART }, { status: 201 })),
    mock.get('*/api/v1/ativos/1/anexos/envios/5', ({ request }) => note(request) ?? HttpResponse.json({ id: 5, offset, part_size: PART })),
    mock.put('*/api/v1/ativos/1/anexos/envios/5', ({ request }) => {
      const failed = note(request);
      if (failed) return failed;
      const start = Number(new URL(request.url).searchParams.get('offset'));
      if (start !== offset) return HttpResponse.json({ code: 'attachments.wrong_offset', title: 'x', offset }, { status: 409 });
      offset = Math.min(start + PART, WHOLE_BYTES + 500);
      return HttpResponse.json({ id: 5, offset, part_size: PART });
    }),
    mock.post('*/api/v1/ativos/1/anexos/envios/5/conclusao', ({ request }) => note(request) ?? HttpResponse.json({ id: 2 }, { status: 201 })),
    mock.delete('*/api/v1/ativos/1/anexos/envios/5', ({ request }) => note(request) ?? new HttpResponse(null, { status: 204 })),
  );
}

const signal = () => new AbortController().signal;
const ignore = () => undefined;

test('a small file goes whole', async () => {
  serve();
  await sendFile(ROOT, new File(['x'], 'a.txt'), ignore, signal());
  expect(asked).toEqual(['POST /ativos/1/anexos']);
});

test('a large one goes in parts', async () => {
  serve();
  const made = await sendFile(ROOT, BIG(), ignore, signal());
  expect(made.id).toBe(2);
  expect(asked).toEqual(['POST /ativos/1/anexos/envios', 'PUT /ativos/1/anexos/envios/5?offset=0', `PUT /ativos/1/anexos/envios/5?offset=${PART}`, 'POST /ativos/1/anexos/envios/5/conclusao']);
});

test('what stopped half way goes on from there, also after the page was left', async () => {
  let broken = true;
  serve((request) => (broken && request.url.endsWith(`offset=${PART}`) ? HttpResponse.json({ code: 'request.invalid', title: 'x' }, { status: 422 }) : undefined));
  await expect(sendFile(ROOT, BIG(), ignore, signal())).rejects.toMatchObject({ status: 422 });
  broken = false;
  asked.length = 0;
  await sendFile(ROOT, BIG(), ignore, signal());
  expect(asked).toEqual(['GET /ativos/1/anexos/envios/5', `PUT /ativos/1/anexos/envios/5?offset=${PART}`, 'POST /ativos/1/anexos/envios/5/conclusao']);
});

test('a part that arrived although its answer was lost is not sent twice, and a server that contradicts itself ends it', async () => {
  serve((request) => (request.url.endsWith('offset=0') ? HttpResponse.json({ code: 'attachments.wrong_offset', title: 'x', offset: PART }, { status: 409 }) : undefined));
  await expect(sendFile(ROOT, BIG(), ignore, signal())).rejects.toMatchObject({ code: 'attachments.wrong_offset' });
  expect(asked.filter((line) => line.startsWith('PUT'))).toEqual(['PUT /ativos/1/anexos/envios/5?offset=0', `PUT /ativos/1/anexos/envios/5?offset=${PART}`]);
});

test('a file that is given up is forgotten on the server too', async () => {
  serve((request) => (request.url.endsWith('offset=0') ? HttpResponse.json({ code: 'request.invalid', title: 'x' }, { status: 422 }) : undefined));
  const file = BIG();
  await expect(sendFile(ROOT, file, ignore, signal())).rejects.toMatchObject({ status: 422 });
  await forgetFile(ROOT, file);
  expect(asked.at(-1)).toBe('DELETE /ativos/1/anexos/envios/5');
  await forgetFile(ROOT, file);
  expect(asked.filter((line) => line.startsWith('DELETE'))).toHaveLength(1);
});
