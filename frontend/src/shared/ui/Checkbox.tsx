import { IconCheck, IconMinus } from '@tabler/icons-react';
import { useEffect, useRef, type MouseEvent } from 'react';
import classes from './parts.module.css';

export interface CheckboxProps {
  label: string;
  checked: boolean;
  indeterminate?: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
  onClick?: (event: MouseEvent) => void;
}

/** The 16 px box of rows and heads (26 px to the touch). Forms use the Mantine one, which has its label beside it. */
export function Checkbox({ label, checked, indeterminate = false, disabled, onChange, onClick }: CheckboxProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = indeterminate;
  }, [indeterminate]);
  return (
    <span className={classes.checkbox} onClick={(event) => event.stopPropagation()}>
      <input
        ref={box}
        type="checkbox"
        aria-label={label}
        checked={checked}
        disabled={disabled}
        onClick={onClick}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span aria-hidden>{indeterminate ? <IconMinus size={12} stroke={3} /> : <IconCheck size={12} stroke={3} />}</span>
    </span>
  );
}
