import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { LocationOut } from '@/api/types';
import { KindText } from '@/entities/location';
import { DateText, KeyValue, Text } from '@/shared/ui';

const degrees = new Intl.NumberFormat('pt-BR', { minimumFractionDigits: 4, maximumFractionDigits: 6 });

/** What is known of a place besides its counts. */
export function Facts({ node }: { node: LocationOut }) {
  const { t } = useTranslation('locations');
  const placed = node.latitude !== null && node.longitude !== null;
  return (
    <KeyValue
      items={[
        { label: t('fact.kind'), value: <KindText type={node.type} /> },
        node.code !== null && { label: t('fact.code'), value: <Text value={node.code} mono /> },
        placed && { label: t('fact.coordinates'), value: `${degrees.format(node.latitude!)}; ${degrees.format(node.longitude!)}` },
        { label: t('fact.past'), value: <Link to={`/posicao?location_id=${node.id}`}>{t('fact.onADay')}</Link> },
        { label: t('fact.changed'), value: <DateText value={node.updated_at} time /> },
      ]}
    />
  );
}
