import { IconBuilding, IconBuildingBank, IconBuildingCommunity, IconDoor, IconLayoutGrid, IconMapPin, IconStairs } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { locationsApi } from '@/api/locations';
import type { LocationKind } from '@/api/types';

const ICONS: Record<string, ComponentType<{ size?: number; stroke?: number }>> = {
  unit: IconBuildingCommunity,
  administrative_unit: IconBuildingBank,
  building: IconBuilding,
  floor: IconStairs,
  sector: IconLayoutGrid,
  room: IconDoor,
};

/** The kinds of places, from the root down; they are data and hardly ever change. */
export function useLocationKinds() {
  return useQuery({ queryKey: ['location-kinds'], queryFn: ({ signal }) => locationsApi.kinds(signal), staleTime: 10 * 60_000, select: (answer) => answer.items });
}

/** Name of a kind in the language of the screens. */
export function kindName(kind: LocationKind, language: string): string {
  return language === 'en' ? kind.name_en : kind.name_pt;
}

/** Kind of a place in words; nothing until they are there, the code of a kind that has none. */
export function KindText({ type }: { type: string }) {
  const { i18n } = useTranslation();
  const { data } = useLocationKinds();
  const kind = data?.find((item) => item.code === type);
  if (!data) return <>{'\u00a0'}</>;
  return <>{kind ? kindName(kind, i18n.language) : type}</>;
}

/** Icon of a place by its kind. */
export function LocationIcon({ node, size = 16 }: { node: { type: string }; size?: number }) {
  const Icon = ICONS[node.type] ?? IconMapPin;
  return <Icon size={size} stroke={1.75} aria-hidden />;
}
