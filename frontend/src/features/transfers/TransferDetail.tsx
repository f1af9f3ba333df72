import { IconArrowBackUp, IconBan, IconCheck, IconMapPin, IconPackageImport, IconSend, IconTruck, IconTruckDelivery, IconUser, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Transfer } from '@/api/transfers';
import { EntityTimeline } from '@/entities/trail';
import { ActionBar, Aside, DetailPage, Sheet, type DetailAction } from '@/shared/detail';
import { usePageTitle } from '@/shared/hooks';
import { usePermission } from '@/shared/store/store';
import { DateText, ErrorState, KeyValue, PersonText, PlaceText, SkeletonRows } from '@/shared/ui';
import { ApprovalPart } from './ApprovalPart';
import { StateBadge } from './badges';
import { CancelDialog, SendDialog, SubmitDialog, TakeBackDialog } from './dialogs';
import { Lines } from './Lines';
import { ApproveDialog, RejectDialog } from './DecisionDialog';
import { useApproval, useTransfer } from './queries';
import { ReceiveDialog } from './ReceiveDialog';

const actions: DetailAction<Transfer>[] = [
  { id: 'approve', label: 'transfers:approval.approve', icon: <IconCheck size={16} />, Dialog: ApproveDialog },
  { id: 'reject', label: 'transfers:approval.reject', icon: <IconX size={16} />, Dialog: RejectDialog },
  { id: 'submit', label: 'transfers:act.submit', icon: <IconSend size={16} />, Dialog: SubmitDialog },
  { id: 'send', label: 'transfers:act.send', icon: <IconTruckDelivery size={16} />, Dialog: SendDialog },
  { id: 'receive', label: 'transfers:act.receive', icon: <IconPackageImport size={16} />, Dialog: ReceiveDialog },
  { id: 'take_back', label: 'transfers:act.takeBack', icon: <IconArrowBackUp size={16} />, Dialog: TakeBackDialog },
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
            <PlaceText place={transfer.to_location} />
          </span>
          <span>
            <IconUser size={16} aria-hidden />
            {transfer.to_responsible ? transfer.to_responsible.name : t('keepsResponsible')}
          </span>
        </>
      }
      actions={<ActionBar item={transfer} allowed={allowed} actions={actions} quiet={allowed.every((action) => action === 'cancel')} onGo={() => undefined} />}
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
          aside: (
            <Aside title={t('facts')}>
              <Facts transfer={transfer} />
              {transfer.approval_id !== null && <ApprovalPart id={transfer.approval_id} />}
            </Aside>
          ),
        },
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
        ...(transfer.closing_note ? [{ label: t('closingNote'), value: transfer.closing_note }] : []),
      ]}
    />
  );
}
