import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { BoundGroup, LeavingOut } from '@/api/generated/model';
import type { Id } from '@/api/types';
import { usePageTitle } from '@/shared/hooks';
import { formatNumber } from '@/shared/lib/format';
import { EmptyState, ErrorState, Notice, SkeletonRows } from '@/shared/ui';
import { Clearances } from './Clearances';
import { Group } from './Group';
import { HandingCard } from './Handing';
import classes from './leaving.module.css';
import { useLeaving } from './queries';
import { Result } from './Result';
import { useHanding } from './useHanding';

/** Somebody leaves: everything that binds the person, handing it over in one go, and the clearance. */
export function LeavingScene({ person }: { person: Id }) {
  const { t } = useTranslation('leaving');
  const { data, error, isError, refetch, isFetching } = useLeaving(person);
  usePageTitle(data ? t('of', { name: data.person.name }) : t('title'));
  if (isError && !data) return <ErrorState page error={error} title={t('failed')} onRetry={() => void refetch()} retrying={isFetching} />;
  if (!data) {
    return (
      <div className={classes.scene}>
        <h1 tabIndex={-1}>{t('title')}</h1>
        <SkeletonRows rows={10} />
      </div>
    );
  }
  return <Loaded leaving={data} />;
}

function Loaded({ leaving }: { leaving: LeavingOut }) {
  const { t } = useTranslation('leaving');
  const handing = useHanding(leaving.person.id);
  const groups = leaving.groups.filter((group) => group.total > 0);
  const handed = groups.filter((group) => group.kind === 'assets' || group.kind === 'loans');
  const rest = groups.filter((group) => !handed.includes(group));
  const reminders = rest.filter((group) => !group.blocks);
  return (
    <div className={classes.scene}>
      <header className={classes.head}>
        <nav aria-label={t('way')} className="cap">
          <Link to="/pessoas">{t('people')}</Link> › <Link to={`/pessoas/${leaving.person.id}`}>{leaving.person.name}</Link>
        </nav>
        <h1 tabIndex={-1}>{t('of', { name: leaving.person.name })}</h1>
        <Counts groups={groups} />
      </header>
      <Clearances leaving={leaving} />
      {leaving.left === 0 && leaving.person.left_on === null && <EmptyState icon={<IconCircleCheck size={28} stroke={1.5} />} title={t('nothing.title')} text={t('nothing.text')} />}
      {handed.length > 0 && <HandingCard leaving={leaving} groups={handed} handing={handing} />}
      <Result handing={handing} />
      {rest.filter((group) => group.blocks).map((group) => (
        <Group key={group.kind} group={group} />
      ))}
      {reminders.length > 0 && (
        <section className={classes.reminders}>
          <header>
            <h2>{t('reminders.title')}</h2>
            <p className="t2">{t('reminders.text')}</p>
          </header>
          {reminders.map((group) => (
            <Group key={group.kind} group={group} />
          ))}
        </section>
      )}
    </div>
  );
}

/** How much there is of each kind, at a glance. */
function Counts({ groups }: { groups: BoundGroup[] }) {
  const { t } = useTranslation('leaving');
  const blocking = groups.filter((group) => group.blocks);
  const hidden = blocking.reduce((sum, group) => sum + group.hidden, 0);
  return (
    <>
      {blocking.length > 0 && (
        <ul className={classes.counts} aria-label={t('left')}>
          {blocking.map((group) => (
            <li key={group.kind}>
              {t(`kind.${group.kind}`)}: <b className="num">{formatNumber(group.total)}</b>
            </li>
          ))}
        </ul>
      )}
      {hidden > 0 && <Notice tone="warning" title={t('hidden', { count: hidden, formatted: formatNumber(hidden) })}>{t('hiddenText')}</Notice>}
    </>
  );
}
