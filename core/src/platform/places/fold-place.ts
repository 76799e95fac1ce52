import { fold } from '../text.ts';

/** Letters that Unicode does not take apart into a plain one and a mark. */
const plain: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** A place's name for comparing: "São Paulo", "sao-paulo" and "ＳＡＯ　ＰＡＵＬＯ" are one. */
export const foldPlace = (text: string): string =>
  fold(text.normalize('NFKC'))
    .replace(/[øłßæœđðþı]/g, (letter) => plain[letter] ?? letter)
    .replace(/['’‘ʻ`´]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
