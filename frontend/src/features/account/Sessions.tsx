import { IconCircleCheck, IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accountApi, type OwnSession } from '@/api/account';
import { ActDialog } from '@/shared/dialog';
import { formatDateTime } from '@/shared/lib/format';
import { toast } from '@/shared/toast/toast';
import { Badge, Button, Card, ErrorState, SkeletonRows } from '@/shared/ui';
import classes from './account.module.css';

const PHONES = /Android|iPhone|iPad/;

/** Where one is signed in, and the way out of each. */
export function Sessions() {
  const { t } = useTranslation('account');
  const [ending, setEnding] = useState<OwnSession | 'others' | null>(null);
  const { data, isError, error, refetch, isFetching } = useQuery({ queryKey: ['account', 'sessions'], queryFn: ({ signal }) => accountApi.sessions(signal) });
  const others = data?.items.filter((session) => !session.current).length ?? 0;
  return (
    <Card title={t('sessions.title')}>
      {isError && !data && <ErrorState error={error} title={t('sessions.failed')} onRetry={() => void refetch()} retrying={isFetching} />}
      {!isError && !data && <SkeletonRows rows={3} />}
      {data && (
        <ul className={classes.sessions}>
          {data.items.map((session) => (
            <Device key={session.id} session={session} onEnd={() => setEnding(session)} />
          ))}
        </ul>
      )}
      {others > 0 && <Button onClick={() => setEnding('others')}>{t('sessions.endOthers')}</Button>}
      {others === 0 && data && <p className="t2">{t('sessions.alone')}</p>}
      {ending && <EndDialog ending={ending} onClose={() => setEnding(null)} />}
    </Card>
  );
}

function Device({ session, onEnd }: { session: OwnSession; onEnd: () => void }) {
  const { t } = useTranslation('account');
  const Icon = PHONES.test(session.device) ? IconDeviceMobile : IconDeviceDesktop;
  const name = session.device || t('sessions.unknown');
  // a device that gives itself another name than at first is worth seeing
  const moved = session.used_device !== session.device && (session.used_device || t('sessions.unknown'));
  const line = (...parts: (string | false | null)[]) => parts.filter(Boolean).join(' · ');
  return (
    <li>
      <Icon size={20} aria-hidden />
      <span className="grow">
        <b>{name}</b> {session.current && <Badge tone="success" icon={<IconCircleCheck size={13} stroke={2} />}>{t('sessions.this')}</Badge>}
        <span className={classes.line}>{line(t('sessions.used', { at: formatDateTime(session.used_at) }), session.used_address, moved)}</span>
        <span className={classes.line}>{line(t('sessions.since', { at: formatDateTime(session.created_at) }), session.address)}</span>
      </span>
      {!session.current && (
        <Button size="sm" onClick={onEnd} aria-label={t('sessions.endOne', { device: name })}>
          {t('sessions.end')}
        </Button>
      )}
    </li>
  );
}

function EndDialog({ ending, onClose }: { ending: OwnSession | 'others'; onClose: () => void }) {
  const { t } = useTranslation('account');
  const client = useQueryClient();
  const submit = async () => {
    await (ending === 'others' ? accountApi.endOthers() : accountApi.endSession(ending.id));
    void client.invalidateQueries({ queryKey: ['account'] });
    toast({ tone: 'success', title: t('sessions.ended') });
    onClose();
  };
  const text = ending === 'others' ? t('sessions.endOthersText') : t('sessions.endText', { device: ending.device || t('sessions.unknown') });
  return (
    <ActDialog danger title={t('sessions.endTitle')} submitLabel={t('sessions.end')} onClose={onClose} onSubmit={submit}>
      <p>{text}</p>
    </ActDialog>
  );
}
