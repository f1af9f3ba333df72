import { lazy } from 'react';
import { useNavigate } from 'react-router';
import type { LocationOut } from '@/api/types';
import { BASE_PATH } from './definition';

const LocationFormDialog = lazy(() => import('@/entities/location/LocationFormDialog'));

/** A new place, below `parent` or on the first level; afterwards it is shown. */
export default function CreateDialog({ parent, onClose }: { parent: LocationOut | null; onClose: () => void }) {
  const navigate = useNavigate();
  return <LocationFormDialog seed={{ parent_id: parent?.id ?? null }} withAnother onClose={onClose} onSaved={(place) => void navigate(`${BASE_PATH}/${place.id}`)} />;
}
