import { createContext, useContext } from 'react';

/** Whether one stands in a popover: what opens there must belong to it, or a click on it counts as one outside and closes both. */
export const InPopover = createContext(false);

/** For the `withinPortal` of a dropdown: not when it opens from within a popover. */
export const useOwnPortal = (): boolean => !useContext(InPopover);
