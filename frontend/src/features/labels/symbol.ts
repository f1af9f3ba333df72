import { encode } from 'uqr';

/** A QR code to look at: as many modules as a real one has, one stroke per run of dark ones. */
export function anySymbol(): { path: string; modules: number } {
  const { data } = encode('https://exemplo.local/q/abcdefghjkmnpqrstuvwxyz234', { border: 0, ecc: 'M' });
  const runs: string[] = [];
  data.forEach((line, row) => {
    for (let from = 0; from < line.length; from += 1) {
      let to = from;
      while (line[to]) to += 1;
      if (to > from) runs.push(`M${from} ${row}h${to - from}v1h${from - to}z`);
      from = to;
    }
  });
  return { path: runs.join(''), modules: data.length };
}
