import { Select } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FeedCreated, FeedIn, FeedKind, FeedOut } from '@/api/generated/model';
import { feedsApi } from '@/api/reservations';
import { AssetPicker } from '@/entities/asset';
import { CategoryPicker } from '@/entities/category';
import { LocationPicker } from '@/entities/location';
import { ActDialog } from '@/shared/dialog';
import { TextField } from '@/shared/form';
import { formatDateTime } from '@/shared/lib/format';
import { toast } from '@/shared/toast/toast';
import { Badge, Button, CopyButton, ErrorState, Notice, SkeletonRows } from '@/shared/ui';
import classes from './calendar.module.css';

const KINDS: FeedKind[] = ['own', 'category', 'place', 'asset'];
const PICKERS = { category: CategoryPicker, place: LocationPicker, asset: AssetPicker };
const KEY = ['calendar-feeds'];

/** Addresses by which calendar programs read the loans: made here, copied once, revoked. */
export function FeedsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('loans');
  const client = useQueryClient();
  const feeds = useQuery({ queryKey: KEY, queryFn: ({ signal }) => feedsApi.list(signal) });
  const [name, setName] = useState<string | null>(null);
  const [kind, setKind] = useState<FeedKind>('own');
  const [target, setTarget] = useState<number | null>(null);
  const [tried, setTried] = useState(false);
  const [made, setMade] = useState<FeedCreated | null>(null);
  const Picker = kind === 'own' ? null : PICKERS[kind];
  const submit = async () => {
    setTried(true);
    if (!name?.trim() || (kind !== 'own' && target === null)) return;
    const body: FeedIn = { name: name.trim(), kind, target_id: kind === 'own' ? null : target };
    setMade(await feedsApi.create(body));
    setName(null);
    setTried(false);
    void client.invalidateQueries({ queryKey: KEY });
  };
  return (
    <ActDialog title={t('feeds.title')} submitLabel={t('feeds.create')} size={600} onClose={onClose} onSubmit={submit}>
      {(errors) => (
        <>
          <p className="t2">{t('feeds.about')}</p>
          {made && (
            <Notice tone="success" title={t('feeds.made', { name: made.name })}>
              <p>{t('feeds.once')}</p>
              <p className={classes.address}>
                <code>{made.url}</code>
              </p>
              <CopyButton text={made.url} label={t('feeds.copy')} />
            </Notice>
          )}
          <TextField label={t('feeds.name')} required maxLength={120} value={name} onChange={setName} error={errors.name ?? (tried && !name?.trim() ? t('feeds.nameMissing') : null)} />
          <Select label={t('feeds.kind')} allowDeselect={false} value={kind} onChange={(next) => (setKind(next as FeedKind), setTarget(null))} data={KINDS.map((one) => ({ value: one, label: t(`feeds.kinds.${one}`) }))} />
          {Picker && <Picker label={t(`feeds.kinds.${kind}`)} required value={target} onChange={(id: number | null) => setTarget(id)} error={errors.target_id ?? (tried && target === null ? t('feeds.targetMissing') : null)} />}
          {feeds.isError ? <ErrorState error={feeds.error} title={t('feeds.failed')} onRetry={() => void feeds.refetch()} retrying={feeds.isFetching} /> : feeds.data ? <Feeds feeds={feeds.data.items} /> : <SkeletonRows rows={2} />}
        </>
      )}
    </ActDialog>
  );
}

function Feeds({ feeds }: { feeds: FeedOut[] }) {
  const { t } = useTranslation('loans');
  if (feeds.length === 0) return <p className="t2">{t('feeds.none')}</p>;
  return (
    <ul className={classes.feeds} aria-label={t('feeds.title')}>
      {feeds.map((feed) => (
        <Feed key={feed.id} feed={feed} />
      ))}
    </ul>
  );
}

function Feed({ feed }: { feed: FeedOut }) {
  const { t } = useTranslation('loans');
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const revoke = async () => {
    setBusy(true);
    try {
      await feedsApi.revoke(feed.id);
      toast({ tone: 'success', title: t('feeds.revoked', { name: feed.name }) });
      await client.invalidateQueries({ queryKey: KEY });
    } catch {
      toast({ tone: 'danger', title: t('feeds.revokeFailed', { name: feed.name }) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <li>
      <span>
        <b>{feed.name}</b>
        <small className="t2">
          {t(`feeds.kinds.${feed.kind}`)}
          {feed.target && `: ${feed.target.name}`} · {feed.last_used_at ? t('feeds.used', { at: formatDateTime(feed.last_used_at) }) : t('feeds.neverUsed')}
        </small>
      </span>
      {feed.revoked_at ? (
        <Badge tone="neutral" icon={<IconBan size={13} stroke={2} />}>{t('feeds.isRevoked')}</Badge>
      ) : (
        <Button size="sm" loading={busy} onClick={() => void revoke()} aria-label={t('feeds.revokeOf', { name: feed.name })}>
          {t('feeds.revoke')}
        </Button>
      )}
    </li>
  );
}
