'use strict'

/** The fixed codes: JSON-RPC 2.0's, and INC's own. */
const codes = Object.freeze({
  NO_SUCH_FUNCTION: -32601,
  BAD_PARAMETERS: -32602,
  THREW: -32603,
  NOT_RUNNING: -32001,
  TIMED_OUT: -32002,
  REFUSED: -32003,
  CANCELLED: -32004,
  OVERLOADED: -32005,
  OUTCOME_UNKNOWN: -32006
})

/** Why a call has no value. `node` is set when it came from a call to that node. */
class IncError extends Error {
  constructor (code, message, data) {
    super(message)
    this.name = 'IncError'
    this.code = code
    if (data !== undefined) this.data = data
  }

  /** The error that a callee sent. */
  static from (node, error) {
    const { code, message, data } = typeof error === 'object' ? error : { message: String(error) }
    const failure = new IncError(Number.isInteger(code) ? code : codes.THREW, String(message ?? ''), data)
    failure.node = node
    return failure
  }

  /**
   * What a function threw, as it goes on the wire. A code that the author chose goes on as it is; that of a call which the
   * function made does not: "not running" would then be said of the wrong node.
   */
  static toWire (thrown) {
    if (thrown instanceof IncError && thrown.node === undefined) {
      return { code: thrown.code, message: thrown.message, data: thrown.data }
    }
    const message = String(thrown?.message ?? thrown)
    return thrown instanceof IncError
      ? { code: codes.THREW, message: `${thrown.node}: ${message}`, data: { node: thrown.node, code: thrown.code } }
      : { code: codes.THREW, message }
  }
}

module.exports = { IncError, codes }
