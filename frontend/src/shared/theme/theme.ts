import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The ten steps of a token family as CSS variables; styles/mantine-vars.css holds the rest of the mapping. */
const steps = (name: string): MantineColorsTuple => Array.from({ length: 10 }, (_, step) => `var(--lv-${name}-${step})`) as unknown as MantineColorsTuple;

const duration = 120;

/** Mantine in our clothes. Nothing here makes a style element: variables are static (see styles/). */
export const theme = createTheme({
  primaryColor: 'petroleo',
  primaryShade: { light: 7, dark: 4 },
  colors: { petroleo: steps('primary'), gray: steps('gray'), dark: steps('dark') },
  fontFamily: 'var(--lv-font)',
  fontFamilyMonospace: 'var(--lv-mono)',
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // the shell scrolls inside, so the body never has to be locked (the lock would put in a style element)
    // (plain objects, not Modal.extend(): naming the components here would put them all into the first bundle)
    Modal: { defaultProps: { lockScroll: false, centered: true, transitionProps: { duration }, padding: 0 } },
    Drawer: { defaultProps: { lockScroll: false, transitionProps: { duration } } },
    ModalRoot: { defaultProps: { lockScroll: false } },
    DrawerRoot: { defaultProps: { lockScroll: false } },
    Popover: { defaultProps: { transitionProps: { duration }, shadow: 'md' } },
    Menu: { defaultProps: { transitionProps: { duration }, shadow: 'md', position: 'bottom-end', withInitialFocusPlaceholder: false } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false, transitionProps: { duration } } },
    Combobox: { defaultProps: { transitionProps: { duration } } },
    // the listbox itself scrolls: a box around it would want the keyboard's focus
    Select: { defaultProps: { withScrollArea: false }, styles: { options: { maxHeight: 220, overflowY: 'auto' } } },
    // heights and letters of the tokens: 16 px on a phone, where a browser zooms into anything smaller
    Input: { vars: () => ({ wrapper: { '--input-height': 'var(--lv-input)', '--input-fz': 'var(--lv-input-fz)' } }) },
    // hints and errors below the field, so that fields side by side stand on one line
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
  },
});
