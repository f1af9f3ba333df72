/** The token of a one-time link, taken from the address at once, so that it stays in no history and on no screen. */
export function takeToken(): string {
  const token = window.location.hash.slice(1);
  if (token) window.history.replaceState(window.history.state, '', window.location.pathname);
  return token;
}
