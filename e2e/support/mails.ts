import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from './test';
import { dataDir } from './server';

export interface Letter {
  to: string[];
  subject: string;
  text: string;
}

const folder = () => join(dataDir(), 'mails');

/** The deployment under test sends its mail to a folder; `levitiis demo` sends none. */
export const sendsMail = (): boolean => existsSync(folder());

/** The first letter to somebody whose text says this, as soon as it is there. */
export async function letterTo(address: string, says: RegExp): Promise<Letter> {
  const find = () => lettersTo(address).find((letter) => says.test(letter.text));
  await expect.poll(() => find() !== undefined, { message: `a letter to ${address}: ${says}` }).toBe(true);
  return find()!;
}

function lettersTo(address: string): Letter[] {
  const files = readdirSync(folder()).filter((name) => name.endsWith('.json')).sort();
  return files.map((name) => JSON.parse(readFileSync(join(folder(), name), 'utf8')) as Letter).filter((letter) => letter.to.includes(address));
}
