/** A control request that cannot be done, in a sentence that says what to change. */
export class ControlError extends Error {
  constructor(
    readonly httpStatus: 400 | 404 | 409,
    message: string,
  ) {
    super(message);
    this.name = 'ControlError';
  }
}
