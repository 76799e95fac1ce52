/** MF-4: partnerships that one person can give attention to. */
export const maxActivePartnerships = 12;
/** MF-4: open matches after which somebody is not proposed to anyone else. */
export const maxOpenMatches = 20;
/** MF-3: days after which two learners may be proposed to each other again. */
export const rematchAfterDays = 90;
/** ML-1: hours that a match waits for both answers. */
export const answerHours = 48;

/** Open matches that one person is shown: more than two days' allowance, and of what others propose. */
export const mostOpen = 200;
