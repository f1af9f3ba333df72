export const loanHref = (id: number) => `/emprestimos/${id}`;
