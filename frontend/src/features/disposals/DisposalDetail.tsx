import { IconArrowBackUp, IconBan, IconCheck, IconChecks, IconMapPinShare, IconPackageOff, IconPencil, IconPrinter, IconSend, IconUser, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { disposalAttachments, disposalsApi } from '@/api/disposals';
import type { DisposalOut } from '@/api/generated/model';
import { toProblem } from '@/api/problem';
import { ApprovalPart, ApproveDialog, RejectDialog, useApproval } from '@/entities/approval';
import { DisposalBadge } from '@/entities/disposal';
import { TermsOf } from '@/entities/term';
import { EntityTimeline } from '@/entities/trail';
import { AttachmentsPanel, useAttachments } from '@/shared/attachments';
import { ActionBar, Aside, DetailPage, Sheet, type DetailAction } from '@/shared/detail';
import { usePageTitle } from '@/shared/hooks';
import { usePermission } from '@/shared/store/store';
import { toast } from '@/shared/toast/toast';
import { ErrorState, SkeletonRows } from '@/shared/ui';
import { ConcludeDialog } from './ConcludeDialog';
import { editorHref } from './definition';
import { AskDialog, CancelDialog, ReverseDialog } from './dialogs';
import { Commission, Facts } from './Facts';
import { Lines } from './Lines';
import { useDisposal } from './queries';

/** The page of the lot, as a PDF; what goes wrong is told. */
const saveLot = async (disposal: DisposalOut) => {
  try {
    await disposalsApi.saveLot(disposal);
  } catch (error) {
    const { title, detail } = await toProblem(error);
    toast({ tone: 'danger', title, text: detail ?? undefined });
  }
};

const actions: DetailAction<DisposalOut>[] = [
  { id: 'approve', label: 'approval:approve', icon: <IconCheck size={16} />, Dialog: ApproveDialog },
  { id: 'reject', label: 'approval:reject', icon: <IconX size={16} />, Dialog: RejectDialog },
  { id: 'edit', label: 'disposals:act.edit', icon: <IconPencil size={16} />, to: (disposal) => editorHref(disposal.id) },
  { id: 'ask', label: 'disposals:act.ask', icon: <IconSend size={16} />, Dialog: AskDialog },
  { id: 'conclude', label: 'disposals:act.conclude', icon: <IconChecks size={16} />, Dialog: ConcludeDialog },
  { id: 'lot', label: 'disposals:act.lot', icon: <IconPrinter size={16} />, run: saveLot },
  { id: 'reverse', label: 'disposals:act.reverse', icon: <IconArrowBackUp size={16} />, Dialog: ReverseDialog, danger: true },
  { id: 'cancel', label: 'disposals:act.cancel', icon: <IconBan size={16} />, Dialog: CancelDialog, danger: true },
];
/** What is nobody's next step: none of these is the filled button. */
const QUIET = ['lot', 'reverse', 'cancel'];

/** The page of one disposal: what leaves, where to, who says so, and what may be done next. */
export function DisposalDetail({ id }: { id: number }) {
  const { t } = useTranslation('disposals');
  const { data, error, isError, refetch, isFetching } = useDisposal(id);
  usePageTitle(data?.number ?? t('title'));
  if (isError && !data) return <ErrorState page error={error} title={t('failed')} onRetry={() => void refetch()} retrying={isFetching} />;
  if (!data) return <SkeletonRows rows={12} />;
  return <Loaded disposal={data} />;
}

function Loaded({ disposal }: { disposal: DisposalOut }) {
  const { t } = useTranslation('disposals');
  const { t: te } = useTranslation('entities');
  const navigate = useNavigate();
  const attachments = disposalAttachments(disposal);
  const attached = useAttachments('disposals', attachments).data?.items.length ?? disposal.attachments;
  const seesHistory = usePermission('history.read');
  const decides = useApproval(disposal.approval_id).data?.allowed_actions.includes('decide');
  const allowed = [...(decides ? ['approve', 'reject'] : []), ...disposal.allowed_actions, 'lot'];
  const history = {
    id: 'historico',
    label: t('history'),
    content: (
      <Sheet>
        <EntityTimeline entity="disposal" id={disposal.id} />
      </Sheet>
    ),
  };
  return (
    <DetailPage
      crumbs={[{ label: t('title'), to: '/baixas' }, { label: disposal.number }]}
      picture={<IconPackageOff size={40} stroke={1.25} aria-hidden />}
      badges={<DisposalBadge state={disposal.state} />}
      title={disposal.number}
      meta={
        <>
          <span>
            <IconMapPinShare size={16} aria-hidden />
            {te(`disposal.destination.${disposal.destination}`)}
          </span>
          {disposal.recipient && (
            <span>
              <IconUser size={16} aria-hidden />
              {disposal.recipient.name}
            </span>
          )}
        </>
      }
      actions={<ActionBar item={disposal} allowed={allowed} actions={actions} quiet={allowed.every((action) => QUIET.includes(action))} onGo={(to) => void navigate(to)} />}
      tabs={[
        {
          id: 'bens',
          label: t('tab.assets'),
          count: disposal.items,
          content: (
            <Sheet>
              <Lines lines={disposal.lines} />
            </Sheet>
          ),
          asideFirst: true,
          aside: (
            <Aside title={t('facts')}>
              <Facts disposal={disposal} />
              <Commission disposal={disposal} />
              {disposal.approval_id !== null && <ApprovalPart id={disposal.approval_id} />}
              <TermsOf kind="disposal" id={disposal.id} />
            </Aside>
          ),
        },
        { id: 'documentos', label: t('tab.documents'), count: attached, content: <AttachmentsPanel name="disposals" root={attachments} mark={{ id: disposal.certificate_id, label: t('certificateMark') }} /> },
        ...(seesHistory ? [history] : []),
      ]}
    />
  );
}
