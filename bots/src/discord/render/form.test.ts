import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryForm } from '../../../test/arbitrary-card.ts';
import { allComponents, modalComplaints } from '../../../test/discord-limits.ts';
import { readModal, renderForm } from './form.ts';

describe('any form', () => {
  test('is a modal that Discord takes, and asks every question', () => {
    fc.assert(
      fc.property(arbitraryForm, (form) => {
        const modal = renderForm(form);
        expect(modalComplaints({ ...modal })).toEqual([]);
        const asked = allComponents(modal.components).flatMap((one) => one['custom_id'] ?? []);
        expect(asked).toEqual(form.fields.map(({ name }) => name));
      }),
      { numRuns: 2_000 },
    );
  }, 60_000);
});

describe('a submitted modal', () => {
  test('is read by the options’ names, whatever the questions stood in', () => {
    const submitted = [
      { type: 10, id: 1 },
      { type: 18, id: 2, component: { type: 4, id: 3, custom_id: 'about', value: 'hello' } },
      { type: 18, id: 4, component: { type: 3, id: 5, custom_id: 'days', values: ['1', '2'] } },
      { type: 1, id: 6, components: [{ type: 4, id: 7, custom_id: 'old', value: '' }] },
    ];
    expect(readModal(submitted)).toEqual({ about: 'hello', days: '1,2', old: '' });
  });
});
