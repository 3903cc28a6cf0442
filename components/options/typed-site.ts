/** A site as it is typed. */
export interface TypedSite {
  address: string;
  /** Empty where it is the same. */
  apiAddress: string;
  keep: boolean;
}
