import { IconArrowBack, IconArrowBackUp, IconBan, IconCheck, IconMapPin, IconPackageImport, IconPencil, IconSend, IconTruck, IconTruckDelivery, IconUser, IconUserCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Transfer } from '@/api/transfers';
import { ApprovalPart, ApproveDialog, RejectDialog, useApproval } from '@/entities/approval';
import { TermsOf } from '@/entities/term';
import { EntityTimeline } from '@/entities/trail';
import { AttachmentsPanel, useAttachments } from '@/shared/attachments';
import { ActionBar, Aside, DetailPage, Sheet, type DetailAction } from '@/shared/detail';
import { usePageTitle } from '@/shared/hooks';
import { usePermission } from '@/shared/store/store';
import { DateText, ErrorState, KeyValue, PersonText, PlaceText, SkeletonRows } from '@/shared/ui';
import { StateBadge } from './badges';
import { transferHref } from './definition';
import { CancelDialog, EffectDialog, ReverseDialog, SendDialog, SubmitDialog, TakeBackDialog } from './dialogs';
import { ExtrasPart } from './ExtrasPart';
import { Lines } from './Lines';
import { useTransfer } from './queries';
import { ReceiveDialog } from './ReceiveDialog';

const actions: DetailAction<Transfer>[] = [
  { id: 'approve', label: 'approval:approve', icon: <IconCheck size={16} />, Dialog: ApproveDialog },
  { id: 'reject', label: 'approval:reject', icon: <IconX size={16} />, Dialog: RejectDialog },
  { id: 'edit', label: 'transfers:act.edit', icon: <IconPencil size={16} />, to: (transfer) => `/transferencias/${transfer.id}/editar` },
  { id: 'submit', label: 'transfers:act.submit', icon: <IconSend size={16} />, Dialog: SubmitDialog },
  { id: 'send', label: 'transfers:act.send', icon: <IconTruckDelivery size={16} />, Dialog: SendDialog },
  { id: 'effect', label: 'transfers:act.effect', icon: <IconUserCheck size={16} />, Dialog: EffectDialog },
  { id: 'receive', label: 'transfers:act.receive', icon: <IconPackageImport size={16} />, Dialog: ReceiveDialog },
  { id: 'take_back', label: 'transfers:act.takeBack', icon: <IconArrowBackUp size={16} />, Dialog: TakeBackDialog },
  { id: 'reverse', label: 'transfers:act.reverse', icon: <IconArrowBack size={16} />, Dialog: ReverseDialog, danger: true },
  { id: 'cancel', label: 'transfers:act.cancel', icon: <IconBan size={16} />, Dialog: CancelDialog, danger: true },
];

/** The page of one transfer: where to, what, how far, and what may be done next. */
export function TransferDetail({ id }: { id: number }) {
  const { t } = useTranslation('transfers');
  const { data, error, isError, refetch, isFetching } = useTransfer(id);
  usePageTitle(data?.number ?? t('title'));
  if (isError && !data) return <ErrorState page error={error} title={t('failed')} onRetry={() => void refetch()} retrying={isFetching} />;
  if (!data) return <SkeletonRows rows={12} />;
  return <Loaded transfer={data} />;
}

function Loaded({ transfer }: { transfer: Transfer }) {
  const { t } = useTranslation('transfers');
  const navigate = useNavigate();
  const attachments = `/movimentacoes/${transfer.id}/anexos`;
  const attached = useAttachments('transfers', attachments).data?.items.length;
  const seesHistory = usePermission('history.read');
  const decides = useApproval(transfer.approval_id).data?.allowed_actions.includes('decide');
  const allowed = [...(decides ? ['approve', 'reject'] : []), ...transfer.allowed_actions];
  return (
    <DetailPage
      crumbs={[{ label: t('title'), to: '/transferencias' }, { label: transfer.number }]}
      picture={<IconTruck size={40} stroke={1.25} aria-hidden />}
      badges={<StateBadge state={transfer.state} />}
      title={transfer.number}
      meta={
        <>
          <span>
            <IconMapPin size={16} aria-hidden />
            {transfer.kind === 'assignment' ? t('stays') : <PlaceText place={transfer.to_location} />}
          </span>
          <span>
            <IconUser size={16} aria-hidden />
            {transfer.to_responsible?.name ?? t(transfer.hidden.includes('to_responsible') ? 'hidden' : 'keepsResponsible')}
          </span>
        </>
      }
      actions={<ActionBar item={transfer} allowed={allowed} actions={actions} quiet={allowed.every((action) => action === 'cancel' || action === 'reverse')} onGo={(to) => void navigate(to)} />}
      tabs={[
        {
          id: 'bens',
          label: t('tab.assets'),
          count: transfer.items,
          content: (
            <Sheet>
              <Lines lines={transfer.lines} />
            </Sheet>
          ),
          asideFirst: true,
          aside: (
            <Aside title={t('facts')}>
              <Facts transfer={transfer} />
              {transfer.approval_id !== null && <ApprovalPart id={transfer.approval_id} />}
              <ExtrasPart transfer={transfer} />
              <TermsOf kind="transfer" id={transfer.id} />
            </Aside>
          ),
        },
        { id: 'anexos', label: t('tab.attachments'), count: attached, content: <AttachmentsPanel name="transfers" root={attachments} /> },
        ...(seesHistory
          ? [
              {
                id: 'historico',
                label: t('history'),
                content: (
                  <Sheet>
                    <EntityTimeline entity="movement_document" id={transfer.id} />
                  </Sheet>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function Facts({ transfer }: { transfer: Transfer }) {
  const { t } = useTranslation('transfers');
  const moment = (value: string | null) => <DateText value={value} time />;
  return (
    <KeyValue
      items={[
        { label: t('column.reason'), value: transfer.reason },
        { label: t('column.requester'), value: <PersonText person={transfer.requester} /> },
        { label: t('submittedAt'), value: moment(transfer.submitted_at) },
        { label: t('sentAt'), value: moment(transfer.sent_at) },
        { label: t('closedAt'), value: moment(transfer.closed_at) },
        ...(transfer.reverses ? [{ label: t('reverses'), value: <Link to={transferHref(transfer.reverses.id)} className="mono">{transfer.reverses.name}</Link> }] : []),
        ...(transfer.reversed_by ? [{ label: t('reversedBy'), value: <Link to={transferHref(transfer.reversed_by.id)} className="mono">{transfer.reversed_by.name}</Link> }] : []),
        ...(transfer.closing_note ? [{ label: t('closingNote'), value: transfer.closing_note }] : []),
      ]}
    />
  );
}
