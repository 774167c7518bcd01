/** The command was not understood: told with the help of the command. */
export class Usage extends Error {
  /** @param {string} message @param {object} [command] whose help is shown below it */
  constructor(message, command) {
    super(message);
    this.name = 'Usage';
    this.command = command;
  }
}
