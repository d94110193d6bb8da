/**
 * A line of a log -> who wrote what. Azure Image Builder has written its log in three ways: to 2023 `[run] PACKER OUT|ERR ...`, then
 * with the lines of plugins (`packer-plugin-azure plugin: ...`), since September 2023 `[run] PACKER <date> ui: ...`. Packer's own log is
 * the same without the beginning.
 */
import { withoutEscapes } from '../lib/printable-text';
import type { RawLine } from './scan-lines';

/** A line of a log, taken apart. */
export interface LogLine {
  readonly number: number;
  /** `output`: what Packer shows; `ui`: the same, repeated in its log; `log`: what it and its plugins log. */
  readonly stream: 'output' | 'ui' | 'log';
  /** The id of the run, where the line begins with one. */
  readonly run: string | undefined;
  /** True where the line begins as those of Azure Image Builder do. */
  readonly marked: boolean;
  /** Seconds since 1970 of the time on the line, which names no time zone. */
  readonly time: number | undefined;
  /** The message, without all that. */
  readonly text: string;
  /** `==>`, `-->` or blank before a message about a build: a step's output, or what Packer does. */
  readonly mark: '==>' | '-->' | 'indented' | undefined;
  /** The text behind the name of the build. */
  readonly body: string;
}

const ciTime = /^\ufeff?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z ?/;
const prefix = /^(?:\[([\w.-]{1,64})\] ?)?PACKER(?: (OUT|ERR))?(?: |$)/;
const date = /^(\d{4})\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d) ?/;
const ui = /^ui(?: error)?: ?/;
const prefixedLine = /^(==>|-->| {4}) ?([\w.-]{1,100}): ?(.*)$/;

/** Takes a line apart. */
export function parseLine({ number, text: raw }: RawLine): LogLine {
  const line = withoutEscapes(raw).replace(ciTime, '');
  const [marker = '', run, channel] = prefix.exec(line) ?? [];
  const content = line.slice(marker.length);
  const dated = date.exec(content);
  const rest = dated ? content.slice(dated[0].length) : content;
  const repeated = dated ? ui.exec(rest) : null;
  const text = repeated ? rest.slice(repeated[0].length) : rest;
  const [, mark, , body] = prefixedLine.exec(text) ?? [];
  return {
    number,
    stream: repeated ? 'ui' : dated || (channel === 'ERR' && mark === undefined) ? 'log' : 'output',
    run,
    marked: marker !== '',
    time: dated ? seconds(dated) : undefined,
    text,
    mark: markOf(mark),
    body: body ?? text,
  };
}

function markOf(mark: string | undefined): LogLine['mark'] {
  if (mark === undefined) return undefined;
  return mark === '==>' || mark === '-->' ? mark : 'indented';
}

function seconds([, year, month, day, hour, minute, second]: RegExpExecArray): number {
  const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map(Number);
  return Date.UTC(y ?? 0, (mo ?? 1) - 1, d, h, mi, s) / 1000;
}
