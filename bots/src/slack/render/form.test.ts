import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryForm } from '../../../test/arbitrary-card.ts';
import { elementsOf, modalComplaints } from '../../../test/slack-limits.ts';
import { readCarried, readView, renderForm } from './form.ts';

test('any form is a modal that Slack takes, asks every question, and carries which form it is', () => {
  fc.assert(
    fc.property(arbitraryForm, (form) => {
      const view = renderForm(form, { responseUrl: 'https://hooks.slack.example/1' }, { close: 'Close' });
      expect(modalComplaints({ ...view })).toEqual([]);
      expect(elementsOf(view.blocks)).toHaveLength(form.fields.length);
      expect(readCarried(view.private_metadata ?? '')).toEqual({
        form: form.id,
        responseUrl: 'https://hooks.slack.example/1',
      });
    }),
    { numRuns: 2_000 },
  );
}, 60_000);

test('a submitted modal is read by the options’ names, whatever the questions stood in', () => {
  expect(
    readView({
      about: { value: { type: 'plain_text_input', value: 'hello' } },
      level: { value: { type: 'number_input', value: '7' } },
      skill: { value: { type: 'external_select', selected_option: { value: 'guitar', text: {} } } },
      days: { value: { type: 'multi_static_select', selected_options: [{ value: '1' }, { value: '2' }] } },
      empty: { value: { type: 'plain_text_input', value: null } },
    }),
  ).toEqual({ about: 'hello', level: '7', skill: 'guitar', days: '1,2', empty: '' });
});

test('what a modal carries that is none of ours is nothing', () => {
  for (const metadata of ['', '{', '[]', '{"form":1}']) expect(readCarried(metadata)).toBeNull();
});
