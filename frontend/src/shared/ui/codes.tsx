import type { ComponentType, ReactNode } from 'react';
import { Link } from 'react-router';
import { cx } from '../lib/cx';
import classes from './parts.module.css';

/** The plaqueta: the code of an asset as it is on the thing. Document numbers are plain mono, never a plate. */
export function Plate({ code, size = 'md' }: { code: string; size?: 'md' | 'lg' }) {
  return (
    <span className={cx(classes.plate, size === 'lg' && classes.large)} title={code}>
      <span>{code}</span>
    </span>
  );
}

/** Serial numbers, keys and other codes in running text. */
export function Code({ children }: { children: ReactNode }) {
  return <span className="mono">{children}</span>;
}

export type Tone = 'success' | 'info' | 'warning' | 'danger' | 'loan' | 'transit' | 'neutral';

export interface BadgeProps {
  tone: Tone;
  /** 13 px icon; a status is always colour, icon and word. */
  icon: ReactNode;
  /** Ordinary states in lists: icon and word without fill, so that exceptions are what is seen. */
  quiet?: boolean;
  children: ReactNode;
}

/** Colour, icon and word of a status. For assets use `StatusBadge` of entities/asset. */
export function Badge({ tone, icon, quiet, children }: BadgeProps) {
  return (
    <span className={cx(classes.badge, tone, quiet && classes.quiet)}>
      {icon}
      {children}
    </span>
  );
}

/** How a state looks: its colour and its icon. */
export type Look = { tone: Tone; Icon: ComponentType<{ size?: number; stroke?: number }> };

/** A state by its look and its word. */
export function StateMark({ look: { tone, Icon }, text, quiet }: { look: Look; text: string; quiet?: boolean }) {
  return (
    <Badge tone={tone} icon={<Icon size={13} stroke={2} />} quiet={quiet}>
      {text}
    </Badge>
  );
}

/** A number beside a tab, menu entry or title. */
export function CountBadge({ value, hot, label }: { value: ReactNode; hot?: boolean; label?: string }) {
  return (
    <span className={cx(classes.count, hot && classes.hot)}>
      {value}
      {label && <span className="sr"> {label}</span>}
    </span>
  );
}

export interface PathStep {
  label: string;
  to?: string;
}

/** Where this page stands: every step but the last is a link. */
export function PagePath({ steps, label }: { steps: PathStep[]; label: string }) {
  return (
    <nav aria-label={label} style={{ minWidth: 0 }}>
      <ol className={classes.path}>
        {steps.map((step, index) => (
          <li key={`${index}-${step.label}`} aria-current={index === steps.length - 1 ? 'page' : undefined}>
            {index > 0 && <span aria-hidden>›</span>}
            {step.to ? <Link to={step.to}>{step.label}</Link> : <span className="ell">{step.label}</span>}
          </li>
        ))}
      </ol>
    </nav>
  );
}
