import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { positionsApi, type Position } from '@/api/positions';
import type { Id } from '@/api/types';
import { StatusBadge } from '@/entities/asset';
import { DateField } from '@/shared/form';
import { formatDate, formatDateTime } from '@/shared/lib/format';
import { Notice, useProblemText } from '@/shared/ui';
import classes from './asset-detail.module.css';

/** Where the asset was, and with whom, at the end of a day that is chosen here. */
export function PastPosition({ id }: { id: Id }) {
  const { t } = useTranslation('asset-detail');
  const [on, setOn] = useState<string | null>(null);
  const { data, error } = useQuery({
    queryKey: ['assets', 'position', id, on],
    queryFn: ({ signal }) => positionsApi.ofAsset(id, on!, signal),
    enabled: on !== null,
    placeholderData: keepPreviousData,
  });
  const problem = useProblemText(error);
  return (
    <div className={classes.past}>
      <DateField label={t('past.label')} value={on} onChange={setOn} />
      <div role="status">
        {on !== null && data && (data.position ? <Answer day={data.on} position={data.position} /> : <p>{t('past.none', { day: formatDate(data.on) })}</p>)}
        {on !== null && error && <Notice tone="danger">{problem.text || problem.title}</Notice>}
      </div>
    </div>
  );
}

function Answer({ day, position }: { day: string; position: Position }) {
  const { t } = useTranslation('asset-detail');
  const seen = (field: 'location' | 'responsible', name: string | undefined, none: string) => (position.hidden.includes(field) ? t('movements.hidden') : (name ?? none));
  return (
    <>
      <p>
        {t('past.on', { day: formatDate(day) })} <b>{seen('location', position.location?.full_name, t('noLocation'))}</b> · {seen('responsible', position.responsible?.name, t('noResponsible'))}
      </p>
      <p className="cap">
        <StatusBadge status={position.status} inList /> {position.until ? t('past.between', { since: formatDateTime(position.since), until: formatDateTime(position.until) }) : t('past.since', { since: formatDateTime(position.since) })}
      </p>
    </>
  );
}
