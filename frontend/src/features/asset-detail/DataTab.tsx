import { IconBuilding, IconDoor, IconStairs } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AssetOut } from '@/api/types';
import { ConditionBadge, LifecycleBadge } from '@/entities/asset';
import { CardGrid, FullWidth } from '@/shared/detail';
import { Avatar, Card, DateText, KeyValue, Money, Text } from '@/shared/ui';
import classes from './asset-detail.module.css';
import { PersonLink, SupplierLink } from './links';

/** Everything the register knows about an asset, read. */
export function DataTab({ asset }: { asset: AssetOut }) {
  const { t } = useTranslation('asset-detail');
  const { t: te } = useTranslation('entities');
  const field = (name: string) => te(`asset.field.${name}`);
  const extra = Object.entries(asset.extra ?? {});
  return (
    <CardGrid>
      <Card title={t('card.identification')}>
        <KeyValue
          items={[
            { label: field('tag'), value: <Text value={asset.tag} mono /> },
            { label: field('patrimonio'), value: <Text value={asset.patrimonio} mono /> },
            { label: field('serial_number'), value: <Text value={asset.serial_number} mono /> },
            { label: t('brandModel'), value: <Text value={[asset.brand, asset.model].filter(Boolean).join(' · ')} /> },
            { label: field('category'), value: <Text value={asset.category?.name} /> },
            { label: field('condition'), value: <ConditionBadge condition={asset.condition} /> },
            { label: field('lifecycle_state'), value: <LifecycleBadge state={asset.lifecycle_state} /> },
          ]}
        />
      </Card>
      <Card title={t('card.custody')}>
        <PlaceTree asset={asset} />
        <div className={classes.responsible}>
          {asset.responsible ? (
            <>
              <Avatar name={asset.responsible.name} size="lg" />
              <b>
                <PersonLink person={asset.responsible} />
              </b>
            </>
          ) : (
            <span className="t3">{t('noResponsible')}</span>
          )}
        </div>
      </Card>
      <Card title={t('card.value')}>
        <div className={classes.big}>
          <Money value={asset.purchase_value} />
        </div>
        <KeyValue
          items={[
            { label: field('acquisition_date'), value: <DateText value={asset.acquisition_date} /> },
            { label: field('invoice_number'), value: <Text value={asset.invoice_number} mono /> },
            { label: field('supplier'), value: asset.supplier ? <SupplierLink supplier={asset.supplier} /> : <Text value={null} /> },
            { label: field('warranty_until'), value: <DateText value={asset.warranty_until} /> },
          ]}
        />
      </Card>
      <Card title={t('card.notes')}>
        {asset.description && <p className={classes.prose}>{asset.description}</p>}
        {asset.notes && <p className={classes.prose}>{asset.notes}</p>}
        {!asset.description && !asset.notes && <span className="t3">{t('noNotes')}</span>}
        <p className={classes.stamps}>
          <span>
            {t('recorded')} <DateText value={asset.created_at} time />
          </span>
          {asset.updated_at !== asset.created_at && (
            <span>
              {t('changed')} <DateText value={asset.updated_at} time />
            </span>
          )}
        </p>
      </Card>
      {extra.length > 0 && (
        <FullWidth>
          <Card title={t('card.extra')}>
            <div className={classes.extra}>
              <KeyValue items={extra.map(([label, value]) => ({ label, value: <Text value={typeof value === 'boolean' ? String(value) : value} /> }))} />
            </div>
          </Card>
        </FullWidth>
      )}
    </CardGrid>
  );
}

const LEVEL_ICONS = [IconBuilding, IconBuilding, IconStairs, IconDoor];

/** The place with all that it lies in, from the root down. */
function PlaceTree({ asset }: { asset: AssetOut }) {
  const { t } = useTranslation('asset-detail');
  if (!asset.location) return <span className="t3">{t('noLocation')}</span>;
  const path = asset.location.path ?? asset.location.full_name.split(' › ').map((name, index, all) => ({ id: index === all.length - 1 ? asset.location!.id : 0, name }));
  return (
    <ol className={classes.tree}>
      {path.map((node, depth) => {
        const Icon = depth === path.length - 1 ? IconDoor : (LEVEL_ICONS[depth] ?? IconStairs);
        const last = depth === path.length - 1;
        return (
          <li key={`${depth}-${node.name}`} style={{ paddingLeft: depth * 18 }} aria-current={last || undefined}>
            <Icon size={16} aria-hidden />
            {node.id ? <Link to={`/ativos?location_id=${node.id}`}>{last ? <b>{node.name}</b> : node.name}</Link> : node.name}
          </li>
        );
      })}
    </ol>
  );
}
