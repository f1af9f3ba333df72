import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderAt } from '@/mocks/render';
import { useWizardStep, Wizard } from '.';

type Step = 'arquivo' | 'colunas' | 'conferencia';
const STEPS: Step[] = ['arquivo', 'colunas', 'conferencia'];

function Example({ reachable, stands }: { reachable: Step[]; stands: Step }) {
  const [current, go] = useWizardStep(reachable, stands);
  return (
    <Wizard crumbs={[{ label: 'Importar' }]} title="bens.xlsx" steps={STEPS.map((id) => ({ id, label: id, done: STEPS.indexOf(id) < STEPS.indexOf(stands) }))} current={current} reachable={reachable} onStep={go}>
      <p>Etapa {current}</p>
    </Wizard>
  );
}

const shown = () => screen.findByText(/^Etapa (arquivo|colunas|conferencia)$/);

test('without a word in the address one is where the work stands', async () => {
  renderAt(<Example reachable={['arquivo', 'colunas']} stands="colunas" />, '/ativos/importacoes/7');
  expect(await shown()).toHaveTextContent('colunas');
});

test('a reload comes back to the step in the address', async () => {
  renderAt(<Example reachable={['arquivo', 'colunas']} stands="colunas" />, '/ativos/importacoes/7?etapa=arquivo');
  expect(await shown()).toHaveTextContent('arquivo');
});

test.each(['conferencia', 'nenhuma'])('a step that cannot be entered (%s) gives way to where the work stands', async (asked) => {
  renderAt(<Example reachable={['arquivo', 'colunas']} stands="colunas" />, `/ativos/importacoes/7?etapa=${asked}`);
  expect(await shown()).toHaveTextContent('colunas');
});

test('only steps that can be entered are buttons; choosing one is in the address', async () => {
  renderAt(<Example reachable={['arquivo', 'colunas']} stands="colunas" />, '/ativos/importacoes/7');
  await shown();
  expect(screen.queryByRole('button', { name: /conferencia/ })).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: /arquivo/ }));
  expect(await shown()).toHaveTextContent('arquivo');
  expect(screen.getByTestId('address')).toHaveTextContent('?etapa=arquivo');
  expect(screen.getByRole('group', { name: /Etapa 1 de 3/ })).toHaveFocus();
});
