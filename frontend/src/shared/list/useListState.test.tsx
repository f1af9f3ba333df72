import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, Link, RouterProvider } from 'react-router';
import { expect, it } from 'vitest';
import { useListState } from './useListState';

function Probe() {
  const list = useListState({ id: 'probe', filters: [], defaultSort: 'id' });
  return (
    <>
      <button type="button" onClick={() => list.setQ('mesa')}>
        search
      </button>
      <Link to="/other">leave</Link>
    </>
  );
}

it('what was typed last does not call the list back when somebody has left it already', async () => {
  let arrive = () => undefined as void;
  const held = new Promise<void>((done) => (arrive = done));
  const router = createMemoryRouter(
    [
      { path: '/list', element: <Probe /> },
      { path: '/other', lazy: () => held.then(() => ({ element: <p>there</p> })) },
    ],
    { initialEntries: ['/list'] },
  );
  render(<RouterProvider router={router} />);
  await userEvent.click(screen.getByText('leave'));
  await userEvent.click(screen.getByText('search'));
  await act(() => {
    arrive();
    return held;
  });
  expect(await screen.findByText('there')).toBeVisible();
  expect(router.state.location.pathname + router.state.location.search).toBe('/other');
});

it('what is typed while one stays goes to the address', async () => {
  const router = createMemoryRouter([{ path: '/list', element: <Probe /> }], { initialEntries: ['/list'] });
  render(<RouterProvider router={router} />);
  await userEvent.click(screen.getByText('search'));
  expect(router.state.location.search).toBe('?q=mesa');
});
