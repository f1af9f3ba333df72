import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { Link, type LinkProps } from 'react-router';
import { cx } from '../lib/cx';
import classes from './Button.module.css';

export type ButtonVariant = 'primary' | 'default' | 'quiet' | 'link' | 'danger';

interface Look {
  /** At most one `primary` on a screen. */
  variant?: ButtonVariant;
  size?: 'sm' | 'md' | 'touch';
  icon?: ReactNode;
  rightIcon?: ReactNode;
  grow?: boolean;
  full?: boolean;
}

export interface ButtonProps extends Look, Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'size'> {
  /** Shows a spinner in place of the text, keeps the width and ignores clicks. */
  loading?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

const look = ({ variant = 'default', size = 'md', grow, full }: Look, extra?: string) =>
  cx(classes.btn, variant !== 'default' && classes[variant], size !== 'md' && classes[size], grow && classes.grow, full && classes.full, extra);

/** The button of every screen. The text says the verb ("Importar 5.724 ativos"). */
export function Button({ variant, size, icon, rightIcon, grow, full, loading, children, className, disabled, type = 'button', onClick, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled}
      aria-busy={loading || undefined}
      onClick={loading ? (event) => event.preventDefault() : onClick}
      className={look({ variant, size, grow, full }, cx(loading && classes.busy, className))}
    >
      {icon}
      <span>{children}</span>
      {rightIcon}
      {loading && <i className={classes.spinner} aria-hidden />}
    </button>
  );
}

/** A link that looks like a button. */
export function LinkButton({ variant, size, icon, rightIcon, grow, full, children, className, ...rest }: Look & LinkProps) {
  return (
    <Link {...rest} className={look({ variant, size, grow, full }, className)}>
      {icon}
      {children && <span>{children}</span>}
      {rightIcon}
    </Link>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, 'icon' | 'rightIcon' | 'children' | 'aria-label'> {
  /** Read aloud and shown as the tooltip; an icon never stands without a name. */
  label: string;
  children: ReactNode;
}

/** A square button with an icon. */
export function IconButton({ label, variant = 'quiet', size, grow, full, className, children, type = 'button', loading, ...rest }: IconButtonProps) {
  return (
    <button {...rest} type={type} title={label} aria-label={label} aria-busy={loading || undefined} className={look({ variant, size, grow, full }, cx(classes.icon, loading && classes.busy, className))}>
      <span style={{ display: 'grid' }}>{children}</span>
      {loading && <i className={classes.spinner} aria-hidden />}
    </button>
  );
}
