import { IconArrowsExchange, IconBan, IconBell, IconCalendarCheck, IconCalendarPlus, IconCalendarTime, IconCalendarX, IconCheck, IconMapPinCheck, IconMapPinOff, IconPackageExport, IconPackageImport, IconUser, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { LoanOut, LoanReminderOut } from '@/api/generated/model';
import { ApprovalPart, ApproveDialog, RejectDialog, useApproval } from '@/entities/approval';
import { documentHref } from '@/entities/document';
import { TermsOf } from '@/entities/term';
import { EntityTimeline } from '@/entities/trail';
import { ActionBar, Aside, DetailPage, Sheet, type DetailAction } from '@/shared/detail';
import { usePageTitle } from '@/shared/hooks';
import { usePermission } from '@/shared/store/store';
import { DateText, ErrorState, KeyValue, PersonText, SkeletonRows, type KeyValueItem } from '@/shared/ui';
import { ExtensionMark, LoanBadge, OverdueBadge } from './badges';
import { Borrower, Period } from './definition';
import { AskExtensionDialog, CancelDialog, ExtendDialog, GrantExtensionDialog, RefuseExtensionDialog, RemindDialog, WithdrawExtensionDialog } from './dialogs';
import { Extensions } from './Extensions';
import { FindDialog, GiveBackDialog, HandOverDialog } from './HandDialog';
import { Lines } from './Lines';
import { LoseDialog } from './LoseDialog';
import classes from './loans.module.css';
import { useLoan } from './queries';
import { SwapDialog } from './SwapDialog';

const actions: DetailAction<LoanOut>[] = [
  { id: 'approve', label: 'approval:approve', icon: <IconCheck size={16} />, Dialog: ApproveDialog },
  { id: 'reject', label: 'approval:reject', icon: <IconX size={16} />, Dialog: RejectDialog },
  { id: 'hand_over', label: 'loans:act.handOver', icon: <IconPackageExport size={16} />, Dialog: HandOverDialog },
  { id: 'give_back', label: 'loans:act.giveBack', icon: <IconPackageImport size={16} />, Dialog: GiveBackDialog },
  { id: 'grant_extension', label: 'loans:act.grantExtension', icon: <IconCalendarCheck size={16} />, Dialog: GrantExtensionDialog },
  { id: 'refuse_extension', label: 'loans:act.refuseExtension', icon: <IconCalendarX size={16} />, Dialog: RefuseExtensionDialog },
  { id: 'remind', label: 'loans:act.remind', icon: <IconBell size={16} />, Dialog: RemindDialog },
  { id: 'swap', label: 'loans:reservation.swap', icon: <IconArrowsExchange size={16} />, Dialog: SwapDialog },
  { id: 'extend', label: 'loans:act.extend', icon: <IconCalendarPlus size={16} />, Dialog: ExtendDialog },
  { id: 'ask_extension', label: 'loans:act.askExtension', icon: <IconCalendarPlus size={16} />, Dialog: AskExtensionDialog },
  { id: 'withdraw_extension', label: 'loans:act.withdrawExtension', icon: <IconCalendarX size={16} />, Dialog: WithdrawExtensionDialog },
  { id: 'find', label: 'loans:act.find', icon: <IconMapPinCheck size={16} />, Dialog: FindDialog },
  { id: 'lose', label: 'loans:act.lose', icon: <IconMapPinOff size={16} />, Dialog: LoseDialog, danger: true },
  { id: 'cancel', label: 'loans:act.cancel', icon: <IconBan size={16} />, Dialog: CancelDialog, danger: true },
];
/** What is nobody's next step: none of these is the filled button. */
const QUIET = ['swap', 'extend', 'ask_extension', 'withdraw_extension', 'find', 'lose', 'cancel'];

/** The page of one loan: who has what until when, how far it is, and what may be done next. */
export function LoanDetail({ id }: { id: number }) {
  const { t } = useTranslation('loans');
  const { data, error, isError, refetch, isFetching } = useLoan(id);
  usePageTitle(data?.number ?? t('title'));
  if (isError && !data) return <ErrorState page error={error} title={t('failed')} onRetry={() => void refetch()} retrying={isFetching} />;
  if (!data) return <SkeletonRows rows={12} />;
  return <Loaded loan={data} />;
}

function Loaded({ loan }: { loan: LoanOut }) {
  const { t } = useTranslation('loans');
  const seesHistory = usePermission('history.read');
  const approval = loan.extensions[0]?.state === 'pending' ? loan.extension_approval_id : loan.approval_id;
  const decides = useApproval(approval).data?.allowed_actions.includes('decide');
  const allowed = [...(decides ? ['approve', 'reject'] : []), ...loan.allowed_actions];
  return (
    <DetailPage
      crumbs={[{ label: t('title'), to: '/emprestimos' }, { label: loan.number }]}
      picture={<IconPackageExport size={40} stroke={1.25} aria-hidden />}
      badges={
        <>
          <LoanBadge state={loan.state} />
          <OverdueBadge days={loan.overdue_days} />
          <ExtensionMark extension={loan.extensions[0]} />
        </>
      }
      title={loan.number}
      meta={
        <>
          <span>
            <IconUser size={16} aria-hidden />
            {loan.borrower?.name ?? t('hidden')}
          </span>
          <span>
            <IconCalendarTime size={16} aria-hidden />
            <Period row={loan} />
          </span>
        </>
      }
      actions={<ActionBar item={{ ...loan, approval_id: approval }} allowed={allowed} actions={actions} quiet={allowed.every((action) => QUIET.includes(action))} onGo={() => undefined} />}
      tabs={[
        {
          id: 'bens',
          label: t('tab.assets'),
          count: loan.items,
          content: (
            <Sheet>
              <Lines loan={loan} />
            </Sheet>
          ),
          asideFirst: true,
          aside: (
            <Aside title={t('facts')}>
              <Facts loan={loan} />
              {loan.approval_id !== null && <ApprovalPart id={loan.approval_id} />}
              <Extensions loan={loan} />
              <TermsOf kind="loan" id={loan.id} />
              <Reminders reminders={loan.reminders} />
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
                    <EntityTimeline entity="loan_agreement" id={loan.id} />
                  </Sheet>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

/** The borrower, as a way to his page for who may open it. */
function BorrowerLink({ loan }: { loan: LoanOut }) {
  const person = loan.borrower_type === 'person';
  const opens = usePermission(person ? 'people.read' : 'catalogue.read');
  if (!loan.borrower || !opens) return <Borrower row={loan} />;
  return (
    <Link to={`/${person ? 'pessoas' : 'fornecedores'}/${loan.borrower.id}`}>
      <Borrower row={loan} />
    </Link>
  );
}

function Facts({ loan }: { loan: LoanOut }) {
  const { t } = useTranslation('loans');
  const items: (KeyValueItem | null)[] = [
    { label: t('column.borrower'), value: <BorrowerLink loan={loan} /> },
    loan.borrower_type === 'third_party' ? { label: t('signer'), value: loan.signer ? <PersonText person={loan.signer} /> : t('hidden') } : null,
    { label: t('column.period'), value: <Period row={loan} /> },
    { label: t('column.purpose'), value: loan.purpose },
    loan.conditions ? { label: t('conditions'), value: <span className={classes.conditions}>{loan.conditions}</span> } : null,
    loan.series_id === null ? null : { label: t('reservation.series'), value: <Link to={`/emprestimos?series_id=${loan.series_id}`}>{t('reservation.seeSeries')}</Link> },
    { label: t('column.requester'), value: <PersonText person={loan.requester} /> },
    loan.approver ? { label: t('approver'), value: <PersonText person={loan.approver} /> } : null,
    { label: t('handedOverAt'), value: <DateText value={loan.handed_over_at} time /> },
    { label: t('closedAt'), value: <DateText value={loan.closed_at} time /> },
    loan.disposals.length > 0 ? { label: t('disposals'), value: <Disposals loan={loan} /> } : null,
    loan.closing_note ? { label: t('closingNote'), value: loan.closing_note } : null,
  ];
  return <KeyValue items={items} />;
}

/** What was opened for what was lost. */
function Disposals({ loan }: { loan: LoanOut }) {
  return (
    <span className={classes.passage}>
      {loan.disposals.map((one) => (
        <Link key={one.id} to={documentHref('disposal', one.id)!} className="mono">
          {one.name}
        </Link>
      ))}
    </span>
  );
}

/** When the borrower was reminded, and by whom; nothing while he was not. */
function Reminders({ reminders }: { reminders: LoanReminderOut[] }) {
  const { t } = useTranslation('loans');
  if (reminders.length === 0) return null;
  return (
    <section className={classes.part}>
      <h3>{t('reminders.title')}</h3>
      <ul>
        {reminders.map((one) => (
          <li key={`${one.kind} ${one.created_at}`}>
            <DateText value={one.created_at} time />
            <span>{one.sent_by ? t('reminders.by', { name: one.sent_by.name }) : t(`reminders.kind.${one.kind}`)}</span>
            {!one.mailed && <span className="t2">{t('reminders.notMailed')}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
