import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { disposalsApi } from '@/api/disposals';
import type { DisposalOut } from '@/api/generated/model';
import type { DetailActionProps } from '@/shared/detail';
import { ActDialog, StepDialog, useReason, type StepWords } from '@/shared/dialog';
import { formatNumber } from '@/shared/lib/format';
import { Notice } from '@/shared/ui';
import { editorHref } from './definition';
import { missingToAsk, picturedIn } from './missing';
import { useDisposalRules, useMovedOn } from './queries';

/** What a step of a disposal is called, and what it does. */
function useWords(act: 'ask' | 'cancel' | 'reverse'): (disposal: DisposalOut) => StepWords {
  const { t } = useTranslation('disposals');
  return ({ number, items }) => ({
    title: t(`act.${act}Title`, { number }),
    submit: t(`act.${act}`),
    about: t(`act.${act}Text`, { count: items, formatted: formatNumber(items) }),
    done: t(`done.${act}`, { number }),
  });
}

/** Ask for the approval of a draft; what is still to be said before is said here, with the way there. */
export function AskDialog(props: DetailActionProps<DisposalOut>) {
  const words = useWords('ask');
  const movedOn = useMovedOn();
  const { data: rules } = useDisposalRules();
  const missing = Object.keys(missingToAsk({ ...props.item, items: props.item.lines }, rules, picturedIn(props.item.lines)));
  if (missing.length > 0) return <Incomplete {...props} title={words(props.item).title} missing={missing} fewest={rules?.commission_members ?? 0} />;
  return <StepDialog {...props} words={words} onMoved={movedOn} run={(disposal, options) => disposalsApi.ask(disposal.id, disposal.version, options(['ask']))} />;
}

function Incomplete({ item, onClose, title, missing, fewest }: DetailActionProps<DisposalOut> & { title: string; missing: string[]; fewest: number }) {
  const { t } = useTranslation('disposals');
  const told = (word: string, count: number) => count > 0 && <li>{t(`missing.${word}`, { count, formatted: formatNumber(count) })}</li>;
  const ending = (part: string) => missing.filter((path) => path.endsWith(part)).length;
  return (
    <ActDialog title={title} onClose={onClose}>
      <Notice tone="warning" title={t('missing.before')}>
        <ul>
          {told('classificationOf', ending('/classification'))}
          {told('appraisedOf', ending('/appraised_value'))}
          {told('photoOf', ending('/photo'))}
          {missing.includes('report') && <li>{t('missing.reportOf')}</li>}
          {missing.includes('members') && <li>{t('missing.membersOf', { count: fewest })}</li>}
          {told('policeReportOf', missing.filter((path) => path.startsWith('police')).length)}
        </ul>
        {item.allowed_actions.includes('edit') && <Link to={editorHref(item.id)}>{t('missing.edit')}</Link>}
      </Notice>
    </ActDialog>
  );
}

/** A step that has to be given a reason. */
const reasoned = (act: 'cancel' | 'reverse') =>
  function Reasoned(props: DetailActionProps<DisposalOut>) {
    const { field, read } = useReason();
    return (
      <StepDialog
        {...props}
        words={useWords(act)}
        danger
        onMoved={useMovedOn()}
        run={(disposal, options) => {
          const reason = read();
          return reason === null ? null : disposalsApi[act](disposal.id, reason, disposal.version, options([act, reason]));
        }}
      >
        {field}
      </StepDialog>
    );
  };

/** Call off what was not concluded. */
export const CancelDialog = reasoned('cancel');

/** It was a mistake: the assets are back as they were. */
export const ReverseDialog = reasoned('reverse');
