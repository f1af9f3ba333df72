/** Ends of a code as scanners send them: CR, LF or TAB. */
const BREAKS = /[\r\n\t]+/;

/** Our own opaque codes: 26 letters and digits, none of them 0, 1, i, l or o. */
const OPAQUE = '[2-9a-hjkmnp-z]{26}';
const ADDRESS = /\/q\/([^/?#\s]+)\/?(?:[?#].*)?$/i;
/** The same address typed by a scanner that is set to another keyboard ("httpsÇ;;casa;q;…"). */
const GARBLED = new RegExp(`[^a-z0-9]q[^a-z0-9](${OPAQUE})[^a-z0-9]*$`, 'i');
const ONLY_OPAQUE = new RegExp(`^${OPAQUE}$`, 'i');

/** The code inside what was read: the last part of our own addresses, or the text as it is. */
export function codeOf(text: string): string {
  const bare = text.trim();
  const found = ADDRESS.exec(bare)?.[1] ?? GARBLED.exec(bare)?.[1];
  const code = found === undefined ? bare : decoded(found);
  return ONLY_OPAQUE.test(code) ? code.toLowerCase() : code;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Every code in a pasted text: one a line, or a row of a spreadsheet. */
export function splitCodes(text: string): string[] {
  return text.split(BREAKS).map(codeOf).filter(Boolean);
}

/** The keys that end a code: Enter, Tab, and the control letters that some scanners send for CR and LF. */
export function endsCode(event: { key: string; ctrlKey: boolean; shiftKey: boolean; altKey: boolean; metaKey: boolean }): boolean {
  if (event.altKey || event.metaKey || event.shiftKey) return false;
  if (event.ctrlKey) return event.key === 'j' || event.key === 'm';
  return event.key === 'Enter' || event.key === 'Tab';
}
