import { waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { ADMIN } from '@/mocks/data';
import { renderAt } from '@/mocks/render';
import { server } from '@/mocks/server';
import { useStore } from '@/shared/store/store';
import { useListPreferences } from './useListPreferences';

function Probe() {
  useListPreferences();
  return null;
}

test('what the server keeps is taken over, and what is changed here is sent to it', async () => {
  const sent: unknown[] = [];
  server.use(
    http.patch('*/api/v1/auth/me/preferences', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(ADMIN);
    }),
  );
  renderAt(<Probe />, '/', { ...ADMIN, preferences: { 'lists.assets': { hidden: ['location'] }, theme: 'dark' } });
  await waitFor(() => expect(useStore.getState().preferences.lists.assets).toEqual({ hidden: ['location'] }));
  useStore.getState().setListPreferences('people', { widths: { name: 300 } });
  useStore.getState().setListPreferences('people', { pageSize: 25 });
  await waitFor(() => expect(sent).toEqual([{ 'lists.people': { widths: { name: 300 }, pageSize: 25 } }]));
});
