import { SegmentedControl } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { Id } from '@/api/types';
import { ActDialog } from '../dialog';
import type { PickerProps } from '../pickers';
import { toast } from '../toast/toast';
import classes from './move.module.css';
import type { TreeNode } from './types';

interface MoveNodeDialogProps<N extends TreeNode> {
  item: N;
  /** Root of the query keys. */
  treeKey: string;
  Picker: ComponentType<Omit<PickerProps, 'source' | 'icon' | 'onCreate'>>;
  move: (node: N, parentId: Id | null, keyFor: (body: unknown) => string) => Promise<unknown>;
  onClose: () => void;
}

const pathText = (steps: string[]) => steps.join(' › ');

/** Put a node, with everything below it, somewhere else. Cycles and names already taken are the server's to refuse. */
export function MoveNodeDialog<N extends TreeNode>({ item, treeKey, Picker, move, onClose }: MoveNodeDialogProps<N>) {
  const { t } = useTranslation('tree');
  const client = useQueryClient();
  const [node, setNode] = useState(item);
  const [where, setWhere] = useState<'inside' | 'first'>('inside');
  const [parent, setParent] = useState<{ id: Id; path: string } | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const target = where === 'first' ? null : (parent?.id ?? undefined);
  const result = where === 'first' ? node.name : parent && pathText([parent.path, node.name]);

  const submit = async (keyFor: (body: unknown) => string) => {
    if (target === undefined) return setWrong(t('move.missing'));
    if (target === node.parent_id) return setWrong(t('move.same'));
    await move(node, target, keyFor);
    toast({ tone: 'success', title: t('move.done', { name: node.name }) });
    await Promise.all([treeKey, 'assets'].map((key) => client.invalidateQueries({ queryKey: [key] })));
    onClose();
  };
  return (
    <ActDialog title={t('move.title', { name: node.name })} submitLabel={t('move.submit')} onClose={onClose} onSubmit={submit} onStale={(current) => setNode({ ...node, ...(current as N) })}>
      {(errors) => (
        <>
          <p className="t2">{t('move.text')}</p>
          <SegmentedControl
            fullWidth
            aria-label={t('move.where')}
            value={where}
            onChange={(value) => (setWhere(value), setWrong(null))}
            data={(['inside', 'first'] as const).map((value) => ({ value, label: t(`move.${value}`) }))}
          />
          {where === 'inside' && (
            <Picker
              label={t('move.parent')}
              value={parent?.id ?? null}
              exclude={[node.id]}
              error={errors.parent_id ?? wrong}
              onChange={(id, option) => {
                setWrong(null);
                setParent(id === null ? null : { id, path: pathText([option?.hint, option?.name].filter((part) => part !== undefined)) });
              }}
            />
          )}
          {where === 'first' && wrong && (
            <p className={classes.wrong} role="alert">
              {wrong}
            </p>
          )}
          <dl className={classes.outcome}>
            <dt>{t('move.now')}</dt>
            <dd>{pathText(node.path.map((step) => step.name))}</dd>
            {result && (
              <>
                <dt>{t('move.result')}</dt>
                <dd>
                  <b>{result}</b>
                </dd>
              </>
            )}
          </dl>
        </>
      )}
    </ActDialog>
  );
}
