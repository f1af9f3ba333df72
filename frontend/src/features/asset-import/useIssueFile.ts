import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveBlob } from '@/api/download';
import { importsApi, type ImportOut } from '@/api/imports';
import { toProblem } from '@/api/problem';
import { toast } from '@/shared/toast/toast';
import { csvLine, outcomeOf } from './outcome';

const PAGE_SIZE = 200;
const BOM = '\ufeff';

/** All findings as one CSV file, whatever is filtered on the screen. */
export function useIssueFile(item: Pick<ImportOut, 'id' | 'filename'>) {
  const { t } = useTranslation('asset-import');
  const [busy, setBusy] = useState(false);
  const build = async (): Promise<string> => {
    const lines = [csvLine([t('issues.row'), t('issues.letter'), t('issues.column'), t('issues.value'), t('issues.kind'), t('issues.what'), t('issues.then')])];
    for (let page = 1, read = 0, total = 1; read < total; page += 1) {
      const found = await importsApi.issues(item.id, { page, page_size: PAGE_SIZE });
      for (const issue of found.items) {
        lines.push(csvLine([issue.row, issue.column, issue.header, issue.value, t(issue.severity === 'error' ? 'issues.error' : 'issues.warning'), issue.message, t(`outcome.${outcomeOf(issue)}`)]));
      }
      read += found.items.length;
      total = found.items.length === 0 ? 0 : found.total;
    }
    return `${BOM}${lines.join('\r\n')}\r\n`;
  };
  const download = () => {
    setBusy(true);
    build()
      .then(
        (text) => saveBlob(new Blob([text], { type: 'text/csv;charset=utf-8' }), `${item.filename.replace(/\.[^.]+$/, '')}-${t('issues.fileSuffix')}.csv`),
        async (error: unknown) => toast({ tone: 'danger', title: t('issues.downloadFailed'), text: (await toProblem(error)).detail ?? undefined }),
      )
      .finally(() => setBusy(false));
  };
  return { busy, download };
}
