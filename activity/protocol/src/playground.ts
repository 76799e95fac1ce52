import { z } from 'zod';

// What travels between the playground's page and its endpoints. The neutral card of bots/cards is sent as it is, so
// these schemas say again, for the far end, what a card is; the compiler holds the two together.

/** A small, safe Markdown: **bold**, *italics*, `code`, [label](https://…), `- ` lists, `> ` quotes, backslash escapes. */
export const markdown = z.string();

/** violet acts, coral teaches, teal learns, sun celebrates, red is trouble. */
export const tone = z.enum(['act', 'teach', 'learn', 'celebrate', 'trouble']);

/** A button. Pressing it runs the command that its id names, with the arguments in it: `match.accept:match=42`. */
export const action = z.object({
  id: z.string().max(100),
  label: z.string(),
  style: z.enum(['primary', 'secondary', 'danger']),
});

/** A menu. Choosing presses `id` with `{ [option]: value }`. */
export const select = z.object({
  id: z.string().max(100),
  option: z.string(),
  label: z.string(),
  choices: z.array(z.object({ value: z.string(), label: z.string(), description: z.string().optional() })).max(25),
});

/** One entry of a list, with at most one action of its own. */
export const row = z.object({
  sign: z.string().optional(),
  title: z.string(),
  text: markdown,
  tone: tone.optional(),
  action: action.optional(),
});

export const card = z.object({
  /** One emoji, the card's sign. */
  sign: z.string(),
  title: z.string(),
  tone,
  text: markdown,
  picture: z.object({ url: z.string(), alt: z.string() }).optional(),
  fields: z.array(z.object({ name: z.string(), value: markdown })),
  rows: z.array(row),
  /** Addresses of this site from its root, or https ones. */
  links: z.array(z.object({ label: z.string(), url: z.string() })),
  actions: z.array(action),
  selects: z.array(select),
  footer: z.string().optional(),
});

const fieldBase = {
  name: z.string(),
  label: z.string(),
  hint: z.string().optional(),
  required: z.boolean(),
  /** What stands in it at first; several values of a `choice` are separated by commas. */
  value: z.string().optional(),
};

export const formField = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), multiline: z.boolean(), maxLength: z.number(), ...fieldBase }),
  z.object({ kind: z.literal('number'), min: z.number(), max: z.number(), ...fieldBase }),
  z.object({
    kind: z.literal('choice'),
    multiple: z.boolean(),
    choices: z.array(z.object({ value: z.string(), label: z.string() })),
    ...fieldBase,
  }),
  /** Text with suggestions, asked from the server while typing. */
  z.object({ kind: z.literal('search'), maxLength: z.number(), ...fieldBase }),
]);

/** Submitting presses `id` with the fields' values by name. */
export const form = z.object({
  id: z.string().max(100),
  title: z.string(),
  text: markdown.optional(),
  fields: z.array(formField).max(5),
  submit: z.string(),
});

export const answer = z.union([z.object({ card }), z.object({ form })]);

/** What the browser knows of the person, to prefill: an IANA zone and a language tag. */
export const hints = z.object({ timezone: z.string().max(50), locale: z.string().max(35) }).partial();

const handle = z.string().trim().min(1).max(64);
export const runRequest = z.object({ as: handle, line: z.string().max(20_000), hints: hints.optional() });
export const pressRequest = z.object({
  as: handle,
  id: z.string().min(1).max(100),
  values: z.record(z.string(), z.string().max(20_000)).optional(),
  hints: hints.optional(),
});

/** Asks for the ways a line may go on, or for the values of a form's field. */
export const suggestRequest = z.union([
  z.object({ as: handle, line: z.string().max(2_000) }),
  z.object({ as: handle, form: z.string().max(100), field: z.string().max(32), query: z.string().max(200) }),
]);
export const suggestion = z.object({
  label: z.string(),
  detail: z.string().optional(),
  /** The whole line, or the field's value, if this one is taken. */
  insert: z.string(),
});
export const suggestResponse = z.object({ suggestions: z.array(suggestion).max(25) });

export const person = z.object({
  handle: z.string(),
  displayName: z.string(),
  avatarUrl: z.string().optional(),
  headline: z.string().optional(),
  timezone: z.string().optional(),
  teaches: z.array(z.object({ name: z.string(), icon: z.string().optional() })),
  learns: z.array(z.object({ name: z.string(), icon: z.string().optional() })),
  isNewcomer: z.boolean(),
});
export const peopleResponse = z.object({ people: z.array(person) });

/** What the stream sends, as the data of server-sent events named `card`: news that somebody else caused. */
export const streamEvent = z.object({ id: z.number(), at: z.string(), card });

/** Every failure of an endpoint that is not an answer card. */
export const failure = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

export type Card = z.infer<typeof card>;
export type Row = z.infer<typeof row>;
export type Action = z.infer<typeof action>;
export type Select = z.infer<typeof select>;
export type Tone = z.infer<typeof tone>;
export type Form = z.infer<typeof form>;
export type FormField = z.infer<typeof formField>;
export type Answer = z.infer<typeof answer>;
export type Person = z.infer<typeof person>;
export type Suggestion = z.infer<typeof suggestion>;
export type StreamEvent = z.infer<typeof streamEvent>;
