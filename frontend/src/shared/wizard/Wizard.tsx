import { IconCheck } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from '../lib/cx';
import { PagePath, type PathStep } from '../ui/codes';
import classes from './wizard.module.css';

export interface WizardStep<Id extends string = string> {
  id: Id;
  label: string;
  done: boolean;
}

interface WizardProps<Id extends string> {
  crumbs: PathStep[];
  title: string;
  /** Right of the title: what is being worked on, and how to leave it. */
  meta?: ReactNode;
  steps: WizardStep<Id>[];
  current: Id;
  reachable: readonly Id[];
  onStep: (step: Id) => void;
  /** Beside the step where there is room. */
  aside?: ReactNode;
  /** Foot: the way back, what holds now ("Nada foi gravado ainda"), the way on. */
  back?: ReactNode;
  note?: ReactNode;
  next?: ReactNode;
  children: ReactNode;
}

/** Work in several steps on one thing: where one is, the step itself, and the way back and on. */
export function Wizard<Id extends string>({ crumbs, title, meta, steps, current, reachable, onStep, aside, back, note, next, children }: WizardProps<Id>) {
  const { t } = useTranslation('wizard');
  const body = useRef<HTMLDivElement>(null);
  const shown = useRef(current);
  useEffect(() => {
    if (shown.current === current) return;
    shown.current = current;
    body.current?.scrollTo?.({ top: 0 });
    body.current?.focus({ preventScroll: true });
  }, [current]);
  const at = steps.findIndex((step) => step.id === current);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div className="grow">
          <PagePath steps={crumbs} label={t('path')} />
          <h1 tabIndex={-1} title={title}>
            {title}
          </h1>
        </div>
        {meta && <div className={classes.meta}>{meta}</div>}
      </header>
      <ol className={classes.steps} aria-label={t('steps')}>
        {steps.map((step, index) => {
          const on = step.id === current;
          const open = reachable.includes(step.id) && !on;
          const sign = (
            <>
              <span className={classes.number} aria-hidden>
                {step.done && !on ? <IconCheck size={12} stroke={3} /> : index + 1}
              </span>
              <span>{step.label}</span>
              {step.done && !on && <span className="sr">{t('done')}</span>}
            </>
          );
          return (
            <li key={step.id} className={cx(on ? classes.on : step.done && classes.done)} aria-current={on ? 'step' : undefined}>
              {open ? (
                <button type="button" onClick={() => onStep(step.id)}>
                  {sign}
                </button>
              ) : (
                <span className={classes.closed}>{sign}</span>
              )}
            </li>
          );
        })}
      </ol>
      <div className={classes.body} data-aside={aside ? true : undefined}>
        <div className={classes.main} ref={body} tabIndex={-1} role="group" aria-label={t('step', { number: at + 1, of: steps.length, name: steps[at]?.label ?? '' })}>
          {children}
        </div>
        {aside && <aside className={classes.aside}>{aside}</aside>}
      </div>
      {(back || next || note) && (
        <footer className={classes.foot}>
          {back}
          <span className="grow" />
          {note && <span className={classes.note}>{note}</span>}
          {next}
        </footer>
      )}
    </div>
  );
}
