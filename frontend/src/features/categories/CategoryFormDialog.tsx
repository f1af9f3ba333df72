import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { categoriesApi, type CategoryIn } from '@/api/catalogue';
import type { CategoryOut, Id } from '@/api/types';
import { categoryField } from '@/entities/category';
import { FormDialog } from '@/shared/dialog';
import type { FormField, FormSection, SubmitInput, Values } from '@/shared/form';
import { toast } from '@/shared/toast/toast';
import type { CategoryNode } from './source';

const name: FormField = { name: 'name', label: 'categories:field.name', kind: 'text', required: true, maxLength: 120, wide: true };
const parent = categoryField({ name: 'parent_id', label: 'categories:field.parent', hint: 'categories:parentHint', wide: true });
const CREATE: FormSection[] = [{ id: 'category', fields: [name, parent] }];
const EDIT: FormSection[] = [{ id: 'category', fields: [name] }];

interface CategoryFormDialogProps {
  /** Given: it is renamed; its position is changed by a move. */
  item?: CategoryNode;
  parentId?: Id | null;
  onClose: () => void;
  onSaved?: (saved: CategoryOut) => void;
}

/** Make or rename a category. */
export function CategoryFormDialog({ item, parentId = null, onClose, onSaved }: CategoryFormDialogProps) {
  const { t } = useTranslation('categories');
  const client = useQueryClient();
  const [initial, setInitial] = useState<Values>(item ? { name: item.name } : { name: null, parent_id: parentId });
  const submit = ({ values, changed, version, idempotencyKey }: SubmitInput): Promise<CategoryOut> => {
    if (!item) return categoriesApi.create(values as unknown as CategoryIn, { idempotencyKey });
    return Object.keys(changed).length === 0 ? categoriesApi.get(item.id) : categoriesApi.update(item.id, changed, version!);
  };
  const saved = (category: CategoryOut, another: boolean) => {
    toast({ tone: 'success', title: t(item ? 'changed' : 'created', { name: category.name }) });
    void client.invalidateQueries({ queryKey: ['categories'] });
    if (item) void client.invalidateQueries({ queryKey: ['assets'] });
    if (another) return setInitial({ name: null, parent_id: category.parent_id });
    onSaved?.(category);
    onClose();
  };
  return (
    <FormDialog<CategoryOut>
      title={t(item ? 'editTitle' : 'createTitle', { name: item?.name })}
      draftKey={item ? `category:${item.id}` : `category:new:${parentId ?? 'root'}`}
      sections={item ? EDIT : CREATE}
      initial={initial}
      version={item?.version ?? null}
      submit={submit}
      onSaved={saved}
      onClose={onClose}
      withAnother={!item}
    />
  );
}
