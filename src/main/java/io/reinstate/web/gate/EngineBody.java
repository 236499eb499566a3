package io.reinstate.web.gate;

/** What is read of the body of a command. */
enum EngineBody {
  /** Nothing: whatever is sent is not read. */
  NONE,

  /** A JSON object of texts, numbers and truth values, and of objects of such. */
  PLAIN,

  /** A JSON object with {@code variables}. */
  VARIABLES,

  /** A JSON object that says what is looked for. */
  QUERY,

  /** A JSON object that names whoever asks, for a task is claimed for oneself. */
  CLAIM,

  /** A JSON object that says how often a failed step is tried yet. */
  RETRIES,

  /** A form of HTML, as the login has it. */
  FORM
}
