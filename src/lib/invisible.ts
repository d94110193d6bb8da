/** Characters that are invisible or change the text around them: controls, bidirectional marks, zero-width spaces. */
export const invisible =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/g;
