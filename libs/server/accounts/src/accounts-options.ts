/** What accounts need to know of the outside. Made once from the configuration. */
export class AccountsOptions {
  /** The console's outside address: origin check and cookie flags. */
  readonly publicUrl!: URL;

  constructor(values: AccountsOptions) {
    Object.assign(this, values);
  }
}
