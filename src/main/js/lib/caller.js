'use strict'

const { randomBytes } = require('crypto')
const { Presence } = require('./presence')
const { IncError, codes } = require('./errors')

const TIMEOUT = 5000

/** While calls wait, their callee is asked for a sign of life after these many ms, doubling up to the last. */
const FIRST_CHECK = 1000
const LAST_CHECK = 8000

/** Peers come back one by one after a change of leader: wait for this many ms of silence. */
const SETTLE = 50

/** The calls of one node to others. Each ends exactly once: by its result, by its deadline, or by what is known sooner. */
class Caller {
  constructor (name, ping) {
    this.name = name
    this.ping = ping
    this.prefix = randomBytes(6).toString('hex')
    this.count = 0
    this.pending = new Map()
    this.lines = new Map()
  }

  call (target, method, params = [], { timeout = TIMEOUT, idempotent = false, signal } = {}) {
    return new Promise((resolve, reject) => {
      const line = this.line(target)
      const call = { id: `${this.prefix}-${++this.count}`, method, params, idempotent, resolve, reject, line }
      JSON.stringify(params)
      call.deadline = Date.now() + timeout
      call.timer = setTimeout(() => this.expire(call), timeout)
      this.pending.set(call.id, call)
      line.calls.add(call)
      signal?.addEventListener('abort', () => this.cancel(call), { once: true })
      call.giveUp = line.presence.whenKnown(present => present ? this.send(call) : this.absent(call))
      if (signal?.aborted) this.cancel(call)
    })
  }

  /** What is kept for one callee: who is in its mailbox, and the calls that wait for it. */
  line (target) {
    const known = this.lines.get(target)
    if (known) return known
    const line = { target, presence: Presence.of(target), calls: new Set(), check: null, wait: FIRST_CHECK }
    line.presence.on('peer', () => this.check(line, SETTLE))
    this.lines.set(target, line)
    return line
  }

  send (call) {
    if (!this.pending.has(call.id)) return
    const { id, method, params, idempotent, line } = call
    call.sent ??= Date.now()
    const deadline = Math.max(0, call.deadline - Date.now())
    line.presence.cast.emit('call', {
      name: this.name, target: line.target, id, method, params, deadline, idempotent: idempotent || undefined
    })
    if (!line.check) this.check(line, line.wait)
  }

  /** Somebody came (back) to our own mailbox: results may have been lost on the way. */
  rejoined () {
    for (const line of this.lines.values()) this.check(line, SETTLE)
  }

  /**
   * Asks the callee of calls that wait for a sign of life. Messages are lost when the leader changes; who answers with the
   * time of its start remembers ids, so that the calls can be sent to it again.
   */
  check (line, wait) {
    clearTimeout(line.check)
    line.check = null
    if (line.calls.size === 0) {
      line.wait = FIRST_CHECK
      return
    }
    line.check = setTimeout(() => {
      line.check = null
      line.wait = Math.min(2 * line.wait, LAST_CHECK)
      if (!line.presence.occupied()) return this.lost(line, 'it ended')
      this.ping([line.target])
      this.check(line, line.wait)
    }, wait)
  }

  /** A pong that answers one of our pings: send again what waits, unless this callee is not the one that we called. */
  alive ({ name, id, started }) {
    const line = this.lines.get(name)
    if (!line || id === undefined) return
    for (const call of line.calls) {
      if (!call.sent) continue
      if (call.idempotent) this.send(call)
      else if (!Number.isInteger(started)) continue
      else if (started <= call.sent) this.send(call)
      else this.fail(call, codes.OUTCOME_UNKNOWN, `'${name}' was started anew while it was called`)
    }
  }

  lost (line, reason) {
    for (const call of line.calls) {
      if (call.sent) this.fail(call, codes.OUTCOME_UNKNOWN, `'${line.target}' did not answer: ${reason}`)
    }
  }

  /** A result from our mailbox; those of forgotten calls and repeated ones find nobody. */
  result ({ id, result, error }) {
    const call = this.pending.get(id)
    if (!call) return
    this.finish(call)
    if (error === undefined || error === null) call.resolve(result)
    else call.reject(IncError.from(call.line.target, error))
  }

  cancel (call) {
    if (!this.pending.has(call.id)) return
    if (call.sent) call.line.presence.cast.emit('cancel', { name: this.name, id: call.id })
    this.fail(call, codes.CANCELLED, `the call to '${call.line.target}' was cancelled`)
  }

  absent (call) {
    this.fail(call, codes.NOT_RUNNING, `'${call.line.target}' is not running`)
  }

  expire (call) {
    const what = call.sent ? `'${call.line.target}' did not answer in time` : 'the bus was not reached in time'
    this.fail(call, codes.TIMED_OUT, what)
  }

  fail (call, code, message) {
    const error = new IncError(code, message)
    error.node = call.line.target
    this.finish(call)
    call.reject(error)
  }

  finish (call) {
    clearTimeout(call.timer)
    call.giveUp?.()
    this.pending.delete(call.id)
    call.line.calls.delete(call)
  }

  /** Ends what still waits. */
  close () {
    for (const call of this.pending.values()) this.fail(call, codes.CANCELLED, `'${this.name}' left the bus`)
    for (const line of this.lines.values()) clearTimeout(line.check)
  }
}

module.exports = Caller
