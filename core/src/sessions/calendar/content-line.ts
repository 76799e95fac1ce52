import { escape as escaped, foldLines } from 'ical-generator';
import { cleanLine, cleanText } from '../../platform/text.ts';

/** A line of a calendar (RFC 5545 §3.1): at most 75 octets, folded between characters, with its CRLF. */
export const contentLine = (name: string, value: string | number): string => `${foldLines(`${name}:${value}`)}\r\n`;

/** What people wrote as the value of a property, in one line. */
export const lineValue = (text: string): string => escaped(cleanLine(text), false);

/** What people wrote as the value of a property; its line breaks become `\n`. */
export const textValue = (text: string): string => escaped(cleanText(text), false);

/** What people wrote as the value of a parameter, with quotation marks and carets by RFC 6868. */
export const parameterValue = (text: string): string => `"${escaped(cleanLine(text), true)}"`;

/** A URI is written as it is: commas and semicolons are its own. */
export const uriValue = (uri: string): string => cleanLine(uri);
