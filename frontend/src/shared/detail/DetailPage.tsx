import { Suspense, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { formatNumber } from '../lib/format';
import { CountBadge, PagePath, type PathStep } from '../ui/codes';
import { SkeletonRows } from '../ui/states';
import classes from './detail.module.css';

export interface DetailTab {
  /** In the address as `?aba=`; the first tab has none. */
  id: string;
  label: string;
  count?: number;
  content: ReactNode;
  /** Beside the content where there is room (the timeline). */
  aside?: ReactNode;
  /** Where there is no room beside: above the content, for a long one, instead of below. */
  asideFirst?: boolean;
}

export interface DetailPageProps {
  crumbs: PathStep[];
  /** Right of the crumbs: previous and next. */
  crumbsEnd?: ReactNode;
  picture?: ReactNode;
  /** Plate and status. */
  badges?: ReactNode;
  title: string;
  /** Place, responsible: one element each. */
  meta?: ReactNode;
  qr?: ReactNode;
  actions?: ReactNode;
  tabs: DetailTab[];
}

/** The page of one thing: what it is, what can be done with it, and its sections. */
export function DetailPage({ crumbs, crumbsEnd, picture, badges, title, meta, qr, actions, tabs }: DetailPageProps) {
  const { t } = useTranslation('shared');
  return (
    <div className={classes.page}>
      <div className={classes.crumbs}>
        <PagePath steps={crumbs} label={t('detail.path')} />
        <span className="grow" />
        {crumbsEnd}
      </div>
      <header className={classes.hero}>
        {picture && <div className={classes.picture}>{picture}</div>}
        <div className={classes.facts}>
          {badges && <div className={classes.badges}>{badges}</div>}
          <h1 tabIndex={-1}>{title}</h1>
          {meta && <div className={classes.meta}>{meta}</div>}
        </div>
        {qr}
        {actions}
      </header>
      <Tabs tabs={tabs} />
    </div>
  );
}

/** Tabs whose choice is in the address. Arrow keys move between them. */
export function Tabs({ tabs }: { tabs: DetailTab[] }) {
  const { t } = useTranslation('shared');
  const [params, setParams] = useSearchParams();
  const list = useRef<HTMLDivElement>(null);
  const active = tabs.find((tab) => tab.id === params.get('aba')) ?? tabs[0];
  if (!active) return null;
  const choose = (id: string) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (id === tabs[0]?.id) next.delete('aba');
        else next.set('aba', id);
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const at = (tabs.indexOf(active) + by + tabs.length) % tabs.length;
    choose(tabs[at]!.id);
    list.current?.querySelectorAll('button')[at]?.focus();
  };
  return (
    <>
      <div className={classes.tabs} role="tablist" aria-label={t('detail.tabs')} ref={list} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`tab-${tab.id}`}
            aria-selected={tab === active}
            aria-controls={tab === active ? `panel-${tab.id}` : undefined}
            tabIndex={tab === active ? 0 : -1}
            onClick={() => choose(tab.id)}
          >
            {tab.label}
            {tab.count !== undefined && <CountBadge value={formatNumber(tab.count)} />}
          </button>
        ))}
      </div>
      <div className={classes.panel} role="tabpanel" id={`panel-${active.id}`} aria-labelledby={`tab-${active.id}`} data-aside={active.aside ? (active.asideFirst ? 'first' : 'last') : undefined}>
        <Suspense fallback={<SkeletonRows rows={6} />}>
          {active.content}
          {active.aside}
        </Suspense>
      </div>
    </>
  );
}

/** The facts at the left, what belongs to the thing at the right; `above` stands across both. */
export function Overview({ above, children }: { above?: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.overview}>
      {above && <div className={classes.across}>{above}</div>}
      {children}
    </div>
  );
}

/** Two columns of cards, one on a phone. */
export function CardGrid({ children }: { children: ReactNode }) {
  return <div className={classes.cards}>{children}</div>;
}

/** A card that takes the whole line of a CardGrid. */
export function FullWidth({ children }: { children: ReactNode }) {
  return <div className={classes.span}>{children}</div>;
}

/** The column at the right, with a heading. */
export function Aside({ title, end, children }: { title: string; end?: ReactNode; children: ReactNode }) {
  return (
    <aside className={classes.aside} aria-label={title}>
      <header>
        <h2>{title}</h2>
        <span className="grow" />
        {end}
      </header>
      {children}
    </aside>
  );
}

/** One sheet for a long tab (history, movements). */
export function Sheet({ children }: { children: ReactNode }) {
  return <div className={classes.sheet}>{children}</div>;
}
