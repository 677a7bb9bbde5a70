/** A code as it is compared, and where it stands. */
export type ErrorCode = { readonly code: string; readonly start: number; readonly end: number };

/** `0x0000011b`; leading zeros are left out, as people do. */
const hex = /(?<![a-z0-9])0x0*([0-9a-f]{1,16})(?![a-z0-9])/g;
/** `err_cert_date_invalid`, `whea_uncorrectable_error`. */
const named = /(?<![a-z0-9_])[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![a-z0-9_])/g;
/** `809`, `error809`; not amounts, years, versions, room or telephone numbers. */
const numeric =
  /(?:(?<![a-z0-9\\在去来]|\d[.,:/-])|(?<=(?:error|err|code)[-#: ]?))(?!(?:19|20)\d\d(?!\d))\d{3,5}(?![a-z0-9_]|[.,:/-]\d|\s?(?:[元块人个台份张页分秒米万千天年月日号楼层度件次条位封岁斤多%¥$€]|(?:k?b|mb|gb|tb|mbps|people|users|pages|files|dollars|usd|rmb|times|minutes|seconds)(?![a-z])))/gu;

/** Error codes of a text (lower case). Exact or nothing: 809 is not 8091. */
export function errorCodesOf(text: string): ErrorCode[] {
  return [
    ...[...text.matchAll(hex)].map((match) => codeAt(match, `0x${match[1] ?? ''}`)),
    ...[...text.matchAll(named)].map((match) => codeAt(match, match[0])),
    ...[...text.matchAll(numeric)].map((match) => codeAt(match, match[0])),
  ];
}

function codeAt({ 0: found, index }: RegExpExecArray, code: string): ErrorCode {
  return { code, start: index, end: index + found.length };
}
