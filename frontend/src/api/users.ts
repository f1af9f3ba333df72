import { resource } from './resources';
import type { UserRow } from './types';

export const usersApi = resource<UserRow>('/users');
