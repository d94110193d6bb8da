/** Characters that are invisible or change the text around them: controls, bidirectional marks, zero-width spaces. */
export const invisible =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/g;

/** Control characters, line breaks and marks that turn the direction of text: no path needs one. */
const controls = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;

/** True for a text with control characters. */
export function hasControls(text: string): boolean {
  return controls.test(text);
}
