/** Chinese, Japanese and Korean: their letters are in fonts of their own. */
export const isEastern = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/;
