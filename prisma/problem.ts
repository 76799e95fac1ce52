/** What keeps a database from being used and somebody can mend: one sentence that says what, where and what to do. */
export class DataProblem extends Error {}
