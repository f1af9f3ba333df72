import { expect, test } from '../support/test';
import type { Page } from '@playwright/test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import config from '../playwright.config';

const FOLDER = mkdtempSync(join(tmpdir(), 'levitiis-camera-'));
const FILM = join(FOLDER, 'code.y4m');
const { executablePath, args } = config.use!.launchOptions!;

/** What the camera shows is a film that the test draws first. */
test.use({ launchOptions: { executablePath, args: [...args!, `--use-file-for-fake-video-capture=${FILM}`] } });
test.afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

const [WIDTH, HEIGHT, PAPER, INK, TABLE] = [640, 480, 225, 40, 110];

/** A film of a code on paper, turned a little, that comes into sight and goes again. */
function film(modules: Set<string>, size: number): void {
  const picture = (shown: boolean) => {
    const luma = Buffer.alloc(WIDTH * HEIGHT);
    const [cos, sin] = [Math.cos(0.25), Math.sin(0.25)];
    const scale = 240 / size;
    for (let y = 0; y < HEIGHT; y += 1) {
      for (let x = 0; x < WIDTH; x += 1) {
        const u = ((x - WIDTH / 2) * cos + (y - HEIGHT / 2) * sin) / scale + size / 2;
        const v = ((y - HEIGHT / 2) * cos - (x - WIDTH / 2) * sin) / scale + size / 2;
        const onPaper = u >= -3 && v >= -3 && u < size + 3 && v < size + 3;
        const dark = shown && modules.has(`${Math.floor(u)},${Math.floor(v)}`);
        luma[y * WIDTH + x] = dark ? INK : onPaper ? PAPER : TABLE;
      }
    }
    return Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((WIDTH * HEIGHT) / 2, 128)]);
  };
  const [blank, code] = [picture(false), picture(true)];
  const frames = Array.from({ length: 40 }, (_, index) => (index < 8 ? blank : code));
  writeFileSync(FILM, Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`), ...frames]));
}

/** The QR code that the page of an asset shows, as its dark modules. */
async function codeOnPage(page: Page): Promise<{ modules: Set<string>; size: number }> {
  const svg = page.getByRole('img', { name: /Código QR do ativo/ });
  await expect(svg).toBeVisible();
  const [box, path] = await svg.evaluate((element) => [element.getAttribute('viewBox')!, element.querySelector('path:last-of-type')!.getAttribute('d')!]);
  return { size: Number(box.split(' ')[2]), modules: new Set([...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map((match) => `${match[1]},${match[2]}`)) };
}

test('the camera reads the code of an asset and opens it', async ({ page, signIn, screens }) => {
  await signIn('technician', '/ativos');
  await page.locator('tr[data-row] a').nth(3).click();
  await expect(page).toHaveURL(/\/ativos\/\d+$/);
  const address = page.url();
  const { modules, size } = await codeOnPage(page);
  expect(modules.size).toBeGreaterThan(200);
  film(modules, size);
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  await page.goto('/ler?modo=varios');
  await page.getByRole('button', { name: 'Usar a câmera' }).click();
  await expect(page.getByText('1 ativo lido')).toBeVisible();
  await screens('ler-camera');
  expect(fetched.filter((url) => url.endsWith('.wasm')).map((url) => new URL(url).origin)).toEqual([new URL(address).origin]);
  expect(fetched.filter((url) => url.startsWith('http') && new URL(url).origin !== new URL(address).origin)).toEqual([]);
  await page.getByText('Abrir o ativo').click();
  await page.getByRole('button', { name: 'Usar a câmera' }).click();
  await expect(page).toHaveURL(address);
});

test('a keyboard scanner: Enter, Tab and LF end a code; several are acted on together', async ({ page, signIn, screens, allowErrors }) => {
  allowErrors(/status of 404/);
  await signIn('administrator', '/ativos');
  const rows = page.locator('tr[data-row]');
  await expect(rows.first()).toBeVisible();
  const tags = await Promise.all([0, 1, 2].map(async (index) => (await rows.nth(index).locator('[title]').first().getAttribute('title'))!));
  await page.goto('/ler?modo=varios');
  await expect(page.getByLabel('Código do ativo')).toBeFocused();
  await page.keyboard.type(tags[0]!);
  await page.keyboard.press('Enter');
  await page.keyboard.type(tags[1]!);
  await page.keyboard.press('Tab');
  await page.keyboard.type(tags[2]!);
  await page.keyboard.press('Control+j');
  await page.keyboard.type('nao-existe');
  await page.keyboard.press('Enter');
  await expect(page.getByText('3 ativos lidos')).toBeVisible();
  await expect(page.getByText('Código desconhecido').first()).toBeVisible();
  await screens('ler-varios-lidos');
  await page.getByRole('button', { name: `Desfazer a leitura de ${tags[1]}` }).click();
  await expect(page.getByText('2 ativos lidos')).toBeVisible();
  await page.getByRole('region', { name: 'Ativos lidos' }).getByRole('button', { name: 'Etiquetas' }).click();
  await expect(page.getByRole('dialog', { name: 'Etiquetas de 2 ativos' })).toBeVisible();
});
