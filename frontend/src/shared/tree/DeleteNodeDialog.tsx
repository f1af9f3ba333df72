import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ActDialog } from '../dialog';
import { formatNumber } from '../lib/format';
import { toast } from '../toast/toast';
import { LinkButton } from '../ui/Button';
import { Notice } from '../ui/states';
import type { TreeNode } from './types';

interface DeleteNodeDialogProps<N extends TreeNode> {
  item: N;
  treeKey: string;
  basePath: string;
  assetsHref: (node: N) => string;
  remove: (node: N) => Promise<unknown>;
  onClose: () => void;
}

/** Delete a node that holds nothing; where it does, say what stands in the way and lead there. */
export function DeleteNodeDialog<N extends TreeNode>({ item, treeKey, basePath, assetsHref, remove, onClose }: DeleteNodeDialogProps<N>) {
  const { t } = useTranslation('tree');
  const navigate = useNavigate();
  const client = useQueryClient();
  const [node, setNode] = useState(item);
  const assets = node.asset_count ?? 0;
  const full = node.child_count > 0 || assets > 0;

  const submit = async () => {
    await remove(node);
    toast({ tone: 'success', title: t('delete.done', { name: node.name }) });
    onClose();
    await navigate(node.parent_id === null ? basePath : `${basePath}/${node.parent_id}`, { replace: true });
    client.removeQueries({ queryKey: [treeKey, 'detail', node.id] });
    await client.invalidateQueries({ queryKey: [treeKey] });
  };
  if (full) {
    return (
      <ActDialog title={t('delete.title', { name: node.name })} onClose={onClose}>
        <Notice tone="warning" title={t('delete.refusedTitle')}>
          {node.child_count > 0 && <span>{t('delete.children', { count: node.child_count, formatted: formatNumber(node.child_count) })}</span>}
          {assets > 0 && <span>{t('delete.assets', { count: assets, formatted: formatNumber(assets) })}</span>}
        </Notice>
        {assets > 0 && (
          <LinkButton to={assetsHref(node)} onClick={onClose}>
            {t('seeAssets', { count: node.asset_count_total ?? assets, formatted: formatNumber(node.asset_count_total ?? assets) })}
          </LinkButton>
        )}
      </ActDialog>
    );
  }
  return (
    <ActDialog title={t('delete.title', { name: node.name })} submitLabel={t('delete.submit')} danger onClose={onClose} onSubmit={submit} onStale={(current) => setNode({ ...node, ...(current as N) })}>
      <p className="t2">{t('delete.text')}</p>
    </ActDialog>
  );
}
