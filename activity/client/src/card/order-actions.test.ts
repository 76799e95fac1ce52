import type { Action } from '@echochat/activity-protocol/playground.ts';
import { describe, expect, it } from 'vitest';
import { orderActions } from './order-actions.ts';

const action = (id: string, style: Action['style'] = 'secondary'): Action => ({ id, label: id, style });
const ids = (actions: Action[]) => actions.map(({ id, style }) => `${id} ${style}`);

describe('the actions of a card', () => {
  it('puts the primary one first and all but two others in the menu', () => {
    const { shown, more } = orderActions([action('a'), action('b', 'primary'), action('c'), action('d', 'danger')]);
    expect(ids(shown)).toEqual(['b primary', 'a secondary', 'c secondary']);
    expect(ids(more)).toEqual(['d danger']);
  });

  it('shows one primary action, whatever was sent', () => {
    const { shown } = orderActions([action('a', 'primary'), action('b', 'primary')]);
    expect(ids(shown)).toEqual(['a primary', 'b secondary']);
  });
});
