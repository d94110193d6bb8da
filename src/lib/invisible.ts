/** Characters that a reader could not see, or that would change what is around them: controls, marks of direction, blanks of no width. */
export const invisible =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/g;
