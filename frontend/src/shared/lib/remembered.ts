import { useCallback, useState } from 'react';

const PREFIX = 'levitiis.remembered.';

function stored<T>(key: string, initial: T): T {
  try {
    const text = localStorage.getItem(PREFIX + key);
    return text === null ? initial : (JSON.parse(text) as T);
  } catch {
    return initial;
  }
}

/** A choice that this browser keeps for the next time (a label sheet, the sound of the scanner); nothing about data. */
export function useRemembered<T>(key: string, initial: T): [T, (value: T) => void] {
  const [value, setValue] = useState(() => stored(key, initial));
  const remember = useCallback(
    (next: T) => {
      setValue(next);
      try {
        localStorage.setItem(PREFIX + key, JSON.stringify(next));
      } catch {
        // a full or forbidden storage: the choice holds until the page is left
      }
    },
    [key],
  );
  return [value, remember];
}
