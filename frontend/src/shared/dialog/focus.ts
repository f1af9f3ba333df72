/**
 * Ref of what is inside a dialog: the first field to type in is where the focus trap begins,
 * rather than the button that closes. Where there is nothing to type, the trap decides.
 */
export function beginAtFirstField(container: HTMLElement | null): void {
  container?.querySelector('input:not([type=radio], [type=checkbox], :disabled), textarea')?.setAttribute('data-autofocus', '');
}
