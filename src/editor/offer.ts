/** What completion offers. */

/** One thing to choose. */
export interface Offer {
  readonly label: string;
  /** What is written; differs from the label by what follows a key. */
  readonly insert: string;
  readonly kind: 'key' | 'value' | 'file' | 'folder' | 'parameter' | 'code';
  /** A few words about it, next to the label. */
  readonly detail?: string;
  /** What it means, in a sentence or two. */
  readonly doc: string;
  /** Address of Microsoft's page about it. */
  readonly see?: string;
  /** The same with more about it, in Markdown. */
  readonly markdown?: string;
}

/** What is offered, and the stretch of text that it replaces. */
export interface Offers {
  readonly from: number;
  readonly to: number;
  readonly offers: readonly Offer[];
}
