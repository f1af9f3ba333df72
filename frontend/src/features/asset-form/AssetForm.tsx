import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { assetsApi, type AssetIn } from '@/api/assets';
import type { AssetOut } from '@/api/types';
import { assetKeys } from '@/entities/asset';
import { ResourceFormView, useResourceForm, type SubmitInput, type Values } from '@/shared/form';
import { toast } from '@/shared/toast/toast';
import { CREATE_SECTIONS, EDIT_SECTIONS, valuesOf } from './sections';

interface AssetFormProps {
  /** Given: it is changed. */
  asset?: AssetOut;
  draftKey: string;
  initial: Values;
  /** "Salvar e adicionar outro": what was saved, to begin the next one with. */
  onAnother?: (saved: Values) => void;
}

/** The form of an asset, new or known. */
export function AssetForm({ asset, draftKey, initial, onAnother }: AssetFormProps) {
  const { t } = useTranslation('asset-form');
  const navigate = useNavigate();
  const client = useQueryClient();
  const sent = useRef<Values>({});
  const sections = asset ? EDIT_SECTIONS : CREATE_SECTIONS;
  const submit = ({ values, changed, version, idempotencyKey }: SubmitInput): Promise<AssetOut> => {
    sent.current = values;
    if (!asset) return assetsApi.create(values as unknown as AssetIn, { idempotencyKey });
    return Object.keys(changed).length === 0 ? Promise.resolve(asset) : assetsApi.update(asset.id, changed, version!);
  };
  const saved = (result: AssetOut, another: boolean) => {
    const to = `/ativos/${result.id}`;
    client.setQueryData(assetKeys.detail(result.id), result);
    void client.invalidateQueries({ queryKey: assetKeys.all });
    for (const key of ['locations', 'categories']) void client.invalidateQueries({ queryKey: [key] });
    const title = asset ? t('changed', { tag: result.tag }) : t('created', { tag: result.tag });
    if (another && onAnother) {
      toast({ tone: 'success', title, text: t('nextKeeps'), action: { label: t('open'), run: () => void navigate(to) } });
      onAnother(sent.current);
      return;
    }
    toast({ tone: 'success', title });
    void navigate(to, { replace: true });
  };
  const form = useResourceForm<AssetOut>({
    draftKey,
    sections,
    initial,
    version: asset?.version ?? null,
    submit,
    onSaved: saved,
    readCurrent: (current) => ({ values: valuesOf(current as unknown as AssetOut), version: Number(current.version) }),
  });
  return <ResourceFormView form={form} sections={sections} withAnother={!asset} stickyFoot onCancel={() => void navigate(asset ? `/ativos/${asset.id}` : '/ativos')} />;
}
