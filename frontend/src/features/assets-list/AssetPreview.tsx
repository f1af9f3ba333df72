import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { AssetRow } from '@/api/types';
import { ArchivedBadge, AssetTimeline, ConditionBadge, StatusBadge, useAsset } from '@/entities/asset';
import { offered, useDisposalOf, type AssetAction } from '@/entities/disposal';
import { ActionBar } from '@/shared/detail';
import { usePermission } from '@/shared/store/store';
import { DateText, KeyValue, LinkButton, Money, PersonText, Plate, Text } from '@/shared/ui';
import classes from './assets.module.css';

const RECENT = 4;

/** The inside of the preview drawer: what the row says and a little more, and the last things that happened. */
export function AssetPreview({ row }: { row: AssetRow }) {
  const { t } = useTranslation('assets-list');
  const seesHistory = usePermission('assets.read');
  const { data } = useAsset(row.id);
  const above = row.location?.full_name.split(' › ').slice(0, -1).join(' › ');
  return (
    <>
      <div className={classes.previewHead}>
        <div className="row">
          <Plate code={row.tag} />
          <StatusBadge status={row.status} />
          {row.archived_at && <ArchivedBadge />}
        </div>
        <h2>{row.name}</h2>
      </div>
      <KeyValue
        items={[
          {
            label: t('column.location'),
            value: row.location ? (
              <>
                <b>{row.location.name}</b>
                {above && <div className="t2">{above}</div>}
              </>
            ) : (
              <Text value={null} />
            ),
          },
          { label: t('column.responsible'), value: <PersonText person={row.responsible} /> },
          { label: t('column.category'), value: <Text value={row.category?.name} /> },
          { label: t('column.serial'), value: <Text value={row.serial_number} mono /> },
          { label: t('column.brandModel'), value: <Text value={[row.brand, row.model].filter(Boolean).join(' · ')} /> },
          { label: t('column.condition'), value: <ConditionBadge condition={row.condition} /> },
          { label: t('column.purchase'), value: <Money value={row.purchase_value} /> },
          { label: t('column.acquired'), value: <DateText value={row.acquisition_date} /> },
          { label: t('column.warranty'), value: <DateText value={data?.warranty_until} /> },
        ]}
      />
      {seesHistory && (
        <div className={classes.previewHistory}>
          <h3>{t('preview.recent')}</h3>
          <AssetTimeline id={row.id} limit={RECENT} />
        </div>
      )}
    </>
  );
}

/** Foot of the drawer: the way to the page, and what can be done without going there. */
export function AssetPreviewActions({ row, actions }: { row: AssetRow; actions: AssetAction[] }) {
  const { t } = useTranslation('assets-list');
  const navigate = useNavigate();
  const { data } = useAsset(row.id);
  const { data: disposal } = useDisposalOf(row.id);
  return (
    <>
      <LinkButton to={`/ativos/${row.id}`} variant="primary" grow>
        {t('preview.open')}
      </LinkButton>
      {data && <ActionBar item={data} allowed={data.allowed_actions} actions={offered(actions, disposal)} visible={1} quiet onGo={(to) => void navigate(to)} />}
    </>
  );
}
