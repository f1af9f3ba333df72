import { setupServer } from 'msw/node';

/** The API of the component tests. Every test says what is answered; anything else fails it. */
export const server = setupServer();
